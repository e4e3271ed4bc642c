package io.mudlark.ipfix.record;

import io.mudlark.flow.FlowRecord;
import io.mudlark.ipfix.wire.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * A flow record with what only an export knows about it.
 *
 * @param flow the flow; its counters are raw, as the exporter wrote them
 * @param exporter transport session it came by
 * @param domain observation domain
 * @param protocol protocol of the message
 * @param exportNanos when the message was sent by the exporter's clock, nanoseconds since the Unix
 *     epoch
 * @param receiveNanos when it was received, the same unit
 * @param sampling one packet of how many was counted
 * @param ingressInterface SNMP index, 0 when unknown
 * @param egressInterface SNMP index, 0 when unknown
 * @param biflow whether the template has both directions (RFC 5103)
 * @param dialect the known exporter whose habits were allowed for, or null
 */
public record DecodedFlow(
    FlowRecord flow,
    String exporter,
    long domain,
    Protocol protocol,
    long exportNanos,
    long receiveNanos,
    SamplingInterval sampling,
    long ingressInterface,
    long egressInterface,
    boolean biflow,
    @Nullable String dialect) {

  /** Packets of both directions, multiplied by the sampling interval. */
  public long scaledPackets() {
    return scaled(flow.packets());
  }

  /** Octets of both directions, multiplied by the sampling interval. */
  public long scaledOctets() {
    return scaled(flow.octets());
  }

  private long scaled(long count) {
    long high = Math.multiplyHigh(count, sampling.interval());
    return high != 0 ? Long.MAX_VALUE : Math.max(0, count * sampling.interval());
  }
}
