package io.mudlark.flow;

/**
 * The properties that packets of one flow share, seen from the initiator.
 *
 * @param vlanId the outer 802.1Q VLAN id, or {@link #NO_VLAN}
 * @param source the initiator's address
 * @param destination the responder's address
 * @param protocol protocolIdentifier, the IP protocol number 0..255
 * @param sourcePort the initiator's TCP/UDP/SCTP port, 0 when the protocol has none
 * @param destinationPort the responder's port; for ICMP and ICMPv6 {@code type * 256 + code} of the
 *     initiator's first packet, as icmpTypeCodeIPv4 (RFC 7012) writes it
 */
public record FlowKey(
    int vlanId,
    IpAddress source,
    IpAddress destination,
    int protocol,
    int sourcePort,
    int destinationPort) {
  public static final int NO_VLAN = -1;

  /** The same flow seen from the responder (not meaningful for ICMP's type and code). */
  public FlowKey reversed() {
    return new FlowKey(vlanId, destination, source, protocol, destinationPort, sourcePort);
  }

  public boolean isIcmp() {
    return protocol == IpProtocol.ICMP || protocol == IpProtocol.ICMPV6;
  }

  /** ICMP type of the first packet, or -1 when the flow is not ICMP. */
  public int icmpType() {
    return isIcmp() ? destinationPort >>> 8 : -1;
  }

  /** ICMP code of the first packet, or -1 when the flow is not ICMP. */
  public int icmpCode() {
    return isIcmp() ? destinationPort & 0xFF : -1;
  }
}
