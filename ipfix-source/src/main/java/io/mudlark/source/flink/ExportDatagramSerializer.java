package io.mudlark.source.flink;

import io.mudlark.source.datagram.ExportDatagram;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Writes export datagrams between the source and the decoder; each says of which version it is.
 *
 * <p>Datagrams are never kept in state, only in the buffers of unaligned checkpoints.
 */
public final class ExportDatagramSerializer extends TypeSerializerSingleton<ExportDatagram> {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 2;
  private static final byte WITHOUT_ENDS = 1;
  private static final int GREATEST = 65_535;

  /** The one serializer: it remembers nothing. */
  public static final ExportDatagramSerializer INSTANCE = new ExportDatagramSerializer();

  private ExportDatagramSerializer() {}

  /** What a savepoint remembers of it. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ExportDatagram> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public ExportDatagram createInstance() {
    return new ExportDatagram("", "", 0, new byte[0]);
  }

  @Override
  public ExportDatagram copy(ExportDatagram from) {
    return from;
  }

  @Override
  public ExportDatagram copy(ExportDatagram from, ExportDatagram reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(ExportDatagram datagram, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    StringValue.writeString(datagram.site(), out);
    StringValue.writeString(datagram.exporter(), out);
    out.writeLong(datagram.receiveNanos());
    out.writeLong(datagram.droppedBefore());
    out.writeByte(datagram.kind().code());
    out.writeInt(datagram.bytes().length);
    out.write(datagram.bytes());
  }

  @Override
  public ExportDatagram deserialize(DataInputView in) throws IOException {
    int version = in.readByte();
    if (version != VERSION && version != WITHOUT_ENDS) {
      throw new IOException("an export datagram of version " + version + " is not known");
    }
    String site = StringValue.readString(in);
    String exporter = StringValue.readString(in);
    long receiveNanos = in.readLong();
    long dropped = in.readLong();
    byte code = version == WITHOUT_ENDS ? 0 : in.readByte();
    ExportDatagram.Kind kind = ExportDatagram.Kind.of(code);
    int length = in.readInt();
    if (kind == null || length < 0 || length > GREATEST) {
      throw new IOException("an export datagram of kind " + code + " and " + length + " octets");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new ExportDatagram(site, exporter, receiveNanos, bytes, dropped, kind);
  }

  @Override
  public ExportDatagram deserialize(ExportDatagram reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public TypeSerializerSnapshot<ExportDatagram> snapshotConfiguration() {
    return new Snapshot();
  }
}
