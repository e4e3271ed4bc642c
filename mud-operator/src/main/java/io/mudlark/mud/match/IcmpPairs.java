package io.mudlark.mud.match;

import io.mudlark.flow.IpProtocol;

/**
 * Which ICMP type answers which. A biflow's key has the type of its first packet only, so that of
 * the other direction is derived: by pair, else the same type.
 */
final class IcmpPairs {
  /** Echo, router discovery, timestamp, information, address mask (RFC 792, 950, 1256). */
  private static final int[][] V4 = {{8, 0}, {10, 9}, {13, 14}, {15, 16}, {17, 18}};

  /**
   * Echo, router and neighbour discovery, node information (RFC 4443, 4861, 4620). A listener query
   * is answered by a version 1 report (RFC 2710).
   */
  private static final int[][] V6 = {{128, 129}, {130, 131}, {133, 134}, {135, 136}, {139, 140}};

  private IcmpPairs() {}

  static int answer(int protocol, int type) {
    for (int[] pair : protocol == IpProtocol.ICMP ? V4 : V6) {
      if (pair[0] == type) {
        return pair[1];
      }
      if (pair[1] == type) {
        return pair[0];
      }
    }
    return type;
  }
}
