package io.mudlark.ipfix.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Big-endian numbers at a position of an array; the caller has checked the bounds. */
public final class NetworkOrder {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private NetworkOrder() {}

  public static int u16(byte[] bytes, int at) {
    return (short) SHORT.get(bytes, at) & 0xFFFF;
  }

  public static long u32(byte[] bytes, int at) {
    return (int) INT.get(bytes, at) & 0xFFFF_FFFFL;
  }

  public static long u64(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  /**
   * An unsigned number of any width (reduced-size encoding, RFC 7011 6.2); of a wider one the low
   * 64 bits, of an empty one zero.
   */
  public static long unsigned(byte[] bytes, int at, int width) {
    switch (width) {
      case 1:
        return bytes[at] & 0xFF;
      case 2:
        return u16(bytes, at);
      case 4:
        return u32(bytes, at);
      case 8:
        return u64(bytes, at);
      default:
        return odd(bytes, at, width);
    }
  }

  private static long odd(byte[] bytes, int at, int width) {
    long value = 0;
    for (int i = Math.max(0, width - 8); i < width; i++) {
      value = value << 8 | (bytes[at + i] & 0xFF);
    }
    return value;
  }

  /** Writes the low {@code width} octets of a number, at most eight. */
  public static void put(byte[] bytes, int at, int width, long value) {
    for (int i = 0; i < width; i++) {
      int shift = 8 * (width - 1 - i);
      bytes[at + i] = (byte) (shift >= 64 ? 0 : value >>> shift);
    }
  }
}
