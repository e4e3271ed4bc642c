package io.mudlark.mudscope.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.mudscope.characterize.Golden;
import io.mudlark.mudscope.characterize.StageResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All stages over the original's example. */
class PipelineGoldenTest {
  private static final Instant NOW = Instant.parse("2022-11-02T10:11:12Z");

  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();

  @Test
  void goes_from_the_captures_of_the_example_to_its_report_as_the_originals_do()
      throws IOException {
    StageResult result =
        new MudscopePipeline(PipelineConfig.read(config()), true, told::add).run(2, NOW);
    assertThat(told).isEmpty();
    assertThat(result).isEqualTo(new StageResult(6, 0));
    for (String site : List.of("tue", "ut")) {
      Path found = folder.resolve("result/characterization/" + site + "-tplink");
      for (Path file : Golden.files("golden/mudscope/characterization/" + site + "-tplink")) {
        JsonNode expected = new ObjectMapper().readTree(file.toFile());
        Path same = found.resolve(String.valueOf(file.getFileName()).replace(':', '-'));
        JsonNode actual = new ObjectMapper().readTree(same.toFile());
        assertThat(actual.get("num_total_flows")).isEqualTo(expected.get("num_total_flows"));
        assertThat(actual.at("/metadata/time_window"))
            .isEqualTo(expected.at("/metadata/time_window"));
      }
    }
    assertThat(Files.readString(folder.resolve("result/monitor/report.txt")))
        .contains(
            "l1-tplink :\n\t between: 14:15:54 and 00:00:00 on the 1970-01-01"
                + " \t --- \t time windows [ 0 , -1 ]\n",
            "l2-tplink :\n\t between: 14:11:45 and 00:00:00 on the 1970-01-01"
                + " \t --- \t time windows [ 0 , -1 ]\n",
            "No matching signatures");
  }

  @Test
  void finds_the_onset_of_both_scans_by_default_and_gives_the_same_files_on_any_threads()
      throws IOException {
    new MudscopePipeline(PipelineConfig.read(config()), false, told::add).run(1, NOW);
    String report = Files.readString(folder.resolve("result/monitor/report.txt"));
    assertThat(report)
        .containsPattern("tue-tplink :\n\t between: .* time windows \\[ 0 , 1 \\] \\(open")
        .containsPattern("\nut-tplink :\n\t between: .* time windows \\[ 0 , 1 \\] \\(open");
    Map<String, String> once = Trees.of(folder.resolve("result"));
    Files.move(folder.resolve("result"), folder.resolve("first"));
    new MudscopePipeline(PipelineConfig.read(config()), false, told::add).run(3, NOW);
    assertThat(Trees.of(folder.resolve("result"))).isEqualTo(once);
  }

  private Path config() throws IOException {
    List<String> devices = new ArrayList<>();
    for (String[] site :
        List.of(
            new String[] {"tue", "TUe", "68:ff:7b:df:58:4d", "08:00:27:e7:f3:5c", "192.168.10.1"},
            new String[] {"ut", "UT", "00:31:92:e1:7b:17", "08:00:27:86:05:66", "192.168.32.1"})) {
      devices.add(
          """
          {"defaultGatewayConfig": {"macAddress": "%s", "ipAddress": "%s"},
           "deviceConfig": {"device": "%s", "deviceName": "%s-tplink"},
           "captures": "%s", "benign": "%s", "metadata": "%s"}
          """
              .formatted(
                  site[3],
                  site[4],
                  site[2],
                  site[0],
                  absolute("data/b_iot_traffic/mudscope/" + site[0] + "-tplink"),
                  absolute("golden/mudscope/benign-standin/" + site[1] + ".pcap"),
                  absolute(
                      "data/b_iot_traffic/mudscope/config/characterization_"
                          + site[0]
                          + "_tplink.json")));
    }
    Path file = folder.resolve("pipeline.json");
    Files.writeString(
        file,
        "{\"output\": \"result\", \"hosts\": \""
            + absolute("golden/mudscope/config/hosts.json")
            + "\", \"devices\": ["
            + String.join(",", devices)
            + "]}");
    return file;
  }

  private static Path absolute(String relative) {
    return Golden.path(relative).toAbsolutePath().normalize();
  }
}
