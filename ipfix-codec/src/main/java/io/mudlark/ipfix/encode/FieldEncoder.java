package io.mudlark.ipfix.encode;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.ipfix.registry.AbstractDataType;
import io.mudlark.ipfix.wire.NetworkOrder;
import io.mudlark.ipfix.wire.VariableLength;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes one value in the form of its abstract data type (RFC 7011 6). */
final class FieldEncoder {
  private static final long NTP_TO_UNIX_SECONDS = 2_208_988_800L;

  private FieldEncoder() {}

  /** The octets of a value, without a length prefix. A null is zeros, or nothing. */
  static byte[] octets(AbstractDataType type, int length, @Nullable Object value) {
    boolean variable = length == VariableLength.MARK;
    byte[] natural = natural(type, variable ? Math.max(1, type.length()) : length, value);
    return variable ? natural : fit(natural, length);
  }

  private static byte[] natural(AbstractDataType type, int width, @Nullable Object value) {
    if (value == null) {
      return new byte[0];
    }
    if (value instanceof byte[] raw) {
      return raw;
    }
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    if (value instanceof IpAddress address) {
      return address.octets();
    }
    if (value instanceof MacAddress mac) {
      return number(mac.value(), 6);
    }
    if (value instanceof Boolean truth) {
      return new byte[] {(byte) (truth ? 1 : 2)};
    }
    if (value instanceof Instant time) {
      return number(time(type, time), Math.min(width, 8));
    }
    if (value instanceof Double real) {
      return width == 4
          ? number(Float.floatToIntBits(real.floatValue()), 4)
          : number(Double.doubleToLongBits(real), 8);
    }
    if (value instanceof Number whole) {
      return number(whole.longValue(), Math.min(width, 8));
    }
    throw new IllegalArgumentException("no octets for a " + value.getClass().getSimpleName());
  }

  private static long time(AbstractDataType type, Instant time) {
    if (type == AbstractDataType.DATE_TIME_SECONDS) {
      return time.getEpochSecond();
    }
    if (type == AbstractDataType.DATE_TIME_MILLISECONDS) {
      return time.toEpochMilli();
    }
    long fraction = ((long) time.getNano() << 32) / 1_000_000_000L;
    // the reader truncates: one step up keeps the nanosecond
    long exact = (fraction * 1_000_000_000L) >>> 32 == time.getNano() ? fraction : fraction + 1;
    if (type == AbstractDataType.DATE_TIME_MICROSECONDS) {
      // RFC 7011 6.1.9: the low 11 bits are zero
      exact = (exact + 0x7FF) & ~0x7FFL;
    }
    return ((time.getEpochSecond() + NTP_TO_UNIX_SECONDS) << 32) + exact;
  }

  private static byte[] number(long value, int width) {
    byte[] octets = new byte[width];
    NetworkOrder.put(octets, 0, width, value);
    return octets;
  }

  /** Text and octets are cut or padded with NUL behind; numbers already have the width. */
  private static byte[] fit(byte[] octets, int length) {
    return octets.length == length ? octets : Arrays.copyOf(octets, length);
  }
}
