package io.mudlark.jobs.assemble;

import io.mudlark.flow.ContentHash;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.IpAddress;

/** Says which two uniflows may be the directions of one conversation. */
final class UniflowKey {
  /** Queries of ICMP and ICMPv6 with their answers (RFC 792, RFC 950, RFC 4443). */
  private static final int[][] QUERIES = {{8, 0}, {13, 14}, {17, 18}, {128, 129}, {139, 140}};

  private UniflowKey() {}

  /**
   * The same number for both directions of a conversation at a site. Other conversations may share
   * it by chance; {@link #areOpposite} tells them apart.
   */
  static long of(FlowRecord flow) {
    FlowKey key = flow.key();
    int sourcePort = key.isIcmp() ? 0 : key.sourcePort();
    int destinationPort = key.isIcmp() ? 0 : key.destinationPort();
    boolean forward = isForward(key);
    IpAddress first = forward ? key.source() : key.destination();
    IpAddress second = forward ? key.destination() : key.source();
    return new ContentHash()
        .text(flow.observationPoint())
        .number(key.vlanId())
        .number(key.protocol())
        .address(first)
        .address(second)
        .number(forward ? sourcePort : destinationPort)
        .number(forward ? destinationPort : sourcePort)
        .id()
        .low();
  }

  /**
   * Of a direction and the one opposite to it true for one; true for both when they are the same.
   */
  static boolean isForward(FlowKey key) {
    int order = key.source().compareTo(key.destination());
    boolean portsInOrder = key.isIcmp() || key.sourcePort() <= key.destinationPort();
    return order < 0 || (order == 0 && portsInOrder);
  }

  /** Whether one answers the other, by addresses, ports, protocol, VLAN and site. */
  static boolean areOpposite(FlowRecord a, FlowRecord b) {
    FlowKey one = a.key();
    FlowKey other = b.key();
    if (!a.observationPoint().equals(b.observationPoint())) {
      return false;
    }
    if (!one.isIcmp()) {
      return one.equals(other.reversed());
    }
    return one.protocol() == other.protocol()
        && one.vlanId() == other.vlanId()
        && one.source().equals(other.destination())
        && one.destination().equals(other.source())
        && (isQueryOf(one.icmpType(), other.icmpType())
            || isQueryOf(other.icmpType(), one.icmpType())
            || (one.destinationPort() == 0 && other.destinationPort() == 0));
  }

  /** Whether an ICMP type asks for another. */
  static boolean isQueryOf(int type, int answer) {
    for (int[] query : QUERIES) {
      if (query[0] == type && query[1] == answer) {
        return true;
      }
    }
    return false;
  }
}
