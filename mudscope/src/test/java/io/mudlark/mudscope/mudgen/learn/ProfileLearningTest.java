package io.mudlark.mudscope.mudgen.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.flow.NameBinding;
import io.mudlark.mrt.Outcome;
import io.mudlark.mud.match.CompiledProfile;
import io.mudlark.mud.match.HostsFile;
import io.mudlark.mud.match.NameBindings;
import io.mudlark.mud.match.NameStore;
import io.mudlark.mud.match.NameTiming;
import io.mudlark.mud.match.PeerDirectory;
import io.mudlark.mud.match.ProfileCompiler;
import io.mudlark.mud.profile.MudFileReader;
import io.mudlark.mud.profile.MudFormatException;
import io.mudlark.mud.profile.MudProfile;
import io.mudlark.mudscope.mudgen.CaptureJob;
import io.mudlark.mudscope.mudgen.ProfileFiles;
import io.mudlark.mudscope.mudgen.SharedFiles;
import io.mudlark.probe.meter.MeterConfig;
import io.mudlark.probe.point.ObservationPoint;
import io.mudlark.site.Role;
import io.mudlark.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The better learner on real captures. */
class ProfileLearningTest {
  private static final String WINDOWS = "data/b_iot_traffic/mudscope/";
  private static final String CALM = "golden/mudscope/benign-standin/";

  @TempDir Path out;

  @Test
  void accepts_nearly_all_of_the_traffic_it_was_learnt_from() throws Exception {
    assertThat(accepted(CALM + "UT.pcap", true, CALM + "UT.pcap")).isGreaterThan(0.9);
    assertThat(accepted(CALM + "TUe.pcap", false, CALM + "TUe.pcap")).isGreaterThan(0.9);
  }

  @Test
  void rejects_the_scans() throws Exception {
    String ut = WINDOWS + "ut-tplink/2021-11-18_15-15-47.pcap";
    String tue = WINDOWS + "tue-tplink/2021-11-18_15-15-34.pcap";
    assertThat(accepted(CALM + "UT.pcap", true, ut)).isLessThan(0.02);
    assertThat(accepted(CALM + "TUe.pcap", false, tue)).isLessThan(0.02);
  }

  @Test
  void does_not_learn_a_scan() throws Exception {
    String ut = WINDOWS + "ut-tplink/2021-11-18_15-15-47.pcap";
    String tue = WINDOWS + "tue-tplink/2021-11-18_15-15-34.pcap";
    assertThat(accepted(ut, true, ut)).isLessThan(0.02);
    assertThat(accepted(tue, false, tue)).isLessThan(0.02);
    assertThat(Files.readString(learn(ut, true).rules())).doesNotContain("192.168.255.14");
    assertThat(Files.readString(learn(ut, true).flows())).contains(",scan\n");
  }

  @Test
  void keeps_a_session_whose_handshake_is_not_in_the_capture() throws IOException {
    ProfileFiles files = learn(CALM + "UT.pcap", true);

    assertThat(Files.readString(files.rules()))
        .contains("<deviceMac>,<gatewayMac>,0x0800,*,34.249.4.197,6,*,443,855,*,*")
        .contains("<deviceMac>,<gatewayMac>,0x0800,*,use1-api.tplinkra.com,6,*,443,855,*,*");
  }

  @Test
  void is_a_mud_file_without_a_warning() throws Exception {
    MudProfile profile = MudFileReader.read(learn(CALM + "UT.pcap", true).mud());

    assertThat(profile.warnings()).isEmpty();
    assertThat(profile.entries()).isPositive();
  }

  private ProfileFiles learn(String capture, boolean ut) throws IOException {
    List<String> problems = new ArrayList<>();
    ProfileFiles files = ProfileLearning.learn(job(capture, ut), out, problems::add);
    assertThat(problems).isEmpty();
    return files;
  }

  /**
   * The share of the device's flows that the profile learnt from one capture accepts in another.
   */
  private double accepted(String learnt, boolean ut, String judged)
      throws IOException, MudFormatException {
    CaptureJob job = job(judged, ut);
    CompiledProfile profile =
        new ProfileCompiler(site(job), new PeerDirectory.Builder().build())
            .compile(MudFileReader.read(learn(learnt, ut).mud()));
    NameBindings names =
        new NameBindings(NameTiming.DEFAULT, HostsFile.EMPTY, NameStore.inMemory());
    List<FlowRecord> flows = new ArrayList<>();
    try (ObservationPoint point =
        ObservationPoint.open("", List.of(job.capture()), MeterConfig.DEFAULT, p -> {})) {
      boolean more = true;
      while (more) {
        more =
            point.advance(
                observation -> {
                  NameBinding binding = observation.binding();
                  if (binding != null && job.device().equals(binding.askerMac())) {
                    names.add(binding);
                  }
                  if (observation.flow() != null) {
                    flows.add(observation.flow());
                  }
                });
      }
    }
    long mine = 0;
    long good = 0;
    for (FlowRecord flow : flows) {
      boolean source = job.device().equals(flow.sourceMac());
      if (source || job.device().equals(flow.destinationMac())) {
        Role role = source ? Role.SOURCE : Role.DESTINATION;
        mine++;
        good += profile.judge(flow, role, names).outcome() == Outcome.ACCEPTED ? 1 : 0;
      }
    }
    assertThat(mine).isPositive();
    return (double) good / mine;
  }

  private static Site site(CaptureJob job) {
    List<IpAddress> gateways = new ArrayList<>();
    gateways.add(job.gatewayIpv4());
    return new Site(
        "", Set.of(job.gatewayMac()), gateways, List.of(), Map.of(), List.of(), List.of());
  }

  private static CaptureJob job(String capture, boolean ut) {
    return new CaptureJob(
        MacAddress.parse(ut ? "08:00:27:86:05:66" : "08:00:27:e7:f3:5c"),
        IpAddress.parse(ut ? "192.168.32.1" : "192.168.10.1"),
        null,
        MacAddress.parse(ut ? "00:31:92:e1:7b:17" : "68:ff:7b:df:58:4d"),
        "plug",
        SharedFiles.path(capture),
        new TreeMap<>());
  }
}
