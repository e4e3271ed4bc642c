package io.mudlark.cluster.shape;

import io.mudlark.cluster.feature.FeatureTable;
import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.TcpFlags;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Running counts over flows that have something in common. */
final class TrafficGroup {
  private static final int ANSWERED = 2;

  private final Set<Integer> ports = new HashSet<>();
  private final Set<IpAddress> peers = new HashSet<>();
  private long[] starts = new long[4];
  private int flows;
  private int established;
  private int synOnly;
  private int leftOpen;
  private long packetsOut;
  private long packetsIn;
  private long octetsOut;
  private long octetsIn;
  private long mostPackets;
  private long firstNanos = Long.MAX_VALUE;
  private long lastNanos = Long.MIN_VALUE;

  void add(FlowRow row) {
    if (flows == starts.length) {
      starts = Arrays.copyOf(starts, flows * 2);
    }
    starts[flows++] = row.startNanos();
    ports.add(row.servicePort());
    peers.add(row.peer());
    established += FeatureTable.progress(row) >= ANSWERED ? 1 : 0;
    synOnly += row.synOnly() ? 1 : 0;
    leftOpen += (row.tcpFlags() & (TcpFlags.FIN | TcpFlags.RST)) == 0 ? 1 : 0;
    packetsOut += row.packetsOut();
    packetsIn += row.packetsIn();
    octetsOut += row.octetsOut();
    octetsIn += row.octetsIn();
    mostPackets = Math.max(mostPackets, row.packets());
    firstNanos = Math.min(firstNanos, row.startNanos());
    lastNanos = Math.max(lastNanos, row.endNanos());
  }

  int flows() {
    return flows;
  }

  long packets() {
    return packetsOut + packetsIn;
  }

  int ports() {
    return ports.size();
  }

  int peers() {
    return peers.size();
  }

  /** Flows in which the other end answered with more than a refusal. */
  int established() {
    return established;
  }

  long octetsOut() {
    return octetsOut;
  }

  long octetsIn() {
    return octetsIn;
  }

  /** Packets of the largest flow. */
  long mostPackets() {
    return mostPackets;
  }

  /** Packets from the side that opened the flows. */
  long packetsOfOpener(boolean inbound) {
    return inbound ? packetsIn : packetsOut;
  }

  /** Whether nearly all flows are TCP attempts that their opener never acknowledged. */
  boolean mostlySynOnly() {
    return synOnly * 10L >= flows * 8L;
  }

  /** Whether nearly all flows are TCP connections that neither end has closed. */
  boolean mostlyLeftOpen() {
    return leftOpen * 10L >= flows * 8L;
  }

  /** From the first packet to the last, at least one second. */
  double seconds() {
    return Math.max(1, (lastNanos - firstNanos) / 1e9);
  }

  /** Mean time between starts in seconds; 0 with fewer than two flows. */
  double meanGapSeconds() {
    return flows < 2 ? 0 : gapStatistics()[0];
  }

  /** Standard deviation of the gaps as a share of their mean; 0 with fewer than two flows. */
  double gapVariation() {
    double[] statistics = flows < 2 ? new double[2] : gapStatistics();
    return statistics[0] == 0 ? 0 : statistics[1] / statistics[0];
  }

  private double[] gapStatistics() {
    long[] sorted = Arrays.copyOf(starts, flows);
    Arrays.sort(sorted);
    int gaps = flows - 1;
    double mean = (sorted[gaps] - sorted[0]) / 1e9 / gaps;
    double squares = 0;
    for (int i = 1; i <= gaps; i++) {
      double difference = (sorted[i] - sorted[i - 1]) / 1e9 - mean;
      squares += difference * difference;
    }
    return new double[] {mean, Math.sqrt(squares / gaps)};
  }
}
