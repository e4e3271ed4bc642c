package io.mudlark.mudscope.reject;

import static io.mudlark.mudscope.reject.TestFrames.DEVICE;
import static io.mudlark.mudscope.reject.TestFrames.GATEWAY;
import static io.mudlark.mudscope.reject.TestFrames.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mudlark.flow.IpAddress;
import io.mudlark.mud.match.HostsFile;
import io.mudlark.mudscope.input.UnusableInput;
import io.mudlark.mudscope.mudgen.CaptureJob;
import io.mudlark.mudscope.mudgen.RuleCsv;
import io.mudlark.mudscope.mudgen.mudgee.MudgeeRun;
import io.mudlark.probe.capture.CaptureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage on captures made up for it; the rows of the quirk table are named by number. */
class RejectionTest {
  private static final String HOME = "192.168.1.10";
  private static final String CLOUD = "203.0.113.5";
  private static final String TO_CLOUD =
      "<deviceMac>,<gatewayMac>,0x0800,*,cloud.example,17,*,443,810,*,*";

  @TempDir Path folder;
  private final List<String> problems = new ArrayList<>();
  private HostsFile hosts = HostsFile.EMPTY;
  private long limit = Rejection.NO_LIMIT;

  private Rejection.Outcome run(boolean compat, String rule, byte[]... frames) throws IOException {
    Path rules = folder.resolve("rules.csv");
    Files.writeString(rules, RuleCsv.HEADER + "\n" + rule + "\n");
    Path capture = TestFrames.capture(folder.resolve("window.pcap"), frames);
    return new Rejection(RuleSet.read(rules), folder.resolve("out"), limit, hosts, compat)
        .run(TestFrames.job(capture), problems::add);
  }

  private static JsonNode register(Rejection.Outcome outcome) throws IOException {
    return new JsonMapper().readTree(outcome.register().toFile());
  }

  private static int packets(Path capture) throws IOException {
    int packets = 0;
    try (CaptureReader reader = CaptureReader.open(capture)) {
      while (reader.next()) {
        packets++;
      }
    }
    return packets;
  }

  private static byte[] toCloud() {
    return TestFrames.udp(DEVICE, GATEWAY, HOME, CLOUD, 40_000, 443);
  }

  @Test
  void quirk_1_counts_each_packet_once_without_compat() throws IOException {
    JsonNode ours = register(run(false, TO_CLOUD, toCloud(), toCloud(), toCloud()));
    JsonNode theirs = register(run(true, TO_CLOUD, toCloud(), toCloud(), toCloud()));

    assertThat(ours.get("counter_rejected_packets").intValue()).isEqualTo(3);
    assertThat(theirs.get("counter_rejected_packets").intValue()).isEqualTo(5);
    assertThat(theirs.get("counter_rejected_pkt_flows").intValue()).isEqualTo(1);
  }

  @Test
  void quirk_3_an_unresolved_name_matches_nothing_and_is_reported() throws IOException {
    Rejection.Outcome outcome = run(false, TO_CLOUD, toCloud());
    JsonNode register = register(outcome);

    assertThat(outcome.unresolved()).containsExactly("cloud.example");
    assertThat(register.at("/rejected_by_reason/name-unresolved").intValue()).isEqualTo(1);
    assertThat(register.at("/unresolved_names/0").textValue()).isEqualTo("cloud.example");
    run(true, TO_CLOUD, toCloud());
    assertThat(problems)
        .singleElement()
        .asString()
        .endsWith(
            "rules.csv: cloud.example: no IPv4 address known (use --hosts);"
                + " its rules match nothing");
  }

  @Test
  void quirk_3_a_pinned_name_matches() throws IOException {
    hosts = HostsFile.of(Map.of("cloud.example", List.of(IpAddress.parse(CLOUD))));

    assertThat(run(false, TO_CLOUD, toCloud()).packets(Decision.ACCEPTED)).isEqualTo(1);
    assertThat(run(true, TO_CLOUD, toCloud()).packets(Decision.ACCEPTED)).isEqualTo(1);
  }

  @Test
  void mudgen_says_that_the_device_is_not_in_the_capture_in_compat_too() throws IOException {
    Path capture =
        TestFrames.capture(
            folder.resolve("calm.pcap"), TestFrames.udp(OTHER, GATEWAY, HOME, CLOUD, 40_000, 443));

    MudgeeRun.learn(
        TestFrames.job(capture), folder.resolve("profile"), Instant.EPOCH, problems::add);

    assertThat(problems).containsExactly(capture + ": no packet from or to " + DEVICE);
  }

  @Test
  void quirk_4_ipv6_is_judged_without_compat() throws IOException {
    String rule = "<deviceMac>,<gatewayMac>,0x86dd,*,2001:db8::/32,17,*,443,810,*,*";
    byte[] good = TestFrames.udp(DEVICE, GATEWAY, "fd00::d", "2001:db8::5", 40_000, 443);
    byte[] bad = TestFrames.udp(DEVICE, GATEWAY, "fd00::d", "2001:db9::5", 40_000, 443);

    Rejection.Outcome ours = run(false, rule, good, bad);

    assertThat(ours.packets(Decision.ACCEPTED)).isEqualTo(1);
    assertThat(ours.packets(Decision.REJECTED)).isEqualTo(1);
    assertThat(run(true, rule, good, bad).packets(Decision.UNHANDLED)).isEqualTo(2);
  }

  @Test
  void quirk_5_icmp_types_are_compared_without_compat() throws IOException {
    String rule = "<deviceMac>,<gatewayMac>,0x0800,*,*,1,*,*,1001,8,0";
    byte[] echo = TestFrames.icmp(DEVICE, GATEWAY, HOME, CLOUD, 8);
    byte[] redirect = TestFrames.icmp(DEVICE, GATEWAY, HOME, CLOUD, 5);

    assertThat(run(false, rule, echo, redirect).packets(Decision.REJECTED)).isEqualTo(1);
    assertThat(run(true, rule, echo, redirect).packets(Decision.ACCEPTED)).isEqualTo(2);
  }

  @Test
  void quirk_6_broadcasts_of_other_hosts_are_not_the_devices() throws IOException {
    byte[] frame = TestFrames.udp(OTHER, "ff:ff:ff:ff:ff:ff", "192.168.1.9", "192.168.1.255", 9, 9);

    assertThat(run(false, TO_CLOUD, frame).packets(Decision.UNRELATED)).isEqualTo(1);
    assertThat(run(true, TO_CLOUD, frame).packets(Decision.REJECTED)).isEqualTo(1);
  }

  @Test
  void quirk_7_a_quiet_window_stays_empty_without_compat() throws IOException {
    byte[] foreign = TestFrames.udp(OTHER, GATEWAY, "192.168.1.9", CLOUD, 9, 9);

    assertThat(packets(run(false, TO_CLOUD, foreign).capture())).isZero();
    Rejection.Outcome theirs = run(true, TO_CLOUD, foreign);
    assertThat(packets(theirs.capture())).isEqualTo(1);
    assertThat(theirs.packets(Decision.REJECTED)).isZero();
  }

  @Test
  void quirk_2_backend_ports_are_open_in_compat_only() throws IOException {
    String rule = "<deviceMac>,<gatewayMac>,0x0800,*,203.0.113.5,17,*,443,810,*,*";
    byte[] frame = TestFrames.udp(DEVICE, GATEWAY, HOME, CLOUD, 40_000, 6667);

    assertThat(run(true, rule, frame).packets(Decision.ACCEPTED)).isEqualTo(1);
    assertThat(run(false, rule, frame).packets(Decision.REJECTED)).isEqualTo(1);
  }

  @Test
  void a_connection_opened_by_the_wrong_side_is_rejected() throws IOException {
    String rule = "<deviceMac>,<gatewayMac>,0x0800,*,203.0.113.5,6,*,443,855,*,*";
    int back = 443 << 16 | 4_000;
    int there = 4_000 << 16 | 443;
    byte[] syn = TestFrames.tcp(GATEWAY, DEVICE, CLOUD, HOME, back, 0x02);
    byte[] synAck = TestFrames.tcp(DEVICE, GATEWAY, HOME, CLOUD, there, 0x12);
    byte[] own = TestFrames.tcp(DEVICE, GATEWAY, HOME, CLOUD, there, 0x02);

    assertThat(register(run(false, rule, syn, synAck)).at("/rejected_by_reason"))
        .hasToString("{\"no-matching-ace\":1,\"wrong-initiator\":1}");
    assertThat(run(false, rule, own).packets(Decision.ACCEPTED)).isEqualTo(1);
  }

  @Test
  void reads_no_more_packets_than_asked_for() throws IOException {
    limit = 2;

    Rejection.Outcome outcome = run(false, TO_CLOUD, toCloud(), toCloud(), toCloud());

    assertThat(register(outcome).get("counter_tot_packets").intValue()).isEqualTo(2);
  }

  @Test
  void says_what_is_wrong_with_its_inputs() throws IOException {
    Path notMud = Files.writeString(folder.resolve("x.json"), "{}");
    assertThatThrownBy(() -> RuleSet.read(notMud))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("x.json: /: no ietf-mud:mud container");
    Path empty = Files.writeString(folder.resolve("rules.csv"), RuleCsv.HEADER);
    Rejection rejection =
        new Rejection(RuleSet.read(empty), folder, Rejection.NO_LIMIT, HostsFile.EMPTY, true);
    assertThatThrownBy(
            () -> rejection.run(TestFrames.job(folder.resolve("none.pcap")), problems::add))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.pcap");
    run(false, "<deviceMac>,<gatewayMac>,0x0800,*,1.2.3.4/99,6,*,443,855,*,*", toCloud());
    run(false, "<deviceMac>,<gatewayMac>,0x0800,*,*,6,*,99999,855,*,*", toCloud());
    run(false, "*,*,0x0800,*,*,6,*,*,855,*,*", toCloud());
    assertThat(problems).hasSize(3).allMatch(line -> line.contains("rules.csv: rule 1: "));
  }

  @Test
  void writes_a_configuration_per_capture() throws IOException {
    Path captures = Files.createDirectory(folder.resolve("captures"));
    TestFrames.capture(captures.resolve("b.pcap"));
    TestFrames.capture(captures.resolve("a.pcap"));
    Files.writeString(captures.resolve("notes.txt"), "");

    List<Path> written =
        new RejectConfigs("plug", DEVICE, GATEWAY, "192.168.1.1", "-").write(folder, captures);

    assertThat(written)
        .containsExactly(
            folder.resolve("configs/reject_configs/plug/rjt_plug_a.pcap.json"),
            folder.resolve("configs/reject_configs/plug/rjt_plug_b.pcap.json"));
    assertThat(CaptureJob.readReject(written.get(0)))
        .isEqualTo(TestFrames.job(captures.resolve("a.pcap")));
  }

  @Test
  void writes_no_configuration_that_reject_would_refuse() {
    assertThatThrownBy(
            () ->
                new RejectConfigs("plug", "zz", GATEWAY, "192.168.1.1", "-").write(folder, folder))
        .isInstanceOf(UnusableInput.class)
        .hasMessage("--dev_mac: /: not a MAC address: 'zz'");
    assertThatThrownBy(
            () -> new RejectConfigs("plug", DEVICE, GATEWAY, "1.2.3", "-").write(folder, folder))
        .isInstanceOf(UnusableInput.class)
        .hasMessage("--gw_ip4: /: not an IPv4 address: '1.2.3'");
    assertThat(folder.resolve("configs")).doesNotExist();
  }
}
