package io.mudlark.generator.packet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes the built-in types of OPC UA's binary encoding (OPC 10000-6, 5.2): little-endian. */
final class UaWriter {
  private static final int CAPACITY = 4_096;
  private static final int NONE = -1;

  private final ByteBuffer out = ByteBuffer.allocate(CAPACITY).order(ByteOrder.LITTLE_ENDIAN);

  UaWriter u8(int value) {
    out.put((byte) value);
    return this;
  }

  UaWriter u16(int value) {
    out.putShort((short) value);
    return this;
  }

  UaWriter u32(long value) {
    out.putInt((int) value);
    return this;
  }

  UaWriter i64(long value) {
    out.putLong(value);
    return this;
  }

  UaWriter number(double value) {
    out.putDouble(value);
    return this;
  }

  UaWriter ascii(String text) {
    out.put(text.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  /** A text with its length. */
  UaWriter text(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    out.putInt(octets.length).put(octets);
    return this;
  }

  /** Texts, octet strings or arrays that are not there. */
  UaWriter nothing(int times) {
    for (int i = 0; i < times; i++) {
      out.putInt(NONE);
    }
    return this;
  }

  /** A numeric node id: two octets if it can be, else four. */
  UaWriter node(int namespace, int id) {
    return namespace == 0 && id < 256 ? u8(0).u8(id) : u8(1).u8(namespace).u16(id);
  }

  /** A structure that is left out: a type of nothing, without a body. */
  UaWriter noBody() {
    return node(0, 0).u8(0);
  }

  UaWriter append(UaWriter other) {
    out.put(other.toBytes());
    return this;
  }

  int length() {
    return out.position();
  }

  byte[] toBytes() {
    byte[] octets = new byte[out.position()];
    System.arraycopy(out.array(), 0, octets, 0, octets.length);
    return octets;
  }
}
