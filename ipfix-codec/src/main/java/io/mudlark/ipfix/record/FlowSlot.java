package io.mudlark.ipfix.record;

/**
 * The information elements that a flow record is made of, by their names in the registry.
 *
 * <p>Everything else in a record is skipped on the way to a flow record and still found by {@link
 * RecordView#toMap}.
 */
enum FlowSlot {
  SOURCE_IPV4("sourceIPv4Address"),
  DESTINATION_IPV4("destinationIPv4Address"),
  SOURCE_IPV6("sourceIPv6Address"),
  DESTINATION_IPV6("destinationIPv6Address"),
  IP_VERSION("ipVersion"),
  PROTOCOL("protocolIdentifier"),
  SOURCE_PORT("sourceTransportPort"),
  DESTINATION_PORT("destinationTransportPort"),
  UDP_SOURCE_PORT("udpSourcePort"),
  UDP_DESTINATION_PORT("udpDestinationPort"),
  TCP_SOURCE_PORT("tcpSourcePort"),
  TCP_DESTINATION_PORT("tcpDestinationPort"),
  ICMP_TYPE_CODE_V4("icmpTypeCodeIPv4"),
  ICMP_TYPE_CODE_V6("icmpTypeCodeIPv6"),
  ICMP_TYPE_V4("icmpTypeIPv4"),
  ICMP_CODE_V4("icmpCodeIPv4"),
  ICMP_TYPE_V6("icmpTypeIPv6"),
  ICMP_CODE_V6("icmpCodeIPv6"),
  TCP_FLAGS("tcpControlBits"),
  INITIAL_TCP_FLAGS("initialTCPFlags"),
  UNION_TCP_FLAGS("unionTCPFlags"),
  OCTET_DELTA("octetDeltaCount"),
  OCTET_TOTAL("octetTotalCount"),
  POST_OCTET_DELTA("postOctetDeltaCount"),
  LAYER2_OCTET_DELTA("layer2OctetDeltaCount"),
  INITIATOR_OCTETS("initiatorOctets"),
  RESPONDER_OCTETS("responderOctets"),
  PACKET_DELTA("packetDeltaCount"),
  PACKET_TOTAL("packetTotalCount"),
  POST_PACKET_DELTA("postPacketDeltaCount"),
  INITIATOR_PACKETS("initiatorPackets"),
  RESPONDER_PACKETS("responderPackets"),
  START_SECONDS("flowStartSeconds"),
  START_MILLIS("flowStartMilliseconds"),
  START_MICROS("flowStartMicroseconds"),
  START_NANOS("flowStartNanoseconds"),
  START_DELTA_MICROS("flowStartDeltaMicroseconds"),
  START_UPTIME("flowStartSysUpTime"),
  END_SECONDS("flowEndSeconds"),
  END_MILLIS("flowEndMilliseconds"),
  END_MICROS("flowEndMicroseconds"),
  END_NANOS("flowEndNanoseconds"),
  END_DELTA_MICROS("flowEndDeltaMicroseconds"),
  END_UPTIME("flowEndSysUpTime"),
  OBSERVATION_SECONDS("observationTimeSeconds"),
  OBSERVATION_MILLIS("observationTimeMilliseconds"),
  OBSERVATION_MICROS("observationTimeMicroseconds"),
  OBSERVATION_NANOS("observationTimeNanoseconds"),
  DURATION_MILLIS("flowDurationMilliseconds"),
  DURATION_MICROS("flowDurationMicroseconds"),
  SYSTEM_INIT_MILLIS("systemInitTimeMilliseconds"),
  END_REASON("flowEndReason"),
  DOT1Q_VLAN("dot1qVlanId"),
  VLAN("vlanId"),
  SOURCE_MAC("sourceMacAddress"),
  DESTINATION_MAC("destinationMacAddress"),
  INGRESS_INTERFACE("ingressInterface"),
  EGRESS_INTERFACE("egressInterface"),
  BIFLOW_DIRECTION("biflowDirection"),
  SELECTOR_ID("selectorId"),
  SAMPLER_ID("samplerId"),
  SAMPLING_INTERVAL("samplingInterval"),
  SAMPLING_PACKET_INTERVAL("samplingPacketInterval"),
  SAMPLING_PACKET_SPACE("samplingPacketSpace"),
  SAMPLER_RANDOM_INTERVAL("samplerRandomInterval"),
  REVERSE_OCTET_DELTA("reverseOctetDeltaCount"),
  REVERSE_OCTET_TOTAL("reverseOctetTotalCount"),
  REVERSE_PACKET_DELTA("reversePacketDeltaCount"),
  REVERSE_PACKET_TOTAL("reversePacketTotalCount"),
  REVERSE_TCP_FLAGS("reverseTcpControlBits"),
  REVERSE_INITIAL_TCP_FLAGS("reverseInitialTCPFlags"),
  REVERSE_UNION_TCP_FLAGS("reverseUnionTCPFlags"),
  REVERSE_DELTA_MILLIS("reverseFlowDeltaMilliseconds"),
  REVERSE_START_SECONDS("reverseFlowStartSeconds"),
  REVERSE_START_MILLIS("reverseFlowStartMilliseconds"),
  REVERSE_START_MICROS("reverseFlowStartMicroseconds"),
  REVERSE_START_NANOS("reverseFlowStartNanoseconds"),
  REVERSE_START_UPTIME("reverseFlowStartSysUpTime"),
  REVERSE_END_SECONDS("reverseFlowEndSeconds"),
  REVERSE_END_MILLIS("reverseFlowEndMilliseconds"),
  REVERSE_END_MICROS("reverseFlowEndMicroseconds"),
  REVERSE_END_NANOS("reverseFlowEndNanoseconds"),
  REVERSE_END_UPTIME("reverseFlowEndSysUpTime");

  private final String element;

  FlowSlot(String element) {
    this.element = element;
  }

  /** Its place among the numbers of a record, which are never saved. */
  @SuppressWarnings("EnumOrdinal") // an index of a private array that lives as long as the process
  int place() {
    return ordinal();
  }

  /** The name of the information element. */
  String element() {
    return element;
  }
}
