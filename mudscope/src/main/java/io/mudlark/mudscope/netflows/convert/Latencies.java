package io.mudlark.mudscope.netflows.convert;

import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.probe.packet.PacketView;
import java.util.HashMap;
import java.util.Map;

/**
 * Measures how long the ends of TCP flows take to answer: server latency from the first packet to
 * the first answer, client latency from there to the next packet of the first side, application
 * latency from there to the next answer.
 */
final class Latencies {
  private static final double NANOS_PER_MILLI = 1e6;

  /** Times of the four packets in their order; 0 for one that has not come. */
  private static final class Exchange {
    private final IpAddress first;
    private final int firstPort;
    private final long[] times = new long[4];
    private int seen;

    private Exchange(IpAddress first, int firstPort) {
      this.first = first;
      this.firstPort = firstPort;
    }

    private void add(boolean fromFirst, long nanos) {
      boolean awaited = fromFirst == (seen % 2 == 0);
      if (seen < times.length && awaited) {
        times[seen++] = nanos;
      }
    }

    private double millis(int from) {
      return seen > from + 1 ? (times[from + 1] - times[from]) / NANOS_PER_MILLI : 0;
    }
  }

  /**
   * The latencies of one flow in milliseconds, 0 where not known.
   *
   * @param client the asking side's
   * @param server the answering side's
   * @param application the service's behind it
   */
  record Millis(double client, double server, double application) {
    static final Millis UNKNOWN = new Millis(0, 0, 0);
  }

  private final Map<FlowKey, Exchange> exchanges = new HashMap<>();

  /** Takes in a packet, after the meter had it. */
  void add(PacketView packet) {
    if (packet.protocol() != IpProtocol.TCP) {
      return;
    }
    IpAddress source = address(packet, packet.sourceHigh(), packet.sourceLow());
    IpAddress destination = address(packet, packet.destinationHigh(), packet.destinationLow());
    FlowKey key =
        canonical(
            new FlowKey(
                packet.vlanId(),
                source,
                destination,
                packet.protocol(),
                packet.sourcePort(),
                packet.destinationPort()));
    Exchange exchange =
        exchanges.computeIfAbsent(key, k -> new Exchange(source, packet.sourcePort()));
    boolean fromFirst = exchange.first.equals(source) && exchange.firstPort == packet.sourcePort();
    exchange.add(fromFirst, packet.timeNanos());
  }

  private static IpAddress address(PacketView packet, long high, long low) {
    return new IpAddress(packet.version(), high, low);
  }

  /** The latencies of a flow that the meter gives out, which are forgotten thereby. */
  Millis take(FlowRecord flow) {
    FlowKey key = flow.key();
    Exchange exchange = exchanges.remove(canonical(key));
    if (exchange == null
        || !exchange.first.equals(key.source())
        || exchange.firstPort != key.sourcePort()) {
      // The first packet seen was an answer: what was asked, and when, is not known.
      return Millis.UNKNOWN;
    }
    return new Millis(exchange.millis(1), exchange.millis(0), exchange.millis(2));
  }

  /** The same key for both directions. */
  private static FlowKey canonical(FlowKey key) {
    int order = key.source().compareTo(key.destination());
    if (order == 0) {
      order = Integer.compare(key.sourcePort(), key.destinationPort());
    }
    return order <= 0 ? key : key.reversed();
  }
}
