package io.mudlark.flow.flink;

import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.ExportOrigin;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of a flow record: the hot type of the stream, about 90 octets for an IPv4 biflow
 * without an application facet.
 *
 * <p>Times of the directions are kept as differences to the start of the flow.
 */
final class FlowRecordCodec implements Codec<FlowRecord> {
  private static final Initiation[] INITIATIONS = Initiation.values();
  private static final EndReason[] END_REASONS = EndReason.values();

  /** In the place of packets that nobody counted: 0 ends a direction that is empty. */
  private static final long OCTETS_ONLY = -1;

  private final RecentTexts texts;
  private final LastText exporters = new LastText();
  private final ApplicationFacetCodec applications;

  FlowRecordCodec() {
    this(new RecentTexts());
  }

  FlowRecordCodec(RecentTexts texts) {
    this.texts = texts;
    applications = new ApplicationFacetCodec(texts);
  }

  @Override
  public String name() {
    return "flow-record";
  }

  @Override
  public Class<FlowRecord> type() {
    return FlowRecord.class;
  }

  @Override
  public void write(FlowRecord flow, DataOutputView out) throws IOException {
    out.writeLong(flow.id().high());
    out.writeLong(flow.id().low());
    Wire.writeText(out, flow.observationPoint());
    writeRest(flow, out);
  }

  /** All but where it was observed. */
  void writeWithoutSite(FlowRecord flow, DataOutputView out) throws IOException {
    out.writeLong(flow.id().high());
    out.writeLong(flow.id().low());
    writeRest(flow, out);
  }

  private void writeRest(FlowRecord flow, DataOutputView out) throws IOException {
    writeKey(flow.key(), out);
    Wire.writeMac(out, flow.sourceMac());
    Wire.writeMac(out, flow.destinationMac());
    out.writeLong(flow.startNanos());
    Wire.writeVar(out, flow.endNanos() - flow.startNanos());
    writeCounters(flow.forward(), flow.startNanos(), out);
    writeCounters(flow.reverse(), flow.startNanos(), out);
    out.writeByte(indexOf(INITIATIONS, flow.initiation()));
    out.writeByte(flow.endReason().code());
    writeOrigin(flow.origin(), out);
    applications.write(flow.application(), out);
  }

  private static void writeKey(FlowKey key, DataOutputView out) throws IOException {
    out.writeShort(key.vlanId());
    Wire.writeAddress(out, key.source());
    Wire.writeAddress(out, key.destination());
    out.writeByte(key.protocol());
    out.writeShort(key.sourcePort());
    out.writeShort(key.destinationPort());
  }

  private static void writeCounters(Counters counters, long startNanos, DataOutputView out)
      throws IOException {
    if (counters.isEmpty()) {
      Wire.writeVar(out, 0);
      return;
    }
    Wire.writeVar(out, counters.packets() == 0 ? OCTETS_ONLY : counters.packets());
    Wire.writeVar(out, counters.octets());
    Wire.writeVar(out, counters.tcpFlags());
    Wire.writeVar(out, counters.firstNanos() - startNanos);
    Wire.writeVar(out, counters.lastNanos() - startNanos);
  }

  @Override
  public FlowRecord read(DataInputView in, int version) throws IOException {
    FlowId id = new FlowId(in.readLong(), in.readLong());
    return readRest(id, texts.read(in), in);
  }

  /** What {@link #writeWithoutSite} wrote. */
  FlowRecord readWithoutSite(String observationPoint, DataInputView in) throws IOException {
    return readRest(new FlowId(in.readLong(), in.readLong()), observationPoint, in);
  }

  private FlowRecord readRest(FlowId id, String observationPoint, DataInputView in)
      throws IOException {
    FlowKey key = readKey(in);
    var sourceMac = Wire.readMac(in);
    var destinationMac = Wire.readMac(in);
    long start = in.readLong();
    long end = start + Wire.readVar(in);
    Counters forward = readCounters(in, start);
    Counters reverse = readCounters(in, start);
    Initiation initiation = INITIATIONS[in.readUnsignedByte()];
    EndReason endReason = END_REASONS[in.readUnsignedByte() - 1];
    return new FlowRecord(
        id,
        observationPoint,
        key,
        sourceMac,
        destinationMac,
        start,
        end,
        forward,
        reverse,
        initiation,
        endReason,
        readOrigin(in),
        applications.read(in));
  }

  private void writeOrigin(@Nullable ExportOrigin origin, DataOutputView out) throws IOException {
    out.writeBoolean(origin != null);
    if (origin != null) {
      exporters.write(origin.exporter(), out);
      Wire.writeVar(out, origin.domain());
      Wire.writeVar(out, origin.samplingInterval());
    }
  }

  private @Nullable ExportOrigin readOrigin(DataInputView in) throws IOException {
    return in.readBoolean()
        ? new ExportOrigin(texts.read(in), Wire.readVar(in), Wire.readVar(in))
        : null;
  }

  private static FlowKey readKey(DataInputView in) throws IOException {
    return new FlowKey(
        in.readShort(),
        Wire.readAddress(in),
        Wire.readAddress(in),
        in.readUnsignedByte(),
        in.readUnsignedShort(),
        in.readUnsignedShort());
  }

  private static Counters readCounters(DataInputView in, long start) throws IOException {
    long packets = Wire.readVar(in);
    if (packets == 0) {
      return Counters.NONE;
    }
    return new Counters(
        packets == OCTETS_ONLY ? 0 : packets,
        Wire.readVar(in),
        Wire.readVarInt(in),
        start + Wire.readVar(in),
        start + Wire.readVar(in));
  }

  /** The wire number of a constant: its place, which the golden bytes hold fast. */
  private static int indexOf(Initiation[] constants, Initiation value) {
    for (int i = 0; i < constants.length; i++) {
      if (constants[i] == value) {
        return i;
      }
    }
    throw new IllegalArgumentException("unknown " + value);
  }
}
