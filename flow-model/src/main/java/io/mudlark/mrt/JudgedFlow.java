package io.mudlark.mrt;

import io.mudlark.flow.ContentHash;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.IpAddress;
import io.mudlark.site.DeviceId;
import io.mudlark.site.Role;

/**
 * One device's view of a flow with its verdict: what leaves enforcement.
 *
 * @param device whose view it is
 * @param role which end of the flow the device is
 * @param flow the flow
 * @param verdict the judgement
 */
public record JudgedFlow(DeviceId device, Role role, FlowRecord flow, Verdict verdict) {
  /** Identity of the view: a flow between two devices has two. */
  public FlowId viewId() {
    return new ContentHash()
        .number(flow.id().high())
        .number(flow.id().low())
        .text(role.name())
        .text(device.site())
        .text(device.name())
        .id();
  }

  public boolean isRejected() {
    return verdict.outcome() == Outcome.REJECTED;
  }

  /** Whether the device opened the conversation. */
  public boolean deviceInitiated() {
    return role == Role.SOURCE;
  }

  /** The address at the other end. */
  public IpAddress peer() {
    return role == Role.SOURCE ? flow.key().destination() : flow.key().source();
  }

  /** The port at the other end, 0 when the protocol has none. */
  public int peerPort() {
    return role == Role.SOURCE ? flow.key().destinationPort() : flow.key().sourcePort();
  }

  /** The device's own port, 0 when the protocol has none. */
  public int devicePort() {
    return role == Role.SOURCE ? flow.key().sourcePort() : flow.key().destinationPort();
  }
}
