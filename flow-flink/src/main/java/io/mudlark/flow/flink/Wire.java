package io.mudlark.flow.flink;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/** The primitives that all codecs share: variable-length numbers, addresses, optional values. */
public final class Wire {
  private static final int MAX_LIST = 1 << 20;

  private Wire() {}

  /** Unsigned LEB128: small numbers take one octet. Negative numbers take ten. */
  public static void writeVar(DataOutput out, long value) throws IOException {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  public static long readVar(DataInput in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte octet = in.readByte();
      value |= (octet & 0x7FL) << shift;
      if (octet >= 0) {
        return value;
      }
    }
    throw new IOException("a variable-length number does not end after ten octets");
  }

  public static int readVarInt(DataInput in) throws IOException {
    return Math.toIntExact(readVar(in));
  }

  public static void writeAddress(DataOutput out, IpAddress address) throws IOException {
    out.writeByte(address.version());
    if (address.isV4()) {
      out.writeInt((int) address.low());
    } else {
      out.writeLong(address.high());
      out.writeLong(address.low());
    }
  }

  public static IpAddress readAddress(DataInput in) throws IOException {
    return in.readByte() == 4
        ? IpAddress.v4(in.readInt())
        : IpAddress.v6(in.readLong(), in.readLong());
  }

  /** Six octets behind a flag. */
  public static void writeMac(DataOutput out, @Nullable MacAddress mac) throws IOException {
    out.writeBoolean(mac != null);
    if (mac != null) {
      out.writeShort((int) (mac.value() >>> 32));
      out.writeInt((int) mac.value());
    }
  }

  public static @Nullable MacAddress readMac(DataInput in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    long high = in.readUnsignedShort();
    return new MacAddress(high << 32 | Integer.toUnsignedLong(in.readInt()));
  }

  public static void writeText(DataOutput out, @Nullable String text) throws IOException {
    StringValue.writeString(text, out);
  }

  public static String readText(DataInput in) throws IOException {
    String text = StringValue.readString(in);
    if (text == null) {
      throw new IOException("a text that must be there is null");
    }
    return text;
  }

  public static <E extends Enum<E>> void writeEnum(DataOutput out, @Nullable E value)
      throws IOException {
    writeText(out, value == null ? null : value.name());
  }

  public static void writeTexts(DataOutput out, List<String> texts) throws IOException {
    writeVar(out, texts.size());
    for (String text : texts) {
      writeText(out, text);
    }
  }

  public static List<String> readTexts(DataInput in) throws IOException {
    int size = listSize(in);
    List<String> texts = new ArrayList<>(Math.min(size, 64));
    for (int i = 0; i < size; i++) {
      texts.add(readText(in));
    }
    return texts;
  }

  public static int listSize(DataInput in) throws IOException {
    long size = readVar(in);
    if (size < 0 || size > MAX_LIST) {
      throw new IOException("a list of " + size + " elements is longer than any that is written");
    }
    return (int) size;
  }
}
