package io.mudlark.probe.meter;

import io.mudlark.flow.Counters;

/** The running counters of one direction of a biflow. */
final class Direction {
  /** Stands for a SYN that was not seen. */
  static final long NO_SYN = -1;

  private long packets;
  private long octets;
  private long firstNanos;
  private long lastNanos;
  private int tcpFlags;

  /** Sequence number of the first SYN, 32 bits, or {@link #NO_SYN}. */
  long synSequence = NO_SYN;

  void add(long nanos, int packetOctets, int flags) {
    if (packets == 0) {
      firstNanos = nanos;
    }
    packets++;
    octets += packetOctets;
    lastNanos = nanos;
    tcpFlags |= flags;
  }

  /** Starts to count anew; what is known of the connection stays. */
  void restart() {
    packets = 0;
    octets = 0;
    firstNanos = 0;
    lastNanos = 0;
    tcpFlags = 0;
  }

  Counters counters() {
    return packets == 0
        ? Counters.NONE
        : new Counters(packets, octets, tcpFlags, firstNanos, lastNanos);
  }
}
