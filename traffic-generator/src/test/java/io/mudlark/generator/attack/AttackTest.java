package io.mudlark.generator.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.mudlark.flow.IpAddress;
import io.mudlark.generator.Packet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttackTest {
  private static final IpAddress FAR = IpAddress.parse("198.51.100.66");
  private static final IpAddress VICTIM = IpAddress.parse("203.0.113.250");
  private static final int SYN = 0x02;
  private static final int ACK = 0x10;
  private static final int RST_ACK = 0x14;

  @Test
  void an_answered_syn_scan_tries_each_port_once_and_gets_a_reset() {
    Lab.Outcome scan = Lab.alone(new PortScan(ScanKind.SYN, FAR, 200, true));

    assertThat(scan.packets()).hasSize(400).extracting(Packet::fault).containsOnly("");
    assertThat(scan.packets())
        .filteredOn(packet -> packet.flags() == SYN)
        .extracting(Packet::destinationPort)
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 200).boxed().toList());
    assertThat(scan.fromDevice()).hasSize(200).allMatch(packet -> packet.flags() == RST_ACK);
    assertThat(scan.generated().packetsByLabel()).containsExactly(entry("syn-scan", 400));
  }

  @Test
  void an_unanswered_scan_tries_each_port_twice_from_two_ports() {
    Lab.Outcome scan = Lab.alone(new PortScan(ScanKind.SYN, FAR, 100, false));

    assertThat(scan.packets()).hasSize(200).allMatch(packet -> packet.flags() == SYN);
    assertThat(scan.packets()).extracting(Packet::sourcePort).hasSize(200);
    assertThat(scan.packets().stream().map(Packet::sourcePort).distinct()).hasSize(2);
    assertThat(scan.fromDevice()).isEmpty();
  }

  @Test
  void scans_carry_the_flags_of_their_kind() {
    assertThat(probes(ScanKind.ACK)).containsOnly(ACK);
    assertThat(probes(ScanKind.FIN)).containsOnly(0x01);
    assertThat(probes(ScanKind.XMAS)).containsOnly(0x29);
  }

  private static List<Integer> probes(ScanKind kind) {
    return Lab.alone(new PortScan(kind, FAR, 20, false)).packets().stream()
        .map(Packet::flags)
        .toList();
  }

  @Test
  void a_closed_udp_port_is_answered_by_icmp() {
    Lab.Outcome scan = Lab.alone(new PortScan(ScanKind.UDP, FAR, 50, true));

    assertThat(scan.packets()).extracting(Packet::fault).containsOnly("");
    assertThat(scan.fromDevice()).hasSize(50).allMatch(packet -> packet.protocol() == 1);
    assertThat(scan.generated().packetsByLabel()).containsExactly(entry("udp-scan", 100));
  }

  @Test
  void a_horizontal_scan_tries_one_port_on_every_other_host() {
    Lab.Outcome scan = Lab.alone(new HorizontalScan(23));

    assertThat(scan.fromDevice().map(Packet::destination).distinct()).hasSize(253);
    assertThat(scan.fromDevice()).allMatch(packet -> packet.destinationPort() == 23);
    assertThat(scan.packets())
        .filteredOn(packet -> packet.flags() == RST_ACK)
        .extracting(Packet::source)
        .containsExactly("10.0.0.11");
  }

  @Test
  void a_telnet_sweep_has_each_destination_as_sequence_number() {
    Lab.Outcome sweep = Lab.alone(new TelnetSweep(20));

    assertThat(sweep.packets()).hasSizeGreaterThan(900);
    assertThat(sweep.packets()).allMatch(packet -> packet.flags() == SYN);
    assertThat(sweep.packets()).extracting(Packet::destinationPort).containsOnly(23, 2_323);
    assertThat(sweep.packets())
        .allSatisfy(
            packet ->
                assertThat(packet.sequence())
                    .isEqualTo((int) IpAddress.parse(packet.destination()).low()));
  }

  @Test
  void brute_force_is_refused_on_each_connection() {
    Lab.Outcome tries = Lab.alone(new BruteForce(FAR, 23, 30));

    long connections = tries.packets().stream().filter(packet -> packet.flags() == SYN).count();
    assertThat(connections).isBetween(25L, 38L);
    assertThat(tries.fromDevice().filter(packet -> text(packet).contains("Login incorrect")))
        .hasSizeBetween(25, 38);
  }

  @Test
  void a_download_brings_as_many_octets_as_announced() {
    Lab.Outcome download = Lab.alone(new MalwareDownload(FAR, 60_000));

    int octets =
        download.packets().stream()
            .filter(packet -> packet.sourcePort() == 80)
            .mapToInt(packet -> packet.payload().length)
            .sum();
    assertThat(octets).isBetween(60_000, 60_200);
    assertThat(download.fromDevice().anyMatch(packet -> text(packet).startsWith("GET /bins/")))
        .isTrue();
  }

  @Test
  void a_command_channel_speaks_two_octets_a_minute() {
    Lab.Outcome channel = Lab.alone(new CommandChannel(FAR, 23));

    assertThat(channel.packets())
        .filteredOn(packet -> packet.payload().length > 0)
        .extracting(packet -> packet.payload().length)
        .containsExactly(4, 2, 2);
  }

  @Test
  void a_beacon_calls_in_even_intervals() {
    Lab.Outcome beacon = Lab.alone(new Beacon(FAR, 8_443, Duration.ofSeconds(6), 5));

    List<Long> calls =
        beacon.packets().stream()
            .filter(packet -> packet.flags() == SYN)
            .map(Packet::nanos)
            .toList();
    assertThat(calls).hasSizeBetween(9, 11);
    for (int i = 1; i < calls.size(); i++) {
      assertThat(calls.get(i) - calls.get(i - 1)).isBetween(5_700_000_000L, 6_300_000_000L);
    }
  }

  @Test
  void floods_keep_their_rate_and_their_victim() {
    check(new UdpFlood(VICTIM, 80, 50, 512), "udp-flood", 17, 512);
    check(new TcpFlood(VICTIM, 80, 50, false), "syn-flood", 6, 0);
    check(new TcpFlood(VICTIM, 80, 50, true), "ack-flood", 6, 512);
    check(new GreFlood(VICTIM, 50), "gre-flood", 47, 544);
  }

  private static void check(Attack attack, String label, int protocol, int octets) {
    Lab.Outcome flood = Lab.alone(attack);
    assertThat(flood.packets()).hasSizeBetween(2_800, 3_200);
    assertThat(flood.packets())
        .extracting(Packet::destination, Packet::protocol, Packet::fault)
        .containsOnly(tuple(VICTIM.toString(), protocol, ""));
    assertThat(flood.packets()).extracting(packet -> packet.payload().length).containsOnly(octets);
    assertThat(flood.generated().packetsByLabel()).containsOnlyKeys(label);
  }

  @Test
  void a_dns_flood_never_asks_for_the_same_name_twice() {
    Lab.Outcome flood = Lab.alone(new DnsFlood("victim.example", 50));

    assertThat(flood.packets()).allMatch(packet -> packet.isTo("10.0.0.1", 53));
    long names =
        flood.packets().stream().map(packet -> text(packet).substring(12)).distinct().count();
    assertThat(names).isEqualTo(flood.packets().size());
  }

  @Test
  void an_http_flood_opens_a_connection_per_request() {
    Lab.Outcome flood = Lab.alone(new HttpFlood(VICTIM, 10));

    long connections = flood.packets().stream().filter(packet -> packet.flags() == SYN).count();
    long requests = flood.fromDevice().filter(packet -> text(packet).startsWith("GET /")).count();
    assertThat(connections).isBetween(550L, 650L).isEqualTo(requests);
  }

  @Test
  void a_dns_tunnel_uses_long_names_and_is_answered() {
    Lab.Outcome tunnel = Lab.alone(new DnsTunnel("t.example", 4));

    long answers = tunnel.packets().stream().filter(packet -> packet.sourcePort() == 53).count();
    assertThat(tunnel.fromDevice())
        .hasSize((int) answers)
        .allMatch(packet -> packet.payload().length > 140);
  }

  @Test
  void exfiltration_sends_what_it_was_told_to() {
    Lab.Outcome upload = Lab.alone(new Exfiltration(FAR, 443, 2));

    int octets = upload.fromDevice().mapToInt(packet -> packet.payload().length).sum();
    assertThat(octets).isBetween(2_000_000, 2_020_000);
  }

  @Test
  void lateral_movement_reaches_every_other_station() {
    Lab.Outcome movement = Lab.alone(new LateralMovement(23));

    assertThat(movement.fromDevice().map(Packet::destination).distinct())
        .containsExactly("10.0.0.11");
    assertThat(movement.fromDevice().mapToInt(packet -> packet.payload().length).sum())
        .isGreaterThan(24_000);
  }

  @Test
  void reflection_sends_the_victim_more_than_was_asked() {
    for (Reflection.Service service : Reflection.Service.values()) {
      Lab.Outcome reflection = Lab.alone(new Reflection(service, VICTIM, 10));
      long asked =
          reflection.packets().stream().filter(packet -> packet.isUdp()).count()
              - reflection.fromDevice().count();
      assertThat(reflection.fromDevice())
          .hasSize((int) asked * (service == Reflection.Service.SSDP ? 3 : 6))
          .allMatch(packet -> packet.destination().equals(VICTIM.toString()));
      int in = octets(reflection.packets()) - octets(reflection.fromDevice().toList());
      assertThat(octets(reflection.fromDevice().toList())).isGreaterThan(in * 5);
    }
  }

  private static int octets(List<Packet> packets) {
    return packets.stream().mapToInt(packet -> packet.payload().length).sum();
  }

  @Test
  void mqtt_attacks_speak_with_the_broker_only() {
    List<Attack> attacks =
        List.of(
            new MqttConnectFlood(10),
            new MqttBruteForce(5),
            new SlowIte(40),
            new MqttPublishFlood("plant/line1/temperature", 10),
            new MqttSpy(List.of("plant/line1/temperature", "plant/line1/valve/set")));
    for (Attack attack : attacks) {
      Lab.Outcome outcome = Lab.atPlant(attack);
      assertThat(outcome.generated().packetsByLabel())
          .as(attack.type())
          .containsOnlyKeys("benign", attack.type());
      assertThat(outcome.fromDevice())
          .as(attack.type())
          .isNotEmpty()
          .allMatch(packet -> packet.isTo("10.0.0.20", 1883));
      assertThat(outcome.packets()).extracting(Packet::fault).containsOnly("");
    }
  }

  @Test
  void slowite_opens_connections_with_the_longest_keep_alive_and_leaves_them() {
    Lab.Outcome slow = Lab.atPlant(new SlowIte(40));

    assertThat(slow.fromDevice().filter(packet -> packet.flags() == SYN)).hasSize(40);
    assertThat(slow.fromDevice().filter(packet -> packet.payload().length > 0))
        .hasSize(40)
        .allMatch(packet -> packet.payload()[10] == -1 && packet.payload()[11] == -1);
    assertThat(slow.fromDevice().filter(packet -> (packet.flags() & 1) != 0)).isEmpty();
  }

  @Test
  void a_spy_receives_what_others_publish() {
    Lab.Outcome spy = Lab.atPlant(new MqttSpy(List.of("plant/line1/temperature")));

    assertThat(spy.packets())
        .filteredOn(packet -> packet.destination().equals(Lab.DEVICE))
        .filteredOn(packet -> text(packet).contains("plant/line1/temperature"))
        .hasSizeBetween(10, 20);
  }

  @Test
  void refuses_a_scan_of_no_port() {
    assertThatThrownBy(() -> new PortScan(ScanKind.SYN, FAR, 0, true))
        .hasMessage("a scan tries 1 to 65535 ports, not 0");
  }

  private static String text(Packet packet) {
    return new String(packet.payload(), StandardCharsets.ISO_8859_1);
  }

  private static Map.Entry<String, Long> entry(String label, long packets) {
    return Map.entry(label, packets);
  }
}
