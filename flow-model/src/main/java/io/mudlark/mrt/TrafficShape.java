package io.mudlark.mrt;

import org.jspecify.annotations.Nullable;

/**
 * What a set of rejected flows looks like, in numbers that mean the same for every device.
 *
 * @param volume flows, packets and octets
 * @param distinctPeers addresses at the other end
 * @param distinctDevicePorts ports of the device, over protocols that have ports
 * @param distinctPeerPorts ports at the other end, likewise
 * @param inboundShare share of flows that the other end opened, 0 to 1
 * @param synOnlyShare share of flows whose opener sent TCP SYN and never ACK, 0 to 1
 * @param answeredShare share of flows in which both ends sent packets, 0 to 1
 * @param packetsPerFlow mean packets of both directions per flow; 0 without flows
 * @param topProtocol lower-case name of the protocol of most flows; null without flows
 * @param topProtocolShare its share of the flows, 0 to 1
 * @param kind what it amounts to
 * @param kindFlows how many of the flows are the reason for {@code kind}
 * @param kindPeer the address at the other end of these flows when there is one only, else null
 * @param kindPort the service's port when these flows share one, else null
 * @param kindProtocol lower-case name of the protocol of these flows; null without flows
 */
public record TrafficShape(
    Volume volume,
    int distinctPeers,
    int distinctDevicePorts,
    int distinctPeerPorts,
    double inboundShare,
    double synOnlyShare,
    double answeredShare,
    double packetsPerFlow,
    @Nullable String topProtocol,
    double topProtocolShare,
    TrafficKind kind,
    long kindFlows,
    @Nullable String kindPeer,
    @Nullable Integer kindPort,
    @Nullable String kindProtocol) {
  /** The shape of no traffic. */
  public static final TrafficShape NONE =
      new TrafficShape(
          Volume.NONE, 0, 0, 0, 0, 0, 0, 0, null, 0, TrafficKind.NONE, 0, null, null, null);
}
