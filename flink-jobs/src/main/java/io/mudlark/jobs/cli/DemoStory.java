package io.mudlark.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.generator.scenario.Generated;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.DevicesFile;
import io.mudlark.jobs.embedded.RunSummary;
import io.mudlark.jobs.evaluate.Method;
import io.mudlark.jobs.evaluate.Outcome;
import io.mudlark.jobs.evaluate.Trial;
import io.mudlark.jobs.sink.ResultFile;
import io.mudlark.ledger.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells what was in the traffic of a demo, what was found of it, and where to look. */
final class DemoStory {
  /** Alerts of processes come in numbers; the first of them say enough. */
  private static final int TITLES = 8;

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private DemoStory() {}

  static void tell(Path out, Generated traffic, RunSummary summary)
      throws IOException, ConfigException {
    Trial trial =
        Trial.of("demo", 0, out, traffic.truth(), DevicesFile.read(traffic.devices(), null));
    Terminal.say("");
    Terminal.say("What was done (virtual time, UTC)                        and when it was told");
    trial.outcomes().forEach(outcome -> Terminal.say(line(outcome)));
    var score = trial.score(Method.DEFAULT);
    Terminal.say(
        String.format(
            Locale.ROOT,
            "%d found, %d missed, %d false.",
            score.episodes().found(),
            score.episodes().missed(),
            score.falseAlerts()));
    titles(out.resolve(ResultFile.ALERTS.fileName()));
    Terminal.say("");
    Terminal.say(
        String.format(
            Locale.ROOT,
            "%,d packets, %,d views of devices judged, %,d rejected; the ledger %s.",
            summary.packets(),
            summary.count(Tally.Book.VIEWS, "judged"),
            summary.count(Tally.Book.VIEWS, "rejected"),
            summary.ledgerCloses() ? "closes" : "does NOT close"));
    Terminal.say("Report:  " + summary.report().toAbsolutePath().toUri());
    Terminal.say("Console: ./mudlark alert list --run " + out);
  }

  private static String line(Outcome outcome) {
    String told =
        outcome.toldMillis().isEmpty()
            ? "MISSED"
            : "after "
                + Math.max(0, outcome.toldMillis().getAsLong() - outcome.startMillis()) / 1000
                + " s";
    return String.format(
        Locale.ROOT,
        "  %s  %-24s %-28s %s",
        CLOCK.format(Instant.ofEpochMilli(outcome.startMillis())),
        outcome.label(),
        outcome.device(),
        told);
  }

  /**
   * The title of the last revision of each alert, in the order of their first; of traffic without
   * what repeats another alert.
   */
  private static void titles(Path alerts) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    Map<String, String> traffic = new LinkedHashMap<>();
    Map<String, String> process = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(alerts);
    for (String line : lines) {
      JsonNode alert = mapper.readTree(line);
      String id = alert.path("id").asText();
      String title = alert.path("title").asText();
      if (alert.has("process")) {
        process.put(id, title);
      } else if (!alert.has("suppressed")) {
        traffic.put(id, title);
      }
    }
    Terminal.say("");
    Terminal.say("Alerts about traffic: " + traffic.size());
    some(traffic.values());
    Terminal.say("Alerts about the MQTT process: " + process.size());
    some(process.values().stream().distinct().toList());
  }

  private static void some(Collection<String> titles) {
    titles.stream().limit(TITLES).forEach(title -> Terminal.say("  " + title));
    if (titles.size() > TITLES) {
      Terminal.say("  and " + (titles.size() - TITLES) + " more");
    }
  }
}
