package io.mudlark.cluster.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.cluster.testing.Rows;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.TcpFlags;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.mrt.TrafficShape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrafficShapesTest {
  private static final int DATA = TcpFlags.SYN | TcpFlags.ACK | TcpFlags.PSH;
  private static final long SECOND = 1_000_000_000L;

  @Test
  void nothing_has_no_kind() {
    assertThat(TrafficShapes.of(List.of())).isEqualTo(TrafficShape.NONE);
  }

  @Test
  void scans_are_the_same_kind_whether_refused_or_unanswered() {
    for (boolean refused : new boolean[] {true, false}) {
      TrafficShape shape =
          TrafficShapes.of(rows(500, i -> Rows.scanProbe("10.0.0.9", 1 + i * 7, Rows.T0, refused)));
      assertThat(shape.kind()).isEqualTo(TrafficKind.PORT_SCAN_INBOUND);
      assertThat(shape.kindPeer()).isEqualTo("10.0.0.9");
      assertThat(shape.kindPort()).isNull();
      assertThat(shape.kindProtocol()).isEqualTo("tcp");
      assertThat(shape.kindFlows()).isEqualTo(500);
      assertThat(shape.distinctDevicePorts()).isEqualTo(500);
      assertThat(shape.inboundShare()).isEqualTo(1);
      assertThat(shape.synOnlyShare()).isEqualTo(1);
      assertThat(shape.answeredShare()).isEqualTo(refused ? 1 : 0);
    }
  }

  @Test
  void a_scan_is_seen_among_more_of_other_traffic() {
    List<FlowRow> rows = rows(500, i -> Rows.lookup("9.9.9.9", 10_000 + i, Rows.T0 + i * SECOND));
    rows.addAll(rows(15, i -> Rows.scanProbe("10.0.0.9", 20 + i, Rows.T0, false)));
    TrafficShape shape = TrafficShapes.of(rows);
    assertThat(shape.kind()).isEqualTo(TrafficKind.PORT_SCAN_INBOUND);
    assertThat(shape.kindFlows()).isEqualTo(15);
    assertThat(shape.topProtocol()).isEqualTo("udp");
  }

  @Test
  void fourteen_ports_are_no_scan_yet() {
    TrafficShape shape =
        TrafficShapes.of(rows(14, i -> Rows.scanProbe("10.0.0.9", 20 + i, Rows.T0, false)));
    assertThat(shape.kind()).isEqualTo(TrafficKind.OTHER);
    assertThat(shape.kindFlows()).isEqualTo(14);
  }

  @Test
  void the_device_scans_a_host() {
    TrafficShape shape = TrafficShapes.of(rows(40, i -> attempt("10.0.0.7", 20 + i, 1)));
    assertThat(shape.kind()).isEqualTo(TrafficKind.PORT_SCAN_OUTBOUND);
    assertThat(shape.kindPeer()).isEqualTo("10.0.0.7");
  }

  @Test
  void the_device_sweeps_hosts_for_one_port() {
    TrafficShape shape = TrafficShapes.of(rows(40, i -> attempt("203.0.113." + i, 23, 1)));
    assertThat(shape.kind()).isEqualTo(TrafficKind.HOST_SWEEP_OUTBOUND);
    assertThat(shape.kindPort()).isEqualTo(23);
    assertThat(shape.kindPeer()).isNull();
  }

  @Test
  void one_large_one_sided_flow_is_a_flood() {
    FlowRow flood =
        Rows.row(IpProtocol.UDP, false, "203.0.113.5", 80, 4000, Rows.T0, Rows.T0 + 10 * SECOND)
            .out(20_000, 1_000_000, 0)
            .build();
    TrafficShape shape = TrafficShapes.of(List.of(flood));
    assertThat(shape.kind()).isEqualTo(TrafficKind.FLOOD_OUTBOUND);
    assertThat(shape.kindPort()).isEqualTo(80);
    assertThat(shape.packetsPerFlow()).isEqualTo(20_000);
  }

  @Test
  void a_syn_flood_that_is_answered_packet_by_packet_is_a_flood_still() {
    TrafficShape outbound =
        TrafficShapes.of(
            rows(
                2000,
                i ->
                    Rows.row(IpProtocol.TCP, false, "203.0.113.5", 80, 1024 + i, Rows.T0, Rows.T0)
                        .out(1, 40, TcpFlags.SYN)
                        .in(1, 44, TcpFlags.SYN | TcpFlags.ACK)
                        .build()));
    assertThat(outbound.kind()).isEqualTo(TrafficKind.FLOOD_OUTBOUND);
    TrafficShape inbound =
        TrafficShapes.of(
            rows(
                2000,
                i ->
                    Rows.row(
                            IpProtocol.TCP,
                            true,
                            "198.18." + i / 250 + "." + i % 250,
                            80,
                            1024 + i,
                            Rows.T0,
                            Rows.T0)
                        .in(1, 40, TcpFlags.SYN)
                        .build()));
    assertThat(inbound.kind()).isEqualTo(TrafficKind.FLOOD_INBOUND);
    assertThat(inbound.kindPeer()).isNull();
    assertThat(inbound.kindPort()).isEqualTo(80);
  }

  @Test
  void many_answered_logins_by_one_host_are_guessing() {
    TrafficShape shape =
        TrafficShapes.of(
            rows(
                20,
                i ->
                    Rows.row(
                            IpProtocol.TCP,
                            true,
                            "10.0.0.9",
                            23,
                            40_000 + i,
                            Rows.T0 + i * 7L * SECOND,
                            Rows.T0 + i * 7L * SECOND + SECOND)
                        .in(6, 400, DATA)
                        .out(6, 500, DATA)
                        .build()));
    assertThat(shape.kind()).isEqualTo(TrafficKind.BRUTE_FORCE_INBOUND);
    assertThat(shape.kindPort()).isEqualTo(23);
  }

  @Test
  void many_answered_connections_to_one_service_are_repeated_or_held_by_whether_they_are_closed() {
    for (int flags : new int[] {DATA | TcpFlags.FIN, DATA}) {
      TrafficShape shape =
          TrafficShapes.of(
              rows(
                  25,
                  i ->
                      Rows.row(
                              IpProtocol.TCP,
                              false,
                              "10.0.0.9",
                              1883,
                              40_000 + i,
                              Rows.T0 + i * SECOND / 3,
                              Rows.T0 + i * SECOND)
                          .out(5, 300, flags)
                          .in(4, 200, flags)
                          .build()));
      boolean closed = (flags & TcpFlags.FIN) != 0;
      assertThat(shape.kind())
          .isEqualTo(closed ? TrafficKind.REPEATED_CONNECTIONS : TrafficKind.HELD_CONNECTIONS);
      assertThat(shape.kindPort()).isEqualTo(1883);
    }
  }

  @Test
  void regular_short_contacts_are_a_beacon_and_irregular_ones_a_new_service() {
    TrafficShape regular =
        TrafficShapes.of(
            rows(
                5, i -> Rows.session("203.0.113.5", 8443, 50_000 + i, Rows.T0 + i * 30L * SECOND)));
    assertThat(regular.kind()).isEqualTo(TrafficKind.BEACON);
    long[] starts = {0, 3, 40, 41, 120};
    TrafficShape irregular =
        TrafficShapes.of(
            rows(
                5,
                i -> Rows.session("203.0.113.5", 8443, 50_000 + i, Rows.T0 + starts[i] * SECOND)));
    assertThat(irregular.kind()).isEqualTo(TrafficKind.NEW_SERVICE);
    assertThat(irregular.kindPort()).isEqualTo(8443);
  }

  @Test
  void much_out_and_little_back_is_an_upload_whoever_asked_for_it() {
    for (boolean inbound : new boolean[] {false, true}) {
      assertThat(transfer(inbound, 50_000, 10_000)).isEqualTo(TrafficKind.BULK_UPLOAD);
      assertThat(transfer(inbound, 49_999, 100))
          .isEqualTo(inbound ? TrafficKind.NEW_CLIENT : TrafficKind.NEW_SERVICE);
      assertThat(transfer(inbound, 50_000, 10_001))
          .isEqualTo(inbound ? TrafficKind.NEW_CLIENT : TrafficKind.NEW_SERVICE);
    }
  }

  @Test
  void much_fetched_and_little_sent_is_a_download() {
    assertThat(transfer(false, 10_000, 50_000)).isEqualTo(TrafficKind.BULK_DOWNLOAD);
    assertThat(transfer(true, 10_000, 50_000)).isEqualTo(TrafficKind.NEW_CLIENT);
  }

  @Test
  void what_nobody_answers_is_a_transfer_from_a_megabyte_on() {
    assertThat(unanswered(999_999)).isEqualTo(TrafficKind.OTHER);
    assertThat(unanswered(1_000_000)).isEqualTo(TrafficKind.BULK_UPLOAD);
  }

  @Test
  void a_transfer_names_the_window_before_more_flows_of_another_service_do() {
    List<FlowRow> rows =
        new ArrayList<>(
            rows(3, i -> Rows.session("203.0.113.9", 8443, 50_000 + i, Rows.T0 + i * SECOND)));
    rows.add(row(false, 1_000, 120_000));
    assertThat(TrafficShapes.of(rows).kind()).isEqualTo(TrafficKind.BULK_DOWNLOAD);
    assertThat(TrafficShapes.of(rows).kindPort()).isEqualTo(80);
  }

  private static TrafficKind transfer(boolean inbound, long out, long in) {
    return TrafficShapes.of(List.of(row(inbound, out, in))).kind();
  }

  private static TrafficKind unanswered(long octets) {
    FlowRow row =
        Rows.row(IpProtocol.UDP, false, "203.0.113.5", 80, 4000, Rows.T0, Rows.T0 + 60 * SECOND)
            .out(900, octets, 0)
            .build();
    return TrafficShapes.of(List.of(row)).kind();
  }

  private static FlowRow row(boolean inbound, long out, long in) {
    return Rows.row(
            IpProtocol.TCP, inbound, "203.0.113.5", 80, 4000, Rows.T0, Rows.T0 + 60 * SECOND)
        .out(100, out, DATA)
        .in(90, in, DATA)
        .build();
  }

  @Test
  void an_unknown_client_that_is_answered_is_named() {
    FlowRow client =
        Rows.row(IpProtocol.TCP, true, "10.0.0.9", 80, 4000, Rows.T0, Rows.T0 + SECOND)
            .in(6, 600, DATA)
            .out(5, 800, DATA)
            .build();
    assertThat(TrafficShapes.of(List.of(client)).kind()).isEqualTo(TrafficKind.NEW_CLIENT);
  }

  @Test
  void only_scans_sweeps_floods_and_guessing_are_attacks() {
    assertThat(List.of(TrafficKind.values()).stream().filter(TrafficKind::isAttack))
        .containsExactly(
            TrafficKind.PORT_SCAN_INBOUND,
            TrafficKind.PORT_SCAN_OUTBOUND,
            TrafficKind.HOST_SWEEP_OUTBOUND,
            TrafficKind.FLOOD_OUTBOUND,
            TrafficKind.FLOOD_INBOUND,
            TrafficKind.BRUTE_FORCE_INBOUND);
  }

  private static FlowRow attempt(String peer, int port, long packets) {
    return Rows.row(IpProtocol.TCP, false, peer, port, 50_000, Rows.T0, Rows.T0)
        .out(packets, packets * 40, TcpFlags.SYN)
        .build();
  }

  private static List<FlowRow> rows(int count, IntFunction<FlowRow> row) {
    return new ArrayList<>(IntStream.range(0, count).mapToObj(row).toList());
  }
}
