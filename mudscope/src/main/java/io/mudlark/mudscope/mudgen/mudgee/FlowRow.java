package io.mudlark.mudscope.mudgen.mudgee;

/**
 * One line of MUDgee's {@code _ipflows.csv}.
 *
 * @param match the fields, with DNS names for addresses
 * @param priority the entry's priority
 * @param octets what matched, in octets
 * @param packets what matched, in packets
 */
record FlowRow(SwitchMatch match, int priority, long octets, long packets) {
  static final String HEADER =
      "srcMac,dstMac,ethType,vlanId,srcIp,dstIp,ipProto,srcPort,dstPort,priority,icmpType,icmpCode,"
          + "volumeTransmitted,packetCount";

  String line() {
    return String.join(
        ",",
        match.srcMac(),
        match.dstMac(),
        match.ethType(),
        "*",
        match.srcIp(),
        match.dstIp(),
        match.ipProto(),
        match.srcPort(),
        match.dstPort(),
        Integer.toString(priority),
        match.icmpType(),
        match.icmpCode(),
        Long.toString(octets),
        Long.toString(packets));
  }
}
