package io.mudlark.jobs.mine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.mudlark.jobs.cli.MudlarkCommand;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.process.log.CsvColumns;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.mqtt.ActivityForm;
import io.mudlark.process.mqtt.FlowMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MineCommandsTest {
  @TempDir Path folder;

  private static Path shared(String inside) {
    Path shared = Path.of(System.getProperty("mudlark.root", "..")).resolve("../shared");
    if (!Files.isDirectory(shared)) {
      if ("1".equals(System.getenv("MUDLARK_STRICT"))) {
        fail("../shared is missing");
      }
      Assumptions.abort("../shared is not here");
    }
    return shared.resolve(inside);
  }

  private Path log(int cases) throws IOException {
    StringBuilder rows = new StringBuilder("case:concept:name,concept:name,time:timestamp\n");
    for (int i = 0; i < cases; i++) {
      String minute = String.format(java.util.Locale.ROOT, "2026-01-01T%02d:%02d", i / 60, i % 60);
      rows.append(i).append(",ask,").append(minute).append(":00Z\n");
      rows.append(i).append(",answer,").append(minute).append(":0").append(1 + i % 3).append("Z\n");
    }
    return Files.writeString(folder.resolve("log.csv"), rows);
  }

  private static int mine(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "mine";
    System.arraycopy(args, 0, all, 1, args.length);
    return MudlarkCommand.execute(all);
  }

  @Test
  void learns_a_model_and_finds_who_breaks_it() throws IOException {
    Path model = folder.resolve("model.json");
    assertThat(mine("learn", log(90).toString(), "--out", model.toString())).isZero();
    Path wrong =
        Files.writeString(
            folder.resolve("wrong.csv"),
            """
            case:concept:name,concept:name,time:timestamp
            good,ask,2026-01-02T00:00:00Z
            good,answer,2026-01-02T00:00:02Z
            bad,answer,2026-01-02T00:00:00Z
            """);
    Path found = folder.resolve("found.jsonl");
    assertThat(
            mine("check", wrong.toString(), "--model", model.toString(), "--out", found.toString()))
        .isZero();
    assertThat(Files.readAllLines(found))
        .singleElement()
        .asString()
        .startsWith("{\"case\":\"bad\",")
        .contains("\"check\":\"REPLAY\"", "\"expected\":[\"ask\"]");
  }

  @Test
  void leaves_out_what_was_alerted() throws Exception {
    Path alerts =
        Files.writeString(
            folder.resolve("alerts.jsonl"),
            "{\"id\":\"1\"}\n{\"id\":\"2\",\"process\":{\"case\":\"7\",\"flowIds\":[\"ab\"]}}\n");
    assertThat(AlertedCases.read(alerts).names(null)).containsExactlyInAnyOrder("7", "ab");
    MineInput input =
        new LogFiles(CsvColumns.DEFAULT, line -> {})
            .read(List.of(log(30)), FlowMapping.standard(Set.of()), false);
    Learning learning =
        new Learning("1", io.mudlark.process.live.ConformanceLearner.Settings.DEFAULT);
    learning.learn(input, false, Set.of("7", "ab"));
    assertThat(learning.leftOut()).isEqualTo(1);
  }

  @Test
  void writes_models_in_the_form_that_the_name_asks_for() throws IOException {
    for (String form : List.of("pnml", "ptml", "bpmn")) {
      Path model = folder.resolve("m." + form);
      assertThat(mine("discover", log(3).toString(), "--out", model.toString())).isZero();
      assertThat(model).isNotEmptyFile();
    }
    String net = folder.resolve("m.pnml").toString();
    assertThat(mine("quality", log(3).toString(), "--model", net)).isZero();
    assertThat(mine("check", log(3).toString(), "--model", net)).isZero();
    assertThat(mine("discover", log(3).toString(), "--out", folder.resolve("m.doc").toString()))
        .isEqualTo(2);
  }

  @Test
  void a_log_that_was_written_reads_back_as_it_was() throws Exception {
    EventLog first = read(log(3));
    for (String form : List.of("xes", "xes.gz", "csv")) {
      Path written = folder.resolve("again." + form);
      assertThat(mine("discover", log(3).toString(), "--write-log", written.toString())).isZero();
      assertThat(read(written)).isEqualTo(first);
    }
    assertThat(mine("discover", log(3).toString(), "--write-log", "again.doc")).isEqualTo(2);
  }

  private static EventLog read(Path file) throws ConfigException {
    return new LogFiles(CsvColumns.DEFAULT, line -> {})
        .read(List.of(file), FlowMapping.standard(Set.of()), false)
        .log();
  }

  @Test
  void what_cannot_be_mined_is_refused() throws IOException {
    Path none = folder.resolve("none.csv");
    assertThat(mine("discover", none.toString())).isEqualTo(2);
    assertThat(mine("discover", log(3).toString(), "--noise", "7")).isEqualTo(2);
    assertThat(mine("discover", log(3).toString(), "--infer")).isEqualTo(2);
    Path empty = Files.writeString(folder.resolve("e.pnml"), "<pnml><net id=\"n\"></net></pnml>");
    assertThat(mine("check", log(3).toString(), "--model", empty.toString())).isEqualTo(2);
    assertThat(mine("evaluate", "--seeds", "0")).isEqualTo(2);
    assertThat(mine()).isEqualTo(2);
    Path junk = Files.writeString(folder.resolve("junk.pcap"), "no capture");
    assertThatThrownBy(
            () ->
                new LogFiles(CsvColumns.DEFAULT, line -> {})
                    .read(List.of(junk), FlowMapping.standard(Set.of()), false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("junk.pcap");
  }

  @Test
  void a_capture_of_missions_benign_traffic_gives_the_counts_of_its_flow_rows()
      throws ConfigException {
    FlowMapping mapping = new FlowMapping(ActivityForm.SOURCE_TOPIC, false, Set.of(), "");
    MineInput input =
        new LogFiles(CsvColumns.DEFAULT, line -> {})
            .read(List.of(shared("golden/mission/benign.pcap")), mapping, false);
    Discovery found = Discovery.of(input.log(), Discovery.Miner.inductive, 0.9, 0.5);
    assertThat(Figures.ofLog(input.log(), found))
        .containsAllEntriesOf(
            Map.of(
                "Cases", "9948",
                "Events", "15218",
                "Variants", "39",
                "Activities", "39",
                "Start activities", "27",
                "Directly-follows edges", "26"));
    assertThat(Figures.quality(found.net(), found.variants()))
        .containsAllEntriesOf(
            Map.of(
                "Fitting cases", "91.4656 %",
                "Precision", "99.9993 %",
                "Generalization", "92.0635 %",
                "Simplicity", "52.8455 %",
                "Soundness", "sound"));
  }
}
