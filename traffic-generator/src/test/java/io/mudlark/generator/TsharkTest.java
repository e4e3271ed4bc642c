package io.mudlark.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.mudlark.generator.network.Impairment;
import io.mudlark.generator.scenario.Generated;
import io.mudlark.generator.scenario.ScenarioOptions;
import io.mudlark.generator.scenario.ScenarioOptions.CaptureFormat;
import io.mudlark.generator.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Wireshark's dissectors think of the packets. */
class TsharkTest {
  private static final String WRONG =
      "_ws.malformed || ip.checksum.status == 0 || tcp.checksum.status == 0"
          + " || udp.checksum.status == 0 || icmp.checksum.status == 0"
          + " || icmpv6.checksum.status == 0";
  private static final String FAULTS =
      WRONG
          + " || tcp.analysis.lost_segment || tcp.analysis.retransmission || tcp.analysis.ack_lost_segment";

  private static final ScenarioOptions ALL = ScenarioOptions.defaults();
  private static final String WORKS =
      """
      name: works
      start: 2026-03-02T08:00:00Z
      duration: PT2M
      sites:
        - name: works
          vlan: 0
          ipv4: 10.30.0.0/24
          ipv6: fd00:30::/64
          controllers: {"urn:fieldlark:controller:mqtt-broker": broker}
          stations:
            - {name: plc, host: 10, kind: plc}
            - {name: panel, host: 11, kind: operator-panel}
            - {name: broker, host: 20, kind: mqtt-broker}
            - {name: temperature-sensor, host: 21, kind: mqtt-sensor}
            - {name: process-controller, host: 22, kind: mqtt-controller}
            - {name: valve, host: 23, kind: mqtt-actuator}
            - {name: fan, host: 24, kind: mqtt-actuator}
            - {name: meter, host: 25, kind: mqtt-meter}
      attacks: []
      """;

  @Test
  void finds_no_malformed_packet_and_no_wrong_checksum(@TempDir Path directory)
      throws IOException, InterruptedException {
    Generated demo = DemoScenario.writeTo(directory, 7, ScenarioOptions.defaults());
    for (Path capture : demo.captures().values()) {
      assertThat(tshark(capture, "-Y", FAULTS)).isEmpty();
    }
    assertThat(tshark(demo.captures().get("office"), "-Y", "mqtt.msgtype == 3"))
        .hasSizeGreaterThan(1_000);
    assertThat(tshark(demo.captures().get("home"), "-Y", "tls.handshake.type == 1"))
        .hasSizeGreaterThan(50);
  }

  @Test
  void knows_opc_ua_and_both_versions_of_mqtt(@TempDir Path directory)
      throws IOException, InterruptedException {
    Generated works = ScenarioReader.read("works", WORKS).writeTo(directory, 7, ALL);
    Path capture = works.captures().get("works");
    assertThat(tshark(capture, "-Y", FAULTS)).isEmpty();
    assertThat(tshark(capture, "-Y", "opcua.servicenodeid.numeric == 634 && opcua.Double"))
        .hasSizeGreaterThan(40);
    assertThat(tshark(capture, "-Y", "opcua.servicenodeid.numeric == 470")).hasSize(1);
    assertThat(tshark(capture, "-Y", "mqtt.conflags && mqtt.ver == 4")).hasSize(1);
    assertThat(tshark(capture, "-Y", "mqtt.topic == \"meters/meter\"")).hasSizeGreaterThan(8);
  }

  @Test
  void sees_what_is_sent_again_and_fragments_and_padding(@TempDir Path directory)
      throws IOException, InterruptedException {
    String flooded =
        WORKS.replace(
            "attacks: []",
            """
            attacks:
              - {site: works, device: plc, after: PT10S, lasts: PT20S, type: icmp-flood,
                 with: {victim: 203.0.113.250, packetsPerSecond: 20, octets: 4000}}
              - {site: works, device: plc, after: PT10S, lasts: PT20S, type: icmp-flood,
                 with: {victim: "2001:db8::99", packetsPerSecond: 20, octets: 4000}}
              - {site: works, device: panel, after: PT1M, lasts: PT20S, type: exfiltration,
                 with: {receiver: 192.0.2.90, port: 8443, megabytes: 1}}
            """);
    Generated works =
        ScenarioReader.read("works", flooded)
            .writeTo(directory, 7, ALL.withImpairment(new Impairment(0, 0, 0.05, true)));
    Path capture = works.captures().get("works");
    assertThat(tshark(capture, "-Y", WRONG)).isEmpty();
    assertThat(tshark(capture)).hasSize((int) works.packets());
    assertThat(works.packetsByLabel().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(works.packets());
    assertThat(tshark(capture, "-Y", "tcp.analysis.retransmission")).hasSizeGreaterThan(30);
    assertThat(tshark(capture, "-Y", "tcp.analysis.lost_segment")).hasSizeGreaterThan(1);
    assertThat(tshark(capture, "-Y", "tcp.analysis.ack_lost_segment")).isEmpty();
    assertThat(tshark(capture, "-Y", "ip.reassembled.length == 4008")).hasSizeGreaterThan(300);
    assertThat(tshark(capture, "-Y", "ipv6.reassembled.length == 4008")).hasSizeGreaterThan(300);
    assertThat(tshark(capture, "-Y", "frame.len < 60 || (frame.len > 1514 && ipv6.nxt != 6)"))
        .isEmpty();
  }

  @Test
  void reads_classic_captures_too(@TempDir Path directory)
      throws IOException, InterruptedException {
    Generated demo =
        DemoScenario.writeTo(
            directory,
            7,
            ScenarioOptions.defaults()
                .withDuration(Duration.ofSeconds(30))
                .withFormat(CaptureFormat.PCAP_NANOSECONDS));
    assertThat(tshark(demo.captures().get("home")))
        .hasSize(demo.packetsBySite().get("home").intValue());
  }

  private static List<String> tshark(Path capture, String... more)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "tshark",
                "-n",
                "-r",
                capture.toString(),
                "-o",
                "ip.check_checksum:TRUE",
                "-o",
                "tcp.check_checksum:TRUE",
                "-o",
                "udp.check_checksum:TRUE"));
    command.addAll(List.of(more));
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      if ("1".equals(System.getenv("MUDLARK_STRICT"))) {
        fail("tshark is missing", e);
      }
      Assumptions.abort("tshark is not installed");
      throw e;
    }
    String lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("tshark's exit code").isZero();
    return lines.lines().toList();
  }
}
