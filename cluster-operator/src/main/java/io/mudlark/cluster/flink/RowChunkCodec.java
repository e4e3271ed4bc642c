package io.mudlark.cluster.flink;

import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.flink.Codec;
import io.mudlark.flow.flink.Wire;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The binary form of the rejected flows that wait in an open window: most of what is in state. */
public final class RowChunkCodec implements Codec<RowChunk> {
  private static final int INBOUND = 1;
  private static final int INITIATOR_KNOWN = 2;

  @Override
  public String name() {
    return RowChunkCodec.class.getName();
  }

  @Override
  public Class<RowChunk> type() {
    return RowChunk.class;
  }

  @Override
  public RowChunk copy(RowChunk value) {
    return value.copy();
  }

  @Override
  public boolean isImmutable() {
    return false;
  }

  @Override
  public void write(RowChunk chunk, DataOutputView out) throws IOException {
    Wire.writeVar(out, chunk.size());
    for (FlowRow row : chunk.rows()) {
      write(row, out);
    }
  }

  private static void write(FlowRow row, DataOutputView out) throws IOException {
    out.writeLong(row.viewId().high());
    out.writeLong(row.viewId().low());
    out.writeLong(row.flowId().high());
    out.writeLong(row.flowId().low());
    Wire.writeAddress(out, row.peer());
    out.writeByte((row.inbound() ? INBOUND : 0) | (row.initiatorKnown() ? INITIATOR_KNOWN : 0));
    out.writeByte(row.protocol());
    out.writeShort(row.devicePort());
    out.writeShort(row.peerPort());
    out.writeLong(row.startNanos());
    Wire.writeVar(out, row.endNanos() - row.startNanos());
    Wire.writeVar(out, row.packetsOut());
    Wire.writeVar(out, row.octetsOut());
    Wire.writeVar(out, row.flagsOut());
    Wire.writeVar(out, row.packetsIn());
    Wire.writeVar(out, row.octetsIn());
    Wire.writeVar(out, row.flagsIn());
  }

  @Override
  public RowChunk read(DataInputView in, int version) throws IOException {
    long size = Wire.readVar(in);
    if (size < 0 || size > RowChunk.MAX) {
      throw new IOException("a chunk of " + size + " flows is larger than any that is written");
    }
    FlowRow[] rows = new FlowRow[(int) size];
    for (int i = 0; i < size; i++) {
      rows[i] = readRow(in);
    }
    return RowChunk.of(rows);
  }

  private static FlowRow readRow(DataInputView in) throws IOException {
    FlowId viewId = new FlowId(in.readLong(), in.readLong());
    FlowId flowId = new FlowId(in.readLong(), in.readLong());
    var peer = Wire.readAddress(in);
    int flags = in.readUnsignedByte();
    int protocol = in.readUnsignedByte();
    int devicePort = in.readUnsignedShort();
    int peerPort = in.readUnsignedShort();
    long start = in.readLong();
    return new FlowRow(
        viewId,
        flowId,
        peer,
        (flags & INBOUND) != 0,
        (flags & INITIATOR_KNOWN) != 0,
        protocol,
        devicePort,
        peerPort,
        start,
        start + Wire.readVar(in),
        Wire.readVar(in),
        Wire.readVar(in),
        Wire.readVarInt(in),
        Wire.readVar(in),
        Wire.readVar(in),
        Wire.readVarInt(in));
  }
}
