package io.mudlark.mrt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one service that a device's profile does not know was used in a window: the rejected flows of
 * one direction, protocol and service port, with one other end or with any.
 *
 * <p>A contact is a new conversation: a TCP flow that begins with a SYN, or any flow of another
 * protocol. Contacts that start within a second of each other are one.
 *
 * @param inbound whether the other end opened the flows
 * @param protocol lower-case name of the IP protocol
 * @param port the service's port; null when the protocol has none
 * @param peer the other end; null for all other ends of the service taken together
 * @param volume its flows, packets and octets
 * @param mostPackets packets of its largest flow
 * @param housekeeping whether it is of a sort that devices use at even intervals for ordinary
 *     reasons (names, time): regularity then means nothing
 * @param contacts how many contacts
 * @param firstContactMillis start of the first contact, milliseconds since the Unix epoch; null
 *     without one, when all flows continue older conversations
 * @param lastContactMillis start of the last contact, likewise
 * @param meanGapSeconds mean time between contacts; 0 with fewer than two
 * @param gapDeviationSeconds population standard deviation of these times; 0 with fewer than two
 * @param latestGapsSeconds the last of these times, at most 16, oldest first
 */
public record ServiceUse(
    boolean inbound,
    String protocol,
    @Nullable Integer port,
    @Nullable String peer,
    Volume volume,
    long mostPackets,
    boolean housekeeping,
    int contacts,
    @Nullable Long firstContactMillis,
    @Nullable Long lastContactMillis,
    double meanGapSeconds,
    double gapDeviationSeconds,
    List<Double> latestGapsSeconds) {
  public ServiceUse {
    latestGapsSeconds = List.copyOf(latestGapsSeconds);
  }
}
