package io.mudlark.mudscope.reject;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mudlark.mud.match.HostsFile;
import io.mudlark.mudscope.mudgen.CaptureJob;
import io.mudlark.mudscope.mudgen.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stage against the original's outputs of six captures. */
class RejectGoldenTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path out;

  @ParameterizedTest
  @CsvSource({
    "ut, 15:10:46, 933, 183, 0, 76, 76",
    "ut, 15:15:47, 1899, 155, 0, 10, 3929",
    "ut, 15:20:47, 219, 158, 0, 5, 88",
    "tue, 15:10:34, 65, 4, 1, 18, 3",
    "tue, 15:15:34, 71, 12, 1, 16, 1293",
    "tue, 15:20:34, 65, 4, 1, 16, 213"
  })
  void equals_the_original_in_compat(
      String site,
      String time,
      long unrelated,
      long unhandled,
      long bootstrap,
      long accepted,
      long rejected)
      throws IOException {
    Path golden = SharedFiles.path("golden/mudscope");
    String name = "2021-11-18_" + time + "-rejected";
    Rejection.Outcome outcome = run(site, time, true);

    Path wanted = golden.resolve("rejected/" + site + "-tplink");
    assertThat(outcome.capture()).hasSameBinaryContentAs(wanted.resolve(name + ".pcap"));
    JsonNode expected = JSON.readTree(wanted.resolve(name + ".json").toFile());
    assertThat(JSON.readTree(outcome.register().toFile())).isEqualTo(expected);
    assertThat(outcome.register()).hasSameTextualContentAs(wanted.resolve(name + ".json"));
    assertThat(outcome.packets())
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    Decision.UNRELATED, unrelated,
                    Decision.UNHANDLED, unhandled,
                    Decision.BOOTSTRAP, bootstrap,
                    Decision.ACCEPTED, accepted,
                    Decision.REJECTED, rejected)));
  }

  @ParameterizedTest
  @CsvSource({
    "ut, 15:15:47, 3900",
    "tue, 15:15:34, 1290",
    "ut, 15:20:47, 80",
    "tue, 15:20:34, 200"
  })
  void rejects_the_scan_without_compat(String site, String time, long atLeast) throws IOException {
    Rejection.Outcome outcome = run(site, time, false);

    assertThat(outcome.packets(Decision.REJECTED)).isGreaterThanOrEqualTo(atLeast);
    JsonNode register = JSON.readTree(outcome.register().toFile());
    assertThat(register.get("counter_tot_packets").longValue())
        .isEqualTo(outcome.packets().values().stream().mapToLong(Long::longValue).sum());
  }

  private Rejection.Outcome run(String site, String time, boolean compat) throws IOException {
    Path golden = SharedFiles.path("golden/mudscope");
    Path data = SharedFiles.path("data/b_iot_traffic/mudscope");
    // The data set's file names have dashes for the colons.
    Path source = data.resolve(site + "-tplink/2021-11-18_" + time.replace(':', '-') + ".pcap");
    Path capture = out.resolve("2021-11-18_" + time + ".pcap");
    Files.copy(source, capture);
    Path config = data.resolve("config/reject_" + site + "-tplink_2021-11-18_" + time + ".json");
    CaptureJob read = CaptureJob.readReject(config);
    CaptureJob job =
        new CaptureJob(
            read.gatewayMac(),
            read.gatewayIpv4(),
            read.gatewayIpv6(),
            read.device(),
            read.deviceName(),
            capture,
            read.controllers());
    String plug = site + "-tplink-plug";
    RuleSet rules = RuleSet.read(golden.resolve("profiles/" + plug + "/" + plug + "rule.csv"));
    HostsFile hosts = HostsFile.read(golden.resolve("config/hosts.json"));
    List<String> problems = new ArrayList<>();
    Rejection.Outcome outcome =
        new Rejection(rules, out, Rejection.NO_LIMIT, hosts, compat).run(job, problems::add);
    assertThat(problems).isEmpty();
    return outcome;
  }
}
