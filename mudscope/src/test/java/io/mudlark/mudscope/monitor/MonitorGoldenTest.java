package io.mudlark.mudscope.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.mudscope.characterize.Golden;
import io.mudlark.mudscope.characterize.StageResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The monitor on the original's feeds. */
class MonitorGoldenTest {
  @TempDir Path folder;

  @Test
  void finds_one_open_anomaly_in_each_feed_and_no_match_as_the_original() throws IOException {
    List<MonitorConfig.Source> sources = new ArrayList<>();
    for (String site : List.of("tue", "ut")) {
      sources.add(
          new MonitorConfig.Source(
              Golden.path(
                  "data/b_iot_traffic/mudscope/config/characterization_" + site + "_tplink.json"),
              Golden.path("golden/mudscope/evolution/" + site + "-tplink.csv")));
    }
    List<String> watched =
        MonitorConfig.read(Golden.path("data/b_iot_traffic/mudscope/config/monitor_tplink.json"))
            .watched();
    assertThat(watched).isEqualTo(MonitorConfig.EXAMPLE_WATCHED);
    List<String> told = new ArrayList<>();
    StageResult result =
        new MonitorStage(true, told::add)
            .run(
                new MonitorConfig(sources, watched), folder, Instant.parse("2022-11-02T10:11:12Z"));
    assertThat(told).isEmpty();
    assertThat(result).isEqualTo(new StageResult(24, 0));
    assertThat(Files.readString(folder.resolve("report.txt")))
        .isEqualTo(
            "\n\n*~*~*~*~*~*~*~* Anomalies recorded for each MRT feed submitted"
                + " *~*~*~*~*~*~*~*\n\n"
                + "l1-tplink :\n\t between: 14:15:54 and 00:00:00 on the 1970-01-01"
                + " \t --- \t time windows [ 0 , -1 ]\n\n"
                + "l2-tplink :\n\t between: 14:11:45 and 00:00:00 on the 1970-01-01"
                + " \t --- \t time windows [ 0 , -1 ]\n\n"
                + "\n\n >>>>>>>>>>>> Report for MRT feeds of the 2022-11-02-10-11 <<<<<<<<<<<<"
                + "\n\n\tNo matching signatures were found\n");
  }
}
