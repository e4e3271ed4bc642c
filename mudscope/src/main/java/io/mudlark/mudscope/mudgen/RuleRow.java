package io.mudlark.mudscope.mudgen;

/**
 * One rule of MUDgee's rule CSV, as text; {@code *} leaves a field open.
 *
 * @param srcMac {@code <deviceMac>}, {@code <gatewayMac>} (everything behind it too) or a MAC
 * @param dstMac likewise
 * @param ethType {@code 0x0800} and the like
 * @param srcIp address, block or DNS name
 * @param dstIp likewise
 * @param ipProto decimal
 * @param srcPort decimal
 * @param dstPort decimal
 * @param priority MUDgee's; 855, 755 and 655 say who opens a TCP connection
 * @param icmpType decimal
 * @param icmpCode decimal
 */
public record RuleRow(
    String srcMac,
    String dstMac,
    String ethType,
    String srcIp,
    String dstIp,
    String ipProto,
    String srcPort,
    String dstPort,
    String priority,
    String icmpType,
    String icmpCode) {
  public static final String ANY = "*";
  public static final String DEVICE = "<deviceMac>";
  public static final String GATEWAY = "<gatewayMac>";

  /** Source and destination exchanged, with another priority and ICMP type. */
  public RuleRow reversed(String otherPriority, String otherIcmpType) {
    return new RuleRow(
        dstMac,
        srcMac,
        ethType,
        dstIp,
        srcIp,
        ipProto,
        dstPort,
        srcPort,
        otherPriority,
        otherIcmpType,
        icmpCode);
  }

  /** The line of the rule CSV. */
  public String line() {
    return String.join(
        ",", srcMac, dstMac, ethType, srcIp, dstIp, ipProto, srcPort, dstPort, priority, icmpType,
        icmpCode);
  }
}
