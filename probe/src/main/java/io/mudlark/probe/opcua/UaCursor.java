package io.mudlark.probe.opcua;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the little-endian values of OPC 10000-6 5.2 and never beyond its end; once something does
 * not fit, {@link #failed} stays true and every value is 0 or empty.
 */
final class UaCursor {
  private final ByteBuffer octets;
  private final int end;
  private int at;
  private boolean failed;

  UaCursor(ByteBuffer octets, int offset, int length) {
    this.octets = octets;
    this.at = offset;
    this.end = offset + length;
  }

  boolean failed() {
    return failed;
  }

  void fail() {
    failed = true;
  }

  int position() {
    return at;
  }

  int left() {
    return failed ? 0 : end - at;
  }

  /** Moves on by {@code count} octets and says where they start. */
  int skip(long count) {
    if (failed || count < 0 || count > end - at) {
      failed = true;
      return at;
    }
    int from = at;
    at += (int) count;
    return from;
  }

  int u8() {
    int from = skip(1);
    return failed ? 0 : octets.get(from) & 0xFF;
  }

  int u16() {
    int low = u8();
    return low | u8() << 8;
  }

  long u32() {
    long low = u16();
    return low | (long) u16() << 16;
  }

  /** The length of a string, byte string or array: -1 and other negative values mean none. */
  private int count() {
    return (int) u32();
  }

  /** The length of an array of elements that take at least {@code least} octets each. */
  int arrayLength(int least) {
    int count = count();
    if (count > 0 && (long) count * least > left()) {
      failed = true;
    }
    return failed || count < 0 ? 0 : count;
  }

  /** A string or byte string, passed over. */
  void skipString() {
    int length = count();
    if (length > 0) {
      skip(length);
    }
  }

  /** A string of which at most {@code limit} octets are kept; null strings are empty. */
  String string(int limit) {
    int length = count();
    if (length <= 0) {
      return "";
    }
    int from = skip(length);
    return failed ? "" : text(from, Math.min(length, limit));
  }

  /** UTF-8 in which control characters are blanks, so that a text never breaks a line or list. */
  private String text(int from, int length) {
    byte[] copy = new byte[length];
    octets.get(from, copy);
    String raw = new String(copy, StandardCharsets.UTF_8);
    StringBuilder clean = new StringBuilder(raw.length());
    raw.chars().forEach(c -> clean.append(Character.isISOControl(c) ? ' ' : (char) c));
    return clean.toString();
  }

  /** Octets as hexadecimal digits, at most {@code limit} octets. */
  String hex(int from, int length, int limit) {
    StringBuilder digits = new StringBuilder();
    for (int i = from; i < from + Math.min(length, limit) && i < end; i++) {
      digits.append(Character.forDigit(octets.get(i) >>> 4 & 15, 16));
      digits.append(Character.forDigit(octets.get(i) & 15, 16));
    }
    return digits.toString();
  }

  /** The length of a byte string that follows; 0 for none. */
  int byteStringLength() {
    return Math.max(0, count());
  }
}
