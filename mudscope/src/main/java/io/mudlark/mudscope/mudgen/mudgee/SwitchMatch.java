package io.mudlark.mudscope.mudgen.mudgee;

import static io.mudlark.mudscope.mudgen.RuleRow.ANY;

/**
 * What an entry of the simulated switch looks at, as text; {@code *} leaves a field open. Also a
 * packet, whose absent fields are {@code *} too.
 */
record SwitchMatch(
    String srcMac,
    String dstMac,
    String ethType,
    String srcIp,
    String dstIp,
    String ipProto,
    String srcPort,
    String dstPort,
    String icmpType,
    String icmpCode) {
  static final SwitchMatch ALL = new SwitchMatch(ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY);

  /** Whether the packet comes from a MAC address or goes to it. */
  boolean concerns(String mac) {
    return srcMac.equals(mac) || dstMac.equals(mac);
  }

  /** Which fields are not open: a bit each. */
  int mask() {
    return bit(srcMac, 0)
        | bit(dstMac, 1)
        | bit(ethType, 2)
        | bit(srcIp, 3)
        | bit(dstIp, 4)
        | bit(ipProto, 5)
        | bit(srcPort, 6)
        | bit(dstPort, 7)
        | bit(icmpType, 8)
        | bit(icmpCode, 9);
  }

  private static int bit(String field, int place) {
    return field.equals(ANY) ? 0 : 1 << place;
  }

  /** The match with all fields open that the mask leaves out. */
  SwitchMatch under(int mask) {
    return new SwitchMatch(
        keep(srcMac, mask, 0),
        keep(dstMac, mask, 1),
        keep(ethType, mask, 2),
        keep(srcIp, mask, 3),
        keep(dstIp, mask, 4),
        keep(ipProto, mask, 5),
        keep(srcPort, mask, 6),
        keep(dstPort, mask, 7),
        keep(icmpType, mask, 8),
        keep(icmpCode, mask, 9));
  }

  private static String keep(String field, int mask, int place) {
    return (mask >>> place & 1) == 0 ? ANY : field;
  }

  /** Source and destination exchanged. */
  SwitchMatch reversed() {
    return new SwitchMatch(
        dstMac, srcMac, ethType, dstIp, srcIp, ipProto, dstPort, srcPort, icmpType, icmpCode);
  }

  SwitchMatch macs(String from, String to) {
    return new SwitchMatch(
        from, to, ethType, srcIp, dstIp, ipProto, srcPort, dstPort, icmpType, icmpCode);
  }

  SwitchMatch ips(String from, String to) {
    return new SwitchMatch(
        srcMac, dstMac, ethType, from, to, ipProto, srcPort, dstPort, icmpType, icmpCode);
  }

  SwitchMatch ports(String from, String to) {
    return new SwitchMatch(
        srcMac, dstMac, ethType, srcIp, dstIp, ipProto, from, to, icmpType, icmpCode);
  }

  SwitchMatch icmp(String type, String code) {
    return new SwitchMatch(
        srcMac, dstMac, ethType, srcIp, dstIp, ipProto, srcPort, dstPort, type, code);
  }

  SwitchMatch over(String newEthType, String newIpProto) {
    return new SwitchMatch(
        srcMac, dstMac, newEthType, srcIp, dstIp, newIpProto, srcPort, dstPort, icmpType, icmpCode);
  }

  /** Whether a MAC stands on either side. */
  boolean involves(String mac) {
    return srcMac.equals(mac) || dstMac.equals(mac);
  }
}
