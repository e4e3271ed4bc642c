package io.mudlark.flow;

/** The IP protocol numbers (IANA protocolIdentifier) that Mudlark treats specially. */
public final class IpProtocol {
  public static final int ICMP = 1;
  public static final int IGMP = 2;
  public static final int TCP = 6;
  public static final int UDP = 17;
  public static final int GRE = 47;
  public static final int ICMPV6 = 58;
  public static final int SCTP = 132;
  public static final int UDP_LITE = 136;

  private IpProtocol() {}

  /** Whether source and destination ports of a flow of this protocol are transport ports. */
  public static boolean hasPorts(int protocol) {
    return protocol == TCP || protocol == UDP || protocol == SCTP || protocol == UDP_LITE;
  }

  /** The usual lower-case name, or the number as text. */
  public static String name(int protocol) {
    switch (protocol) {
      case ICMP:
        return "icmp";
      case IGMP:
        return "igmp";
      case TCP:
        return "tcp";
      case UDP:
        return "udp";
      case GRE:
        return "gre";
      case ICMPV6:
        return "ipv6-icmp";
      case SCTP:
        return "sctp";
      case UDP_LITE:
        return "udplite";
      default:
        return Integer.toString(protocol);
    }
  }
}
