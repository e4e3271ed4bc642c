package io.mudlark.ipfix.decode;

import java.io.ByteArrayOutputStream;

/** Builds messages octet by octet, right ones and wrong ones. */
public final class Bytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public static Bytes of() {
    return new Bytes();
  }

  public Bytes u8(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  public Bytes u16(int... values) {
    for (int value : values) {
      out.write(value >>> 8);
      out.write(value);
    }
    return this;
  }

  public Bytes u32(long... values) {
    for (long value : values) {
      u16((int) (value >>> 16) & 0xFFFF, (int) value & 0xFFFF);
    }
    return this;
  }

  public Bytes u64(long value) {
    return u32(value >>> 32, value);
  }

  public Bytes raw(byte[] octets) {
    out.writeBytes(octets);
    return this;
  }

  /** A set with its header. */
  public Bytes set(int id, Bytes body) {
    return u16(id, body.size() + 4).raw(body.octets());
  }

  public int size() {
    return out.size();
  }

  public byte[] octets() {
    return out.toByteArray();
  }

  /** An IPFIX message of domain 1, export time 1,700,000,000. */
  public static byte[] ipfix(long sequence, Bytes sets) {
    return Bytes.of()
        .u16(10, 16 + sets.size())
        .u32(1_700_000_000L, sequence, 1)
        .raw(sets.octets())
        .octets();
  }

  /** A NetFlow v9 message of source 1 with an uptime of 100,000 ms. */
  public static byte[] netflow9(long sequence, int count, Bytes sets) {
    return Bytes.of()
        .u16(9, count)
        .u32(100_000, 1_700_000_000L, sequence, 1)
        .raw(sets.octets())
        .octets();
  }
}
