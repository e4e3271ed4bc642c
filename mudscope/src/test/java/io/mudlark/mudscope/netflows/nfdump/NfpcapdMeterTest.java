package io.mudlark.mudscope.netflows.nfdump;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NfpcapdMeterTest {
  private static final String A = "10.0.0.1";
  private static final String B = "10.0.0.2";
  private static final int IPV4 = 0x0800;

  private final List<List<UniflowRecord>> files = new ArrayList<>();
  private final NfpcapdMeter meter = new NfpcapdMeter(files::add);

  @Test
  void counts_the_octets_above_ip_and_of_udp_and_icmp_without_their_headers() {
    see(0, Frames.ipv4(A, B, 6, Frames.tcp(1, 2, Frames.SYN, 4)));
    see(0, Frames.ipv4(A, B, 17, Frames.udp(1, 2, 100)));
    see(0, Frames.ipv4(A, B, 1, Frames.icmp(8, 0, 20)));
    see(0, Frames.ipv4(A, B, 2, new byte[8]));

    assertThat(records())
        .extracting(record -> record.key().protocol() + " " + record.octets())
        .containsExactlyInAnyOrder("6 24", "17 100", "1 20", "2 8");
  }

  @Test
  void quirk_12_every_packet_of_dns_and_icmp_is_a_flow() {
    for (int i = 0; i < 3; i++) {
      see(i, Frames.ipv4(A, B, 17, Frames.udp(5000, 53, 10)));
      see(i, Frames.ipv4(A, B, 1, Frames.icmp(3, 10, 10)));
      see(i, Frames.ipv4(A, B, 17, Frames.udp(5000, 54, 10)));
    }

    assertThat(records()).hasSize(7);
    assertThat(records()).anySatisfy(record -> assertThat(record.packets()).isEqualTo(3));
    assertThat(records())
        .anySatisfy(record -> assertThat(record.key().destinationPort()).isEqualTo(3 * 256 + 10));
  }

  @Test
  void does_not_end_a_flow_at_its_fin_or_rst() {
    see(0, Frames.ipv4(A, B, 6, Frames.tcp(1, 2, Frames.SYN, 0)));
    see(1, Frames.ipv4(A, B, 6, Frames.tcp(1, 2, Frames.FIN, 0)));
    see(2, Frames.ipv4(A, B, 6, Frames.tcp(1, 2, Frames.RST, 0)));
    see(3, Frames.ipv4(A, B, 6, Frames.tcp(1, 2, Frames.SYN, 0)));

    assertThat(records())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.packets()).isEqualTo(4);
              assertThat(record.tcpFlags()).isEqualTo(Frames.SYN | Frames.FIN | Frames.RST);
            });
  }

  @Test
  void measures_latencies_of_a_handshake_and_writes_them_on_both_sides() {
    see(0.000, Frames.ipv4(A, B, 6, Frames.tcp(1, 2, Frames.SYN, 0)));
    see(0.010, Frames.ipv4(B, A, 6, Frames.tcp(2, 1, Frames.SYN | Frames.ACK, 0)));
    see(0.013, Frames.ipv4(A, B, 6, Frames.tcp(1, 2, Frames.ACK, 0)));
    see(0.063, Frames.ipv4(B, A, 6, Frames.tcp(2, 1, Frames.ACK, 0)));
    see(0.100, Frames.ipv4(B, A, 6, Frames.tcp(2, 1, Frames.ACK, 0)));

    assertThat(records())
        .hasSize(2)
        .allSatisfy(
            record -> {
              assertThat(record.serverMicros()).isEqualTo(10_000);
              assertThat(record.clientMicros()).isEqualTo(3_000);
              assertThat(record.applicationMicros()).isEqualTo(50_000);
            });
  }

  @Test
  void ends_a_flow_after_more_than_sixty_seconds_of_silence() {
    see(0, Frames.ipv4(A, B, 17, Frames.udp(1, 2, 10)));
    see(60, Frames.ipv4(A, B, 17, Frames.udp(1, 2, 10)));
    see(121, Frames.ipv4(A, B, 17, Frames.udp(1, 2, 10)));

    assertThat(records()).extracting(UniflowRecord::packets).containsExactly(2L, 1L);
  }

  @Test
  void quirk_12_a_flow_is_in_the_file_in_which_it_ends_at_multiples_of_five_minutes() {
    see(299, Frames.ipv4(A, B, 17, Frames.udp(1, 2, 10)));
    see(299, Frames.ipv4(A, B, 17, Frames.udp(3, 53, 10)));
    see(301, Frames.ipv4(A, B, 17, Frames.udp(1, 2, 10)));
    meter.finish();

    assertThat(files).hasSize(2);
    assertThat(files.get(0)).extracting(record -> record.key().sourcePort()).containsExactly(3);
    assertThat(files.get(1)).extracting(UniflowRecord::packets).containsExactly(2L);
  }

  @Test
  void exports_flows_that_end_together_by_the_lowest_octet_of_their_addresses_first() {
    see(0, Frames.ipv4("10.0.2.1", B, 17, Frames.udp(1, 2, 10)));
    see(0, Frames.ipv4("10.0.1.2", B, 17, Frames.udp(1, 2, 10)));
    see(0, Frames.ipv4("11.0.0.1", B, 17, Frames.udp(1, 256, 10)));
    see(0, Frames.ipv4("11.0.0.1", B, 17, Frames.udp(1, 1, 10)));

    assertThat(records())
        .extracting(record -> Long.toHexString(record.key().sourceLow()))
        .containsExactly("b000001", "b000001", "a000201", "a000102");
    assertThat(records().get(0).key().destinationPort()).isEqualTo(256);
  }

  @Test
  void replaces_tunnels_by_what_they_carry() {
    byte[] inner4 = Frames.ipv4(A, B, 17, Frames.udp(1, 2, 10));
    byte[] inner6 = Frames.ipv6("fd00::1", "fd00::2", 17, Frames.udp(1, 2, 10));
    see(0, Frames.ipv4("1.1.1.1", "2.2.2.2", 4, inner4));
    see(0, Frames.ipv4("1.1.1.1", "2.2.2.2", 41, inner6));
    see(0, Frames.ipv4("1.1.1.1", "2.2.2.2", 47, Frames.gre(IPV4, inner4)));
    meter.accept(Frames.captured(0, Frames.vlan(Frames.ethernet(IPV4, inner4))));

    assertThat(records()).extracting(UniflowRecord::packets).containsExactlyInAnyOrder(3L, 1L);
  }

  @Test
  void does_not_follow_extension_headers_of_ipv6() {
    meter.accept(
        Frames.captured(0, Frames.ethernet(0x86DD, Frames.ipv6("::", "ff02::1", 0, new byte[32]))));

    assertThat(records())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key().protocol()).isZero();
              assertThat(record.octets()).isEqualTo(32);
            });
  }

  @Test
  void makes_one_packet_of_fragments_in_any_order() {
    byte[] whole = Frames.udp(1, 2, 32);
    byte[] first = java.util.Arrays.copyOf(whole, 24);
    byte[] last = java.util.Arrays.copyOfRange(whole, 24, 40);
    see(1, Frames.fragment(A, B, 17, 3, last));
    see(2, Frames.fragment(A, B, 17, 0x2000, first));

    assertThat(records())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.octets()).isEqualTo(32);
              assertThat(record.packets()).isEqualTo(1);
              assertThat(record.firstMillis()).isEqualTo(2000);
            });
    assertThat(meter.fates().count(NfpcapdFate.FRAGMENT)).isEqualTo(1);
  }

  @Test
  void gives_up_the_oldest_fragments_when_there_are_too_many() {
    for (int i = 0; i <= Ipv4Reassembly.MAX_PACKETS; i++) {
      see(
          i / 1000.0,
          Frames.fragment("10.0." + i / 256 + "." + i % 256, B, 17, 0x2000, new byte[8]));
    }

    assertThat(meter.fragmentsForgotten()).isEqualTo(1);
  }

  @Test
  void ends_all_flows_when_there_are_too_many() {
    NfpcapdMeter small = new NfpcapdMeter(files::add, 2);
    for (int port = 1; port <= 3; port++) {
      small.accept(
          Frames.captured(0, Frames.ethernet(IPV4, Frames.ipv4(A, B, 17, Frames.udp(port, 2, 1)))));
    }
    small.finish();

    assertThat(small.forcedFlushes()).isEqualTo(1);
    assertThat(files.get(0)).hasSize(3);
  }

  @Test
  void never_fails_on_damaged_packets_and_counts_every_one() {
    byte[][] seeds = {
      Frames.ethernet(IPV4, Frames.ipv4(A, B, 6, Frames.tcp(1, 2, 2, 9))),
      Frames.ethernet(
          IPV4,
          Frames.ipv4(
              A,
              B,
              47,
              Frames.gre(IPV4, Frames.ipv4(A, B, 4, Frames.ipv4(A, B, 1, Frames.icmp(8, 0, 2)))))),
      Frames.vlan(Frames.ethernet(0x86DD, Frames.ipv6("::", "::1", 17, Frames.udp(5, 6, 7)))),
      Frames.ethernet(IPV4, Frames.fragment(A, B, 17, 0x2001, new byte[32]))
    };
    Random random = new Random(7);
    int total = 100_000;
    for (int i = 0; i < total; i++) {
      byte[] frame = seeds[random.nextInt(seeds.length)].clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        frame[random.nextInt(frame.length)] = (byte) random.nextInt(256);
      }
      frame =
          java.util.Arrays.copyOf(
              frame, random.nextInt(4) == 0 ? random.nextInt(frame.length) : frame.length);
      meter.accept(Frames.captured(i / 100.0, frame));
    }
    meter.finish();

    assertThat(meter.fates().sum()).isEqualTo(total);
    assertThat(files.stream().flatMap(List::stream).mapToLong(UniflowRecord::packets).sum())
        .isEqualTo(meter.fates().count(NfpcapdFate.COUNTED));
  }

  private void see(double seconds, byte[] ip) {
    meter.accept(Frames.captured(seconds, Frames.ethernet(IPV4, ip)));
  }

  private List<UniflowRecord> records() {
    meter.finish();
    return files.stream().flatMap(List::stream).toList();
  }
}
