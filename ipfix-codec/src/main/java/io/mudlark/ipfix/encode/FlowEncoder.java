package io.mudlark.ipfix.encode;

import io.mudlark.flow.Counters;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.template.FieldSpecifier;
import io.mudlark.ipfix.template.Template;
import io.mudlark.ipfix.wire.Protocol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes flow records as IPFIX biflows (RFC 5103) or as NetFlow v9 uniflows.
 *
 * <p>IPFIX keeps nanoseconds, both directions, MACs, VLAN, TCP flags and the end reason; one
 * template for each address family. NetFlow v9 knows milliseconds of uptime and one direction, so a
 * biflow becomes two records, and the end reason is lost.
 */
public final class FlowEncoder {
  /** Template of IPv4 flows; IPv6 has the next id. */
  public static final int FIRST_TEMPLATE = 256;

  private static final String[] BOTH = {
    "protocolIdentifier",
    "sourceTransportPort",
    "destinationTransportPort",
    "sourceMacAddress",
    "destinationMacAddress",
    "vlanId",
  };
  private static final String[] IPFIX_ONLY = {
    "flowStartNanoseconds",
    "flowEndNanoseconds",
    "octetDeltaCount",
    "packetDeltaCount",
    "tcpControlBits",
    "reverseFlowStartNanoseconds",
    "reverseFlowEndNanoseconds",
    "reverseOctetDeltaCount",
    "reversePacketDeltaCount",
    "reverseTcpControlBits",
    "flowEndReason",
    "biflowDirection"
  };
  private static final String[] V9_ONLY = {
    "flowStartSysUpTime",
    "flowEndSysUpTime",
    "octetDeltaCount",
    "packetDeltaCount",
    "tcpControlBits"
  };

  private final MessageEncoder encoder;
  private final boolean ipfix;
  private final long bootNanos;
  private final Template v4;
  private final Template v6;

  /**
   * @param encoder takes templates and records
   * @param protocol the encoder's
   * @param registry names the elements
   * @param bootNanos when the exporter started, nanoseconds since the Unix epoch; flows that began
   *     earlier cannot be told in NetFlow v9
   */
  public FlowEncoder(
      MessageEncoder encoder, Protocol protocol, ElementRegistry registry, long bootNanos) {
    this.encoder = encoder;
    this.ipfix = protocol == Protocol.IPFIX;
    this.bootNanos = bootNanos;
    this.v4 = Template.ofFlows(FIRST_TEMPLATE, fields(registry, "IPv4Address"));
    this.v6 = Template.ofFlows(FIRST_TEMPLATE + 1, fields(registry, "IPv6Address"));
    encoder.startedAt(bootNanos);
  }

  private List<FieldSpecifier> fields(ElementRegistry registry, String family) {
    List<FieldSpecifier> fields = new ArrayList<>();
    fields.addAll(MessageEncoder.fields(registry, "source" + family, "destination" + family));
    fields.addAll(MessageEncoder.fields(registry, BOTH));
    fields.addAll(MessageEncoder.fields(registry, ipfix ? IPFIX_ONLY : V9_ONLY));
    if (!ipfix) {
      fields.replaceAll(
          field -> field.id() == 6 ? new FieldSpecifier(field.enterprise(), 6, 1) : field);
    }
    return fields;
  }

  /** Announces both templates; over UDP this is repeated from time to time (RFC 7011 8.4). */
  public void templates() {
    encoder.template(v4);
    encoder.template(v6);
  }

  /** Adds a flow: one record in IPFIX, one for each direction with packets in NetFlow v9. */
  public void flow(FlowRecord flow) {
    Template template = flow.key().source().isV4() ? v4 : v6;
    if (ipfix) {
      encoder.record(template, biflow(flow));
      return;
    }
    encoder.record(template, uniflow(flow, flow.key(), flow.forward(), false));
    if (!flow.reverse().isEmpty()) {
      encoder.record(template, uniflow(flow, flow.key().reversed(), flow.reverse(), true));
    }
  }

  private static List<@Nullable Object> biflow(FlowRecord flow) {
    Counters forward = flow.forward();
    Counters reverse = flow.reverse();
    List<@Nullable Object> values = new ArrayList<>(key(flow, flow.key(), false));
    values.add(time(flow.startNanos()));
    values.add(time(flow.endNanos()));
    values.add(forward.octets());
    values.add(forward.packets());
    values.add((long) forward.tcpFlags());
    boolean some = !reverse.isEmpty();
    values.add(time(some ? reverse.firstNanos() : flow.startNanos()));
    values.add(time(some ? reverse.lastNanos() : flow.startNanos()));
    values.add(reverse.octets());
    values.add(reverse.packets());
    values.add((long) reverse.tcpFlags());
    values.add((long) flow.endReason().code());
    // RFC 5103 6.3: 1 initiator, 0 arbitrary
    values.add(flow.initiation() == Initiation.UNKNOWN ? 0L : 1L);
    return values;
  }

  private List<@Nullable Object> uniflow(
      FlowRecord flow, FlowKey key, Counters counters, boolean reversed) {
    List<@Nullable Object> values = new ArrayList<>(key(flow, key, reversed));
    long first = counters.isEmpty() ? flow.startNanos() : counters.firstNanos();
    long last = counters.isEmpty() ? flow.endNanos() : counters.lastNanos();
    values.add(Math.max(0, Math.floorDiv(first - bootNanos, 1_000_000L)));
    values.add(Math.max(0, Math.floorDiv(last - bootNanos, 1_000_000L)));
    values.add(counters.octets());
    values.add(counters.packets());
    values.add((long) counters.tcpFlags());
    return values;
  }

  private static List<@Nullable Object> key(FlowRecord flow, FlowKey key, boolean reversed) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(key.source());
    values.add(key.destination());
    values.add((long) key.protocol());
    values.add((long) key.sourcePort());
    values.add((long) key.destinationPort());
    values.add(reversed ? flow.destinationMac() : flow.sourceMac());
    values.add(reversed ? flow.sourceMac() : flow.destinationMac());
    values.add(key.vlanId() == FlowKey.NO_VLAN ? 0L : (long) key.vlanId());
    return values;
  }

  private static Instant time(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}
