package io.mudlark.flow;

import org.jspecify.annotations.Nullable;

/**
 * A bidirectional flow (RFC 5103): all packets of one key between a first and a last time, with
 * both directions' counters.
 *
 * <p>Its event time is its end. "Forward" is from {@code key.source()} to {@code
 * key.destination()}.
 *
 * @param id content-derived identity
 * @param observationPoint the site where it was metered
 * @param key addresses, protocol, ports, VLAN, seen from the initiator
 * @param sourceMac the source's MAC as seen on this link, when known
 * @param destinationMac the destination's MAC as seen on this link, when known
 * @param startNanos time of the first packet of either direction, nanoseconds since the Unix epoch
 * @param endNanos time of the last packet of either direction, the same unit
 * @param forward what the source sent
 * @param reverse what the destination sent back; {@link Counters#NONE} for a uniflow
 * @param initiation how the initiator is known
 * @param endReason why the record was closed
 */
public record FlowRecord(
    FlowId id,
    String observationPoint,
    FlowKey key,
    @Nullable MacAddress sourceMac,
    @Nullable MacAddress destinationMac,
    long startNanos,
    long endNanos,
    Counters forward,
    Counters reverse,
    Initiation initiation,
    EndReason endReason) {

  /** Packets of both directions. */
  public long packets() {
    return forward.packets() + reverse.packets();
  }

  /** Octets of both directions. */
  public long octets() {
    return forward.octets() + reverse.octets();
  }

  /** TCP control bits of both directions, OR-ed. */
  public int tcpFlags() {
    return forward.tcpFlags() | reverse.tcpFlags();
  }

  /** The event time of the stream, in whole milliseconds since the Unix epoch. */
  public long endMillis() {
    return Math.floorDiv(endNanos, 1_000_000L);
  }
}
