package io.mudlark.source.document;

import java.util.Map;

/** The names that goflow2 and pmacct give to information elements in their JSON. */
final class FieldNames {
  /** Stands in a name for the family of the flow's addresses, 4 or 6. */
  private static final String FAMILY = "*";

  /** goflow2 (v2, {@code -format json}) first, then pmacct (1.7, {@code print_output: json}). */
  private static final Map<String, String> ELEMENTS =
      Map.ofEntries(
          Map.entry("src_addr", "sourceIPv*Address"),
          Map.entry("dst_addr", "destinationIPv*Address"),
          Map.entry("src_port", "sourceTransportPort"),
          Map.entry("dst_port", "destinationTransportPort"),
          Map.entry("proto", "protocolIdentifier"),
          Map.entry("bytes", "octetDeltaCount"),
          Map.entry("packets", "packetDeltaCount"),
          Map.entry("time_flow_start_ns", "flowStartNanoseconds"),
          Map.entry("time_flow_end_ns", "flowEndNanoseconds"),
          Map.entry("src_mac", "sourceMacAddress"),
          Map.entry("dst_mac", "destinationMacAddress"),
          Map.entry("vlan_id", "vlanId"),
          Map.entry("tcp_flags", "tcpControlBits"),
          Map.entry("icmp_type", "icmpTypeIPv*"),
          Map.entry("icmp_code", "icmpCodeIPv*"),
          Map.entry("sampling_rate", "samplingInterval"),
          Map.entry("in_if", "ingressInterface"),
          Map.entry("out_if", "egressInterface"),
          Map.entry("ip_src", "sourceIPv*Address"),
          Map.entry("ip_dst", "destinationIPv*Address"),
          Map.entry("port_src", "sourceTransportPort"),
          Map.entry("port_dst", "destinationTransportPort"),
          Map.entry("ip_proto", "protocolIdentifier"),
          Map.entry("timestamp_start", "flowStartNanoseconds"),
          Map.entry("timestamp_end", "flowEndNanoseconds"),
          Map.entry("mac_src", "sourceMacAddress"),
          Map.entry("mac_dst", "destinationMacAddress"),
          Map.entry("vlan", "vlanId"),
          Map.entry("iface_in", "ingressInterface"),
          Map.entry("iface_out", "egressInterface"));

  private FieldNames() {}

  /**
   * The name of the element that a member of a document is.
   *
   * @param version of the flow's addresses, 4 or 6
   */
  static String element(String member, int version) {
    return ELEMENTS.getOrDefault(member, member).replace(FAMILY, String.valueOf(version));
  }
}
