package io.mudlark.mudscope.mudgen.mudgee;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.mudscope.mudgen.CaptureJob;
import io.mudlark.mudscope.mudgen.ProfileFiles;
import io.mudlark.mudscope.mudgen.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulated switch against MUDgee's outputs of eight captures. */
class MudgeeGoldenTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path out;

  @ParameterizedTest
  @CsvSource({
    "ut, golden/mudscope/benign-standin/UT.pcap, profiles, ut-tplink-plug",
    "tue, golden/mudscope/benign-standin/TUe.pcap, profiles, tue-tplink-plug",
    "ut, ut-tplink/2021-11-18_15-10-46.pcap, mudgee-malign, ut-151046",
    "ut, ut-tplink/2021-11-18_15-15-47.pcap, mudgee-malign, ut-151547",
    "ut, ut-tplink/2021-11-18_15-20-47.pcap, mudgee-malign, ut-152047",
    "tue, tue-tplink/2021-11-18_15-10-34.pcap, mudgee-malign, tue-151034",
    "tue, tue-tplink/2021-11-18_15-15-34.pcap, mudgee-malign, tue-151534",
    "tue, tue-tplink/2021-11-18_15-20-34.pcap, mudgee-malign, tue-152034"
  })
  void equals_mudgee(String site, String capture, String folder, String name) throws IOException {
    Path data = SharedFiles.path("data/b_iot_traffic/mudscope");
    Path golden = SharedFiles.path("golden/mudscope/" + folder).resolve(name);
    Path source = capture.startsWith("golden") ? SharedFiles.path(capture) : data.resolve(capture);
    List<String> problems = new ArrayList<>();

    ProfileFiles files =
        MudgeeRun.learn(job(site, source, name), out, Instant.EPOCH, problems::add);

    assertThat(lines(files.flows())).containsExactlyElementsOf(lines(find(golden, files.flows())));
    assertThat(lines(files.rules()))
        .containsExactlyInAnyOrderElementsOf(lines(find(golden, files.rules())));
    assertThat(undated(files.mud())).isEqualTo(undated(find(golden, files.mud())));
  }

  private static Path find(Path golden, Path file) {
    return golden.resolve(file.getFileName());
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file);
  }

  private static JsonNode undated(Path file) throws IOException {
    ObjectNode root = (ObjectNode) JSON.readTree(file.toFile());
    ((ObjectNode) root.get("ietf-mud:mud")).remove("last-update");
    return root;
  }

  private static CaptureJob job(String site, Path capture, String name) {
    boolean ut = site.equals("ut");
    return new CaptureJob(
        MacAddress.parse(ut ? "08:00:27:86:05:66" : "08:00:27:e7:f3:5c"),
        IpAddress.parse(ut ? "192.168.32.1" : "192.168.10.1"),
        null,
        MacAddress.parse(ut ? "00:31:92:e1:7b:17" : "68:ff:7b:df:58:4d"),
        name,
        capture,
        new TreeMap<>());
  }
}
