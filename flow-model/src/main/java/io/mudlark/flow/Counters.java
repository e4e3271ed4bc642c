package io.mudlark.flow;

/**
 * What one direction of a biflow carried.
 *
 * @param packets packetDeltaCount
 * @param octets octetDeltaCount: octets of the IP packets, headers included, Ethernet padding not
 * @param tcpFlags the TCP control bits of all packets, OR-ed; 0 when not TCP
 * @param firstNanos time of the direction's first packet, nanoseconds since the Unix epoch; 0 when
 *     {@code packets} is 0
 * @param lastNanos time of its last packet, the same unit; 0 when {@code packets} is 0
 */
public record Counters(long packets, long octets, int tcpFlags, long firstNanos, long lastNanos) {
  public static final Counters NONE = new Counters(0, 0, 0, 0, 0);

  public boolean isEmpty() {
    return packets == 0;
  }
}
