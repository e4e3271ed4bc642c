package io.mudlark.mudscope.netflows.nfdump;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.IpAddress;
import io.mudlark.mudscope.netflows.FlowLine;
import java.util.List;
import org.junit.jupiter.api.Test;

class BiflowAggregationTest {
  private static final String A = "10.0.0.1";
  private static final String B = "10.0.0.2";

  @Test
  void lets_the_first_record_of_the_file_decide_who_is_the_source() {
    FlowLine row =
        row(record(B, 60000, A, 60001, 6, 5, 500), record(A, 60001, B, 60000, 6, 3, 100));

    assertThat(row.source().strip()).isEqualTo(B);
    assertThat(row.inPackets()).isEqualTo(5);
    assertThat(row.outPackets()).isEqualTo(3);
  }

  @Test
  void swaps_the_ends_when_the_port_of_the_source_is_of_a_lower_class() {
    FlowLine row = row(record(A, 37603, B, 50300, 6, 1, 24));

    assertThat(row.source().strip()).isEqualTo(B);
    assertThat(row.inPackets()).isZero();
    assertThat(row.outPackets()).isEqualTo(1);
    assertThat(row.octetsPerPacket()).isZero();
  }

  @Test
  void quirk_12_only_tcp_and_udp_are_paired() {
    List<UniflowRecord> records =
        List.of(record(A, 0, B, 2048, 1, 1, 20), record(B, 0, A, 0, 1, 1, 20));

    assertThat(BiflowAggregation.rows(records)).hasSize(2);
  }

  @Test
  void keeps_one_decimal_of_millions_and_nothing_of_billions() {
    assertThat(row(record(A, 5000, B, 80, 6, 1_250_000, 7_777_777)))
        .satisfies(
            row -> {
              assertThat(row.inPackets()).isEqualTo(1.2e6);
              assertThat(row.inOctets()).isEqualTo(7.8e6);
            });
    assertThat(row(record(A, 5000, B, 80, 6, 999_999, 1_000_000_000)).inOctets()).isZero();
    assertThat(row(record(A, 5000, B, 80, 6, 999_999, 9)).inPackets()).isEqualTo(999_999);
  }

  @Test
  void cuts_rates_to_whole_numbers_of_the_in_direction() {
    UniflowRecord record =
        new UniflowRecord(key(A, 5000, B, 80, 6), 988, 1_013, 2, 106, 24, 1500, 2500, 3500);

    FlowLine row = BiflowAggregation.rows(List.of(record)).get(0);

    // 106 * 8 / 0.025 is 33920, but the difference of seconds and milliseconds is a little more.
    assertThat(row.bitsPerSecond()).isEqualTo(33919);
    assertThat(row.packetsPerSecond()).isEqualTo(79);
    assertThat(row.durationSeconds()).isEqualTo(0.025);
    assertThat(row.clientLatencyMillis()).isEqualTo(1.5);
    assertThat(row.flags()).isEqualTo("...AP...");
  }

  @Test
  void condenses_long_addresses_and_reads_icmp_codes_as_decimals() {
    FlowLine row = row(record("2001:db8:1:2:3:4:5:6", 0, "fe80::1", 3 * 256 + 10, 58, 1, 8));

    assertThat(row.source()).isEqualTo("2001:db..3:4:5:6");
    assertThat(row.destination()).isEqualTo("         fe80::1");
    assertThat(row.destinationPort()).isEqualTo(3.1);
    assertThat(row.protocol()).isEqualTo("ICMP6");
  }

  @Test
  void hashes_as_real_outputs_are_ordered() {
    int dhcp = NfdumpHash.of(key("0.0.0.0", 68, "255.255.255.255", 67, 17)) & 0xFFFFF;
    int igmp = NfdumpHash.of(key("192.168.1.1", 0, "239.255.255.250", 0, 2)) & 0xFFFFF;
    int query = NfdumpHash.of(key("0.0.0.0", 0, "224.0.0.1", 0, 2)) & 0xFFFFF;

    assertThat(List.of(dhcp, igmp, query)).isSorted();
  }

  private static FlowLine row(UniflowRecord... records) {
    List<FlowLine> rows = BiflowAggregation.rows(List.of(records));
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private static UniflowRecord record(
      String source,
      int sourcePort,
      String destination,
      int port,
      int protocol,
      long packets,
      long octets) {
    return new UniflowRecord(
        key(source, sourcePort, destination, port, protocol), 0, 0, packets, octets, 0, 0, 0, 0);
  }

  private static UniflowKey key(
      String source, int sourcePort, String destination, int destinationPort, int protocol) {
    IpAddress from = IpAddress.parse(source);
    IpAddress to = IpAddress.parse(destination);
    return new UniflowKey(
        from.version(),
        from.high(),
        from.low(),
        to.high(),
        to.low(),
        sourcePort,
        destinationPort,
        protocol);
  }
}
