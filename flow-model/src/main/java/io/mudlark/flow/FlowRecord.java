package io.mudlark.flow;

import io.mudlark.flow.application.ApplicationFacet;
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
 * @param origin which exporter told of it; null when it was metered here
 * @param application what is known of the application protocol; null when nobody looked
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
    EndReason endReason,
    @Nullable ExportOrigin origin,
    @Nullable ApplicationFacet application) {

  /** A flow of which nothing is known above the transport layer. */
  public FlowRecord(
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
    this(
        id,
        observationPoint,
        key,
        sourceMac,
        destinationMac,
        startNanos,
        endNanos,
        forward,
        reverse,
        initiation,
        endReason,
        null,
        null);
  }

  /** The same flow with what is known of its application protocol. */
  public FlowRecord with(ApplicationFacet facet) {
    return new FlowRecord(
        id,
        observationPoint,
        key,
        sourceMac,
        destinationMac,
        startNanos,
        endNanos,
        forward,
        reverse,
        initiation,
        endReason,
        origin,
        facet);
  }

  /** Whether another flow record counts the same packets: an exchange inside a metered flow. */
  public boolean isInsideMeteredFlow() {
    return application instanceof ApplicationFacet.Exchange exchange && exchange.metered();
  }

  /** Packets of both directions. */
  public long packets() {
    return Counters.sum(forward.packets(), reverse.packets());
  }

  /** Octets of both directions. */
  public long octets() {
    return Counters.sum(forward.octets(), reverse.octets());
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
