package io.mudlark.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.generator.scenario.Generated;
import io.mudlark.jobs.embedded.RunSummary;
import io.mudlark.jobs.sink.ResultFile;
import io.mudlark.ledger.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells in three lines what a demo found and where to look. */
final class DemoStory {
  private DemoStory() {}

  static void tell(Path out, Generated traffic, RunSummary summary) throws IOException {
    Map<String, String> titles = titles(out.resolve(ResultFile.ALERTS.fileName()));
    Terminal.say(
        String.format(
            Locale.ROOT,
            "Found: %s.",
            titles.isEmpty() ? "nothing" : String.join("; ", titles.values())));
    DemoScore score = DemoScore.of(traffic.truth(), out.resolve(ResultFile.ALERTS.fileName()));
    Terminal.say(
        String.format(
            Locale.ROOT,
            "%s; %,d packets, %,d views of devices judged, %,d rejected; the ledger %s.",
            score.sentence(),
            summary.packets(),
            summary.count(Tally.Book.VIEWS, "judged"),
            summary.count(Tally.Book.VIEWS, "rejected"),
            summary.ledgerCloses() ? "closes" : "does NOT close"));
    Terminal.say("Report: " + summary.report().toAbsolutePath());
  }

  /** The title of the last revision of each alert, in the order of their first. */
  private static Map<String, String> titles(Path alerts) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    Map<String, String> titles = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(alerts);
    for (String line : lines) {
      JsonNode alert = mapper.readTree(line);
      titles.put(alert.path("id").asText(), alert.path("title").asText());
    }
    return titles;
  }
}
