package io.mudlark.generator.packet;

import io.mudlark.flow.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Octets in network order, written one after another into an array that is used again. */
public final class OctetWriter {
  private final byte[] octets;
  private int length;

  /** A writer that holds at most {@code capacity} octets; more is an index error. */
  public OctetWriter(int capacity) {
    octets = new byte[capacity];
  }

  /** The array itself: only the first {@link #length()} octets mean anything. */
  public byte[] array() {
    return octets;
  }

  public int length() {
    return length;
  }

  public void clear() {
    length = 0;
  }

  public OctetWriter u8(int value) {
    octets[length++] = (byte) value;
    return this;
  }

  public OctetWriter u16(int value) {
    octets[length++] = (byte) (value >>> 8);
    octets[length++] = (byte) value;
    return this;
  }

  public OctetWriter u24(int value) {
    return u8(value >>> 16).u16(value);
  }

  public OctetWriter u32(long value) {
    return u16((int) (value >>> 16)).u16((int) value);
  }

  public OctetWriter u48(long value) {
    return u16((int) (value >>> 32)).u32(value);
  }

  public OctetWriter u64(long value) {
    return u32(value >>> 32).u32(value);
  }

  /** 4 or 16 octets. */
  public OctetWriter address(IpAddress address) {
    return address.isV4() ? u32(address.low()) : u64(address.high()).u64(address.low());
  }

  public OctetWriter bytes(byte[] source) {
    return bytes(source, 0, source.length);
  }

  public OctetWriter bytes(byte[] source, int offset, int count) {
    System.arraycopy(source, offset, octets, length, count);
    length += count;
    return this;
  }

  /** The octets of a text in UTF-8, without a length. */
  public OctetWriter text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public OctetWriter zeros(int count) {
    Arrays.fill(octets, length, length + count, (byte) 0);
    length += count;
    return this;
  }

  /** Writes a 16-bit value over what is at {@code offset}. */
  public OctetWriter setU16(int offset, int value) {
    octets[offset] = (byte) (value >>> 8);
    octets[offset + 1] = (byte) value;
    return this;
  }

  /** Writes, at {@code offset}, how many octets follow that 16-bit length. */
  public OctetWriter closeU16(int offset) {
    return setU16(offset, length - offset - 2);
  }

  /** Writes, at {@code offset}, how many octets follow that 24-bit length. */
  public OctetWriter closeU24(int offset) {
    int size = length - offset - 3;
    octets[offset] = (byte) (size >>> 16);
    return setU16(offset + 1, size);
  }

  /** A copy of what was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(octets, length);
  }
}
