package io.mudlark.generator.packet;

import io.mudlark.flow.MacAddress;

/**
 * The Ethernet part of a frame.
 *
 * @param source the sender on this link
 * @param destination the receiver on this link
 * @param vlanId the 802.1Q VLAN id of its tag, or {@code FlowKey.NO_VLAN} for none
 */
public record Link(MacAddress source, MacAddress destination, int vlanId) {
  /** The same link seen from the other side. */
  public Link reversed() {
    return new Link(destination, source, vlanId);
  }
}
