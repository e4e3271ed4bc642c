package io.mudlark.flow;

/**
 * What one direction of a biflow carried.
 *
 * @param packets packetDeltaCount; 0 when an exporter counts octets only, as firewalls do
 * @param octets octetDeltaCount: octets of the IP packets, headers included, Ethernet padding not
 * @param tcpFlags the TCP control bits of all packets, OR-ed; 0 when not TCP
 * @param firstNanos time of the direction's first packet, nanoseconds since the Unix epoch; 0 when
 *     the direction is empty
 * @param lastNanos time of its last packet, the same unit; 0 when it is empty
 */
public record Counters(long packets, long octets, int tcpFlags, long firstNanos, long lastNanos) {
  public static final Counters NONE = new Counters(0, 0, 0, 0, 0);

  /** The sum of two counts, at most the largest there is: an exporter may claim any amount. */
  public static long sum(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** Whether nothing at all was counted. */
  public boolean isEmpty() {
    return packets == 0 && octets == 0;
  }
}
