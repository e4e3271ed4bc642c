package io.mudlark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoScoreTest {
  @TempDir Path folder;

  @Test
  void found_missed_false_and_hidden_are_told_apart() throws Exception {
    Path truth =
        Files.writeString(
            folder.resolve("truth.jsonl"),
            "{\"type\":\"flow\",\"site\":\"a\"}\n"
                + episode("a", "plug", "08:00:10", "08:01:00", 5)
                + episode("b", "plug", "08:00:10", "08:01:00", 5)
                + episode("a", "controller", "08:00:10", "08:01:00", 0));
    Path alerts =
        Files.writeString(
            folder.resolve("alerts.jsonl"),
            alert("device-episode", 1, "a", "plug", "08:00:00", "08:01:00")
                + alert("device-episode", 2, "a", "plug", "08:00:00", "08:05:00")
                + alert("device-episode", 1, "b", "plug", "08:01:00", "08:02:00")
                + alert("same-episode-on-devices", 1, "", "", "08:00:00", "08:01:00"));
    assertThat(DemoScore.of(truth, alerts)).isEqualTo(new DemoScore(1, 1, 1, 1));
  }

  private static String episode(String site, String device, String start, String end, int flows) {
    return String.format(
        "{\"type\":\"episode\",\"site\":\"%s\",\"device\":\"%s\",\"start\":\"2026-03-02T%sZ\","
            + "\"end\":\"2026-03-02T%sZ\",\"flows\":%d}%n",
        site, device, start, end, flows);
  }

  private static String alert(
      String pattern, int revision, String site, String device, String start, String end) {
    return String.format(
        "{\"pattern\":\"%s\",\"revision\":%d,\"site\":\"%s\",\"device\":\"%s\","
            + "\"firstWindowStart\":\"2026-03-02T%sZ\",\"lastWindowEnd\":\"2026-03-02T%sZ\"}%n",
        pattern, revision, site, device, start, end);
  }
}
