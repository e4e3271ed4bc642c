package io.mudlark.cluster.feature;

import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.TcpFlags;
import java.util.List;

/**
 * The one table of numbers that describe a flow: those that are clustered, and those that only
 * describe the clusters found.
 *
 * <p>No column depends on the other flows of a window, so that centroids of different windows and
 * devices can be compared. {@code docs/40-clusters-and-evolution.md} gives the reasons for each.
 */
public final class FeatureTable {
  private static final double LN_2 = StrictMath.log(2);

  /** What is clustered, in this order. */
  public static final List<FeatureColumn> CLUSTERED =
      List.of(
          new FeatureColumn(
              "packet_octets",
              "log2 octets",
              row -> log2(ratio(row.octets(), (double) row.packets()))),
          new FeatureColumn("octets_out", "log2 octets", row -> log2((double) row.octetsOut())),
          new FeatureColumn("octets_in", "log2 octets", row -> log2((double) row.octetsIn())),
          new FeatureColumn("service_port", "code", row -> PortCode.of(row.servicePort())),
          new FeatureColumn("inbound", "0 or 1", row -> row.inbound() ? 1 : 0),
          new FeatureColumn("peer_scope", "code", row -> PeerScope.of(row.peer()).code()),
          new FeatureColumn("protocol", "code", row -> protocolCode(row.protocol())),
          new FeatureColumn("progress", "code", FeatureTable::progress));

  /**
   * Index of the first of the columns, up to the last, that hold a code of a few values rather than
   * an amount: rows that differ in these are of different sorts.
   */
  public static final int FIRST_CODE = 4;

  /** What describes a cluster: MUDscope's primary features, exact and unscaled. */
  public static final List<FeatureColumn> DESCRIPTIVE =
      List.of(
          new FeatureColumn("tcp_flags", "bits", FlowRow::tcpFlags),
          new FeatureColumn(
              "bytes_per_packet", "octets", row -> ratio(row.octets(), (double) row.packets())),
          new FeatureColumn("octets_out", "octets", FlowRow::octetsOut),
          new FeatureColumn("octets_in", "octets", FlowRow::octetsIn),
          new FeatureColumn(
              "bytes_per_second", "octets per second", row -> ratio(row.octets(), row.seconds())),
          new FeatureColumn("duration", "seconds", FlowRow::seconds));

  private FeatureTable() {}

  /** Names of the clustered columns. */
  public static List<String> clusteredNames() {
    return CLUSTERED.stream().map(FeatureColumn::name).toList();
  }

  /** The clustered columns of the rows, unscaled: row-major, rows x {@code CLUSTERED.size()}. */
  public static double[] matrix(List<FlowRow> rows) {
    int columns = CLUSTERED.size();
    double[] matrix = new double[rows.size() * columns];
    int next = 0;
    for (FlowRow row : rows) {
      for (FeatureColumn column : CLUSTERED) {
        matrix[next++] = column.of().applyAsDouble(row);
      }
    }
    return matrix;
  }

  /**
   * How far the conversation got: 0 nobody answered, 1 refused (TCP reset without data), 2 answered
   * without data (TCP handshake only), 3 data in both directions or an answered datagram.
   */
  public static int progress(FlowRow row) {
    if (!row.answered()) {
      return 0;
    }
    if (row.protocol() != IpProtocol.TCP || (row.tcpFlags() & TcpFlags.PSH) != 0) {
      return 3;
    }
    int answer = row.inbound() ? row.flagsOut() : row.flagsIn();
    boolean refused = (answer & TcpFlags.RST) != 0 && (answer & TcpFlags.SYN) == 0;
    return refused && row.packets() <= 4 ? 1 : 2;
  }

  /** TCP 0, UDP 1, ICMP and ICMPv6 2, all others 3. */
  static int protocolCode(int protocol) {
    switch (protocol) {
      case IpProtocol.TCP:
        return 0;
      case IpProtocol.UDP:
        return 1;
      case IpProtocol.ICMP:
      case IpProtocol.ICMPV6:
        return 2;
      default:
        return 3;
    }
  }

  private static double log2(double value) {
    return StrictMath.log1p(Math.max(0, value)) / LN_2;
  }

  /** 0 when there is nothing to divide by. */
  private static double ratio(long value, double by) {
    return by <= 0 ? 0 : value / by;
  }
}
