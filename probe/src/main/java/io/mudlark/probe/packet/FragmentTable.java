package io.mudlark.probe.packet;

import io.mudlark.flow.IpProtocol;

/**
 * Remembers the ports of first fragments for the fragments that follow: a fixed number of places in
 * which the oldest of its neighbours gives way.
 *
 * <p>A place is kept for 60 s of packet time, as RFC 8200 4.5 has it for reassembly.
 */
final class FragmentTable {
  private static final int SETS = 1024;
  private static final int WAYS = 8;
  private static final int WORDS = 5;
  private static final long TIMEOUT_NANOS = 60_000_000_000L;

  /** Per place: source high and low, destination high and low, identity. */
  private final long[] keys = new long[SETS * WAYS * WORDS];

  /** When the first fragment was seen plus one, so that 0 is an empty place. */
  private final long[] times = new long[SETS * WAYS];

  private final long[] values = new long[SETS * WAYS];

  /** Takes in a first fragment; true when another had to give way before its time. */
  boolean put(PacketView p) {
    int set = set(p);
    int place = find(p, set);
    boolean forgotten = false;
    if (place < 0) {
      place = oldest(set);
      forgotten = times[place] != 0 && p.timeNanos + 1 - times[place] <= TIMEOUT_NANOS;
    }
    int at = place * WORDS;
    keys[at] = p.sourceHigh;
    keys[at + 1] = p.sourceLow;
    keys[at + 2] = p.destinationHigh;
    keys[at + 3] = p.destinationLow;
    keys[at + 4] = identity(p);
    times[place] = p.timeNanos + 1;
    values[place] =
        icmp(p)
            ? pack(p, p.icmpTypeCode, p.icmpIdentifier)
            : pack(p, p.sourcePort, p.destinationPort);
    return forgotten;
  }

  /** Gives a later fragment what its first one had; false when that is not known. */
  boolean fill(PacketView p) {
    int place = find(p, set(p));
    if (place < 0 || p.timeNanos + 1 - times[place] > TIMEOUT_NANOS) {
      return false;
    }
    long value = values[place];
    p.protocol = (int) (value >>> 32);
    int upper = (int) (value >>> 16) & 0xFFFF;
    int lower = (int) value & 0xFFFF;
    if (icmp(p)) {
      p.icmpTypeCode = upper;
      p.icmpIdentifier = lower;
    } else {
      p.sourcePort = upper;
      p.destinationPort = lower;
    }
    return true;
  }

  private static boolean icmp(PacketView p) {
    return p.protocol == IpProtocol.ICMP || p.protocol == IpProtocol.ICMPV6;
  }

  private static long pack(PacketView p, int upper, int lower) {
    return (long) p.protocol << 32 | (long) upper << 16 | lower;
  }

  /** The protocol is part of the identity in IPv4 (RFC 791) but not in IPv6 (RFC 8200 4.5). */
  private static long identity(PacketView p) {
    return p.fragmentId << 8 | (p.version == 4 ? p.protocol : 0);
  }

  private int find(PacketView p, int set) {
    long last = identity(p);
    for (int place = set; place < set + WAYS; place++) {
      int at = place * WORDS;
      if (times[place] != 0
          && keys[at] == p.sourceHigh
          && keys[at + 1] == p.sourceLow
          && keys[at + 2] == p.destinationHigh
          && keys[at + 3] == p.destinationLow
          && keys[at + 4] == last) {
        return place;
      }
    }
    return -1;
  }

  private int oldest(int set) {
    int oldest = set;
    for (int place = set + 1; place < set + WAYS; place++) {
      if (times[place] < times[oldest]) {
        oldest = place;
      }
    }
    return oldest;
  }

  private static int set(PacketView p) {
    long mixed = p.sourceHigh * 31 + p.sourceLow;
    mixed = mixed * 31 + p.destinationHigh;
    mixed = mixed * 31 + p.destinationLow;
    mixed = (mixed * 31 + p.fragmentId) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 54) * WAYS;
  }
}
