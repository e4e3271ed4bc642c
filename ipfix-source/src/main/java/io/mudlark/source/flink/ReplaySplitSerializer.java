package io.mudlark.source.flink;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.types.StringValue;

/** Writes the splits of recorded exports, alone and as the enumerator's list of unassigned ones. */
final class ReplaySplitSerializer implements SimpleVersionedSerializer<List<ReplaySplit>> {
  static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(List<ReplaySplit> splits) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(splits.size());
    for (ReplaySplit split : splits) {
      write(split, out);
    }
    return bytes.toByteArray();
  }

  private static void write(ReplaySplit split, DataOutputStream out) throws IOException {
    StringValue.writeString(split.site(), out);
    StringValue.writeString(split.file(), out);
    out.writeLong(split.emitted());
  }

  private static ReplaySplit read(DataInputStream in) throws IOException {
    return new ReplaySplit(StringValue.readString(in), StringValue.readString(in), in.readLong());
  }

  @Override
  public List<ReplaySplit> deserialize(int version, byte[] serialized) throws IOException {
    check(version);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
    List<ReplaySplit> splits = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      splits.add(read(in));
    }
    return splits;
  }

  private static void check(int version) throws IOException {
    if (version != VERSION) {
      throw new IOException("splits of recorded exports of version " + version + " are not known");
    }
  }

  /** The same for a single split, as Flink wants it for readers. */
  static SimpleVersionedSerializer<ReplaySplit> ofOne() {
    return new SimpleVersionedSerializer<>() {
      @Override
      public int getVersion() {
        return VERSION;
      }

      @Override
      public byte[] serialize(ReplaySplit split) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(split, new DataOutputStream(bytes));
        return bytes.toByteArray();
      }

      @Override
      public ReplaySplit deserialize(int version, byte[] serialized) throws IOException {
        check(version);
        return read(new DataInputStream(new ByteArrayInputStream(serialized)));
      }
    };
  }
}
