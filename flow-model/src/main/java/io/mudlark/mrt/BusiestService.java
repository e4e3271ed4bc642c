package io.mudlark.mrt;

import io.mudlark.flow.IpProtocol;
import org.jspecify.annotations.Nullable;

/**
 * The service that most of a device's accepted flows are about, found with one counter (Boyer and
 * Moore, MJRTY, 1981): right whenever one service has more than half of the flows.
 *
 * @param inbound whether the other end opened the flows
 * @param protocol IP protocol number
 * @param port the service's port; 0 when the protocol has none
 * @param answered whether both ends sent packets
 * @param lead how far it is ahead of all others together
 */
public record BusiestService(boolean inbound, int protocol, int port, boolean answered, long lead) {
  /** The busiest after one more flow; {@code before} is null before the first. */
  public static BusiestService after(@Nullable BusiestService before, BusiestService flow) {
    if (before == null || before.lead == 0) {
      return flow;
    }
    boolean same =
        before.inbound == flow.inbound
            && before.protocol == flow.protocol
            && before.port == flow.port
            && before.answered == flow.answered;
    return new BusiestService(
        before.inbound,
        before.protocol,
        before.port,
        before.answered,
        before.lead + (same ? 1 : -1));
  }

  /** What an episode is called that is about connections to it which were left open. */
  public EpisodeSignature heldSignature() {
    return new EpisodeSignature(TrafficKind.HELD_CONNECTIONS, IpProtocol.name(protocol), port);
  }

  /** What an episode that is about it is called. */
  public EpisodeSignature signature() {
    TrafficKind kind =
        answered || inbound ? TrafficKind.PERMITTED_SURGE : TrafficKind.PERMITTED_FLOOD;
    return new EpisodeSignature(kind, IpProtocol.name(protocol), port == 0 ? null : port);
  }
}
