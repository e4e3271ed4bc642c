package io.mudlark.mud.match;

import io.mudlark.flow.Counters;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.MacAddress;
import io.mudlark.site.Role;
import org.jspecify.annotations.Nullable;

/** One direction of a flow as its packets look on the wire, and which end the device is. */
final class DirectionView {
  final FlowRecord flow;
  final boolean fromDevice;
  final boolean deviceIsSource;
  final IpAddress source;
  final IpAddress destination;
  final int protocol;
  final boolean hasPorts;
  final int sourcePort;
  final int destinationPort;
  private final boolean forward;

  DirectionView(FlowRecord flow, Role role, boolean fromDevice) {
    this.flow = flow;
    this.fromDevice = fromDevice;
    deviceIsSource = role == Role.SOURCE;
    forward = deviceIsSource == fromDevice;
    FlowKey key = flow.key();
    source = forward ? key.source() : key.destination();
    destination = forward ? key.destination() : key.source();
    protocol = key.protocol();
    hasPorts = IpProtocol.hasPorts(protocol);
    sourcePort = !hasPorts ? 0 : forward ? key.sourcePort() : key.destinationPort();
    destinationPort = !hasPorts ? 0 : forward ? key.destinationPort() : key.sourcePort();
  }

  IpAddress peer() {
    return fromDevice ? destination : source;
  }

  IpAddress device() {
    return fromDevice ? source : destination;
  }

  @Nullable MacAddress peerMac() {
    return fromDevice ? destinationMac() : sourceMac();
  }

  @Nullable MacAddress sourceMac() {
    return forward ? flow.sourceMac() : flow.destinationMac();
  }

  /** As seen, or for a group address as IP maps it onto Ethernet (RFC 1112, RFC 2464). */
  @Nullable MacAddress destinationMac() {
    MacAddress seen = forward ? flow.destinationMac() : flow.sourceMac();
    if (seen != null) {
      return seen;
    }
    if (destination.isLimitedBroadcast()) {
      return MacAddress.BROADCAST;
    }
    if (!destination.isMulticast()) {
      return null;
    }
    return destination.isV4()
        ? new MacAddress(0x0100_5E00_0000L | (destination.low() & 0x7F_FFFFL))
        : new MacAddress(0x3333_0000_0000L | (destination.low() & 0xFFFF_FFFFL));
  }

  Counters counters() {
    return forward ? flow.forward() : flow.reverse();
  }

  /** ICMP type of this direction's packets, -1 when the flow is not ICMP. */
  int icmpType() {
    int type = flow.key().icmpType();
    return forward || type < 0 ? type : IcmpPairs.answer(protocol, type);
  }

  /** ICMP code of this direction's packets; the answers of all pairs have code 0. */
  int icmpCode() {
    int code = flow.key().icmpCode();
    if (forward || code < 0) {
      return code;
    }
    int type = flow.key().icmpType();
    return IcmpPairs.answer(protocol, type) == type ? code : 0;
  }

  boolean initiatorUnknown() {
    return flow.initiation() == Initiation.UNKNOWN;
  }
}
