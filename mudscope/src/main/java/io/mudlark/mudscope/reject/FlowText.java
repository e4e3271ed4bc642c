package io.mudlark.mudscope.reject;

import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.MacAddress;
import org.jspecify.annotations.Nullable;

/** The text by which the register lists one direction of a flow, in the manner of MUDscope's. */
final class FlowText {
  private FlowText() {}

  /** {@code sourceMac~destinationMac~ethType~source~destination~port~port~protocol}. */
  static String of(FlowRecord flow, boolean forward) {
    FlowKey key = flow.key();
    boolean ports = IpProtocol.hasPorts(key.protocol());
    String source = ports ? Integer.toString(key.sourcePort()) : "?";
    String destination = ports ? Integer.toString(key.destinationPort()) : "?";
    return String.join(
        "~",
        mac(forward ? flow.sourceMac() : flow.destinationMac()),
        mac(forward ? flow.destinationMac() : flow.sourceMac()),
        key.source().isV4() ? "0x0800" : "0x86dd",
        (forward ? key.source() : key.destination()).toString(),
        (forward ? key.destination() : key.source()).toString(),
        forward ? source : destination,
        forward ? destination : source,
        Integer.toString(key.protocol()));
  }

  private static String mac(@Nullable MacAddress mac) {
    return mac == null ? "?" : mac.toString();
  }
}
