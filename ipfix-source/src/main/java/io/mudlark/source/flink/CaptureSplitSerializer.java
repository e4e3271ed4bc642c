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

/** Writes the splits of captures, alone and as the enumerator's list of unassigned ones. */
final class CaptureSplitSerializer implements SimpleVersionedSerializer<List<CaptureSplit>> {
  static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(List<CaptureSplit> splits) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(splits.size());
    for (CaptureSplit split : splits) {
      StringValue.writeString(split.site(), out);
      out.writeInt(split.files().size());
      for (String file : split.files()) {
        StringValue.writeString(file, out);
      }
      out.writeLong(split.emitted());
    }
    return bytes.toByteArray();
  }

  @Override
  public List<CaptureSplit> deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException("capture splits of version " + version + " are not known");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
    List<CaptureSplit> splits = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      String site = StringValue.readString(in);
      List<String> files = new ArrayList<>();
      for (int n = in.readInt(); n > 0; n--) {
        files.add(StringValue.readString(in));
      }
      splits.add(new CaptureSplit(site, files, in.readLong()));
    }
    return splits;
  }

  /** The same for a single split, as Flink wants it for readers. */
  static SimpleVersionedSerializer<CaptureSplit> ofOne() {
    return new SimpleVersionedSerializer<>() {
      private final CaptureSplitSerializer list = new CaptureSplitSerializer();

      @Override
      public int getVersion() {
        return VERSION;
      }

      @Override
      public byte[] serialize(CaptureSplit split) throws IOException {
        return list.serialize(List.of(split));
      }

      @Override
      public CaptureSplit deserialize(int version, byte[] serialized) throws IOException {
        return list.deserialize(version, serialized).get(0);
      }
    };
  }
}
