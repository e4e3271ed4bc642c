package io.mudlark.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a demo found of the attacks in its traffic: an attack is found when an episode of its device
 * overlaps it in time.
 *
 * @param found attacks that were found
 * @param missed attacks with rejected traffic that were not
 * @param hidden attacks made of permitted messages only, which rejected traffic cannot show
 * @param falseEpisodes episodes that overlap no attack on their device
 */
record DemoScore(int found, int missed, int hidden, int falseEpisodes) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private record Stay(String site, String device, Instant start, Instant end, boolean hidden) {
    boolean meets(Stay other) {
      return site.equals(other.site)
          && device.equals(other.device)
          && start.isBefore(other.end)
          && other.start.isBefore(end);
    }
  }

  /** Holds the alerts of a run against the truth about its traffic. */
  static DemoScore of(Path truth, Path alerts) throws IOException {
    List<Stay> attacks = new ArrayList<>();
    for (String line : Files.readAllLines(truth)) {
      if (line.contains("\"type\":\"episode\"")) {
        JsonNode episode = MAPPER.readTree(line);
        attacks.add(stay(episode, "start", "end", episode.path("flows").asLong() == 0));
      }
    }
    List<Stay> episodes = new ArrayList<>();
    for (String line : Files.readAllLines(alerts)) {
      JsonNode alert = MAPPER.readTree(line);
      if (alert.path("pattern").asText().equals("device-episode")
          && alert.path("revision").asInt() == 1) {
        episodes.add(stay(alert, "firstWindowStart", "lastWindowEnd", false));
      }
    }
    return score(attacks, episodes);
  }

  private static DemoScore score(List<Stay> attacks, List<Stay> episodes) {
    int found = 0;
    int missed = 0;
    int hidden = 0;
    for (Stay attack : attacks) {
      if (attack.hidden()) {
        hidden++;
      } else if (episodes.stream().anyMatch(attack::meets)) {
        found++;
      } else {
        missed++;
      }
    }
    long wrong = episodes.stream().filter(e -> attacks.stream().noneMatch(e::meets)).count();
    return new DemoScore(found, missed, hidden, (int) wrong);
  }

  private static Stay stay(JsonNode node, String start, String end, boolean hidden) {
    return new Stay(
        node.path("site").asText(),
        node.path("device").asText(),
        Instant.parse(node.path(start).asText()),
        Instant.parse(node.path(end).asText()),
        hidden);
  }

  /** One sentence. */
  String sentence() {
    String seen =
        String.format(
            Locale.ROOT,
            "Attacks in the traffic: %d found, %d missed, %d false",
            found,
            missed,
            falseEpisodes);
    return hidden == 0
        ? seen
        : seen
            + "; "
            + hidden
            + " more are made of permitted MQTT messages, which are not rejected";
  }
}
