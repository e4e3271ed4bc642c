package io.mudlark.probe.export;

import io.mudlark.flow.Counters;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.ipfix.encode.MessageEncoder;
import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.registry.InformationElement;
import io.mudlark.ipfix.template.FieldSpecifier;
import io.mudlark.ipfix.template.Template;
import io.mudlark.ipfix.wire.Protocol;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends flow records as RFC 7011 has it: several in a message, texts in their own length, times
 * since 1900, sequence numbers that count records, templates repeated over UDP, biflows (RFC 5103),
 * and descriptions of the elements that IANA does not have (RFC 5610).
 */
public final class StandardsExporter implements FlowExporter {
  /** Template of IPv4 flows of which nothing more is known; IPv6 follows, then the layouts. */
  public static final int FIRST_TEMPLATE = 256;

  /** Options template that describes elements. */
  public static final int TYPE_TEMPLATE = 400;

  private static final int TEXTS = 4;
  private static final int OTHER_OCTETS = 300;
  private static final List<String> COMMON =
      List.of(
          "protocolIdentifier",
          "sourceTransportPort",
          "destinationTransportPort",
          "sourceMacAddress",
          "destinationMacAddress",
          "vlanId",
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
          "biflowDirection");

  private final StandardsSettings settings;
  private final ExportTarget target;
  private final MessageEncoder encoder;
  private final List<Template> templates = new ArrayList<>();
  private final TypeInformation types;
  private final TextCut texts = new TextCut();
  private int session;
  private long refreshAt = Long.MIN_VALUE;
  private long oldestNanos = Long.MAX_VALUE;
  private long exported;

  /** Sends nothing before the first record. */
  public StandardsExporter(StandardsSettings settings, ExportTarget target) {
    this.settings = settings;
    this.target = target;
    ElementRegistry tables = ElementRegistry.standard();
    List<InformationElement> own = own(tables, settings.enterprise());
    ElementRegistry registry = tables.with(own);
    this.encoder =
        new MessageEncoder(
            Protocol.IPFIX, settings.domain(), settings.maxOctets(), registry, target::send);
    this.types = new TypeInformation(TYPE_TEMPLATE, registry, own);
    for (RecordLayout layout : RecordLayout.values()) {
      templates.add(template(registry, layout, "IPv4Address", own));
      templates.add(template(registry, layout, "IPv6Address", own));
    }
  }

  /** The elements that layouts need beyond IANA's, under that enterprise number. */
  private static List<InformationElement> own(ElementRegistry tables, long enterprise) {
    List<InformationElement> own = new ArrayList<>();
    for (RecordLayout layout : RecordLayout.values()) {
      for (String name : layout.names()) {
        InformationElement element = tables.named(name);
        InformationElement moved =
            new InformationElement(
                enterprise,
                element.id(),
                element.name(),
                element.type(),
                element.semantics(),
                element.units(),
                false);
        if (!own.contains(moved)) {
          own.add(moved);
        }
      }
    }
    return own;
  }

  private Template template(
      ElementRegistry registry, RecordLayout layout, String family, List<InformationElement> own) {
    List<FieldSpecifier> fields = new ArrayList<>();
    fields.addAll(Fields.of(registry, List.of("source" + family, "destination" + family)));
    fields.addAll(Fields.of(registry, COMMON));
    for (String name : layout.names()) {
      own.stream()
          .filter(element -> element.name().equals(name))
          .map(Fields::of)
          .forEach(fields::add);
    }
    return Template.ofFlows(FIRST_TEMPLATE + templates.size(), fields);
  }

  @Override
  public void export(FlowRecord flow, long nowNanos) {
    announce(nowNanos);
    encoder.exportAt(nowNanos);
    List<@Nullable Object> values = common(flow);
    RecordLayout.values(flow.application(), values);
    texts.apply(values, (settings.maxOctets() - OTHER_OCTETS) / TEXTS);
    encoder.record(template(flow), values);
    exported++;
    oldestNanos = Math.min(oldestNanos, nowNanos);
    tick(nowNanos);
  }

  // The order of the layouts is the order of their templates.
  @SuppressWarnings("EnumOrdinal")
  private Template template(FlowRecord flow) {
    int family = flow.key().source().isV4() ? 0 : 1;
    return templates.get(2 * RecordLayout.of(flow).ordinal() + family);
  }

  /** Sends templates when a session begins, and over UDP again from time to time. */
  private void announce(long nowNanos) {
    if (!target.isOpen()) {
      // lost with its session, and counted so: the next one would not know its templates
      flush(nowNanos);
    }
    int current = target.session();
    if (current == session && (!target.isDatagram() || nowNanos < refreshAt)) {
      return;
    }
    encoder.exportAt(nowNanos);
    encoder.flush();
    session = current;
    refreshAt = nowNanos + settings.refresh().toNanos();
    templates.forEach(encoder::template);
    types.send(encoder);
  }

  private static List<@Nullable Object> common(FlowRecord flow) {
    FlowKey key = flow.key();
    Counters forward = flow.forward();
    Counters reverse = flow.reverse();
    boolean answered = !reverse.isEmpty();
    List<@Nullable Object> values = new ArrayList<>(36);
    values.add(key.source());
    values.add(key.destination());
    values.add((long) key.protocol());
    values.add((long) key.sourcePort());
    values.add((long) key.destinationPort());
    values.add(flow.sourceMac());
    values.add(flow.destinationMac());
    values.add(key.vlanId() == FlowKey.NO_VLAN ? 0L : (long) key.vlanId());
    values.add(time(flow.startNanos()));
    values.add(time(flow.endNanos()));
    values.add(forward.octets());
    values.add(forward.packets());
    values.add((long) forward.tcpFlags());
    values.add(time(answered ? reverse.firstNanos() : flow.startNanos()));
    values.add(time(answered ? reverse.lastNanos() : flow.startNanos()));
    values.add(reverse.octets());
    values.add(reverse.packets());
    values.add((long) reverse.tcpFlags());
    values.add((long) flow.endReason().code());
    // RFC 5103 6.3: 1 initiator, 0 arbitrary
    values.add(flow.initiation() == Initiation.UNKNOWN ? 0L : 1L);
    return values;
  }

  private static Instant time(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }

  @Override
  public void tick(long nowNanos) {
    if (oldestNanos != Long.MAX_VALUE && nowNanos - oldestNanos >= settings.maxDelay().toNanos()) {
      flush(nowNanos);
    }
  }

  @Override
  public void flush(long nowNanos) {
    encoder.exportAt(nowNanos);
    encoder.flush();
    oldestNanos = Long.MAX_VALUE;
  }

  @Override
  public void notes(ObjLongConsumer<String> sink) {
    sink.accept("export-records", exported);
    sink.accept("export-texts-cut", texts.count());
    sink.accept("export-messages", target.sent());
    sink.accept("export-messages-lost", target.lost());
  }

  @Override
  public void close() throws IOException {
    encoder.flush();
    target.close();
  }
}
