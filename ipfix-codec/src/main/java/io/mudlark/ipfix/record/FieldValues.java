package io.mudlark.ipfix.record;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.ipfix.registry.AbstractDataType;
import io.mudlark.ipfix.template.Dialect;
import io.mudlark.ipfix.wire.NetworkOrder;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Octets of a field as a Java value: {@link Long} ({@link BigInteger} from 2^63 on), {@link
 * Double}, {@link Boolean}, {@link Instant}, {@link IpAddress}, {@link MacAddress}, or {@link
 * String}.
 *
 * <p>The length comes from the template, never from the type: a length that does not fit the type
 * gives the octets in hexadecimal after {@code 0x}, so that nothing is lost. A field of no octets
 * is empty text.
 */
public final class FieldValues {
  private static final long NANOS = 1_000_000_000L;
  private static final char[] DIGITS = "0123456789abcdef".toCharArray();

  private FieldValues() {}

  /** Converts {@code length} octets at {@code at}, which lie within the array. */
  public static Object value(
      AbstractDataType type, byte[] bytes, int at, int length, @Nullable Dialect dialect) {
    switch (type) {
      case UNSIGNED8, UNSIGNED16, UNSIGNED32, UNSIGNED64:
        return unsigned(bytes, at, length);
      case SIGNED8, SIGNED16, SIGNED32, SIGNED64:
        return signed(bytes, at, length);
      case FLOAT32, FLOAT64:
        return real(bytes, at, length);
      case BOOLEAN:
        return truth(bytes, at, length);
      case MAC_ADDRESS:
        return length == 6
            ? new MacAddress(NetworkOrder.unsigned(bytes, at, 6))
            : hex(bytes, at, length);
      case STRING:
        return text(bytes, at, length);
      case IPV4_ADDRESS:
        return length == 4
            ? IpAddress.v4((int) NetworkOrder.u32(bytes, at))
            : hex(bytes, at, length);
      case IPV6_ADDRESS:
        return length == 16
            ? IpAddress.v6(NetworkOrder.u64(bytes, at), NetworkOrder.u64(bytes, at + 8))
            : hex(bytes, at, length);
      case DATE_TIME_SECONDS, DATE_TIME_MILLISECONDS:
      case DATE_TIME_MICROSECONDS, DATE_TIME_NANOSECONDS:
        return time(type, bytes, at, length, dialect);
      default:
        return hex(bytes, at, length);
    }
  }

  private static Object unsigned(byte[] bytes, int at, int length) {
    if (length < 1 || length > 8) {
      return hex(bytes, at, length);
    }
    long value = NetworkOrder.unsigned(bytes, at, length);
    return value >= 0 ? (Object) value : new BigInteger(Long.toUnsignedString(value));
  }

  private static Object signed(byte[] bytes, int at, int length) {
    if (length < 1 || length > 8) {
      return hex(bytes, at, length);
    }
    int unused = 64 - 8 * length;
    return NetworkOrder.unsigned(bytes, at, length) << unused >> unused;
  }

  private static Object real(byte[] bytes, int at, int length) {
    if (length == 4) {
      return (double) Float.intBitsToFloat((int) NetworkOrder.u32(bytes, at));
    }
    return length == 8
        ? (Object) Double.longBitsToDouble(NetworkOrder.u64(bytes, at))
        : hex(bytes, at, length);
  }

  /** RFC 7011 6.1.5: 1 is true, 2 is false. */
  private static Object truth(byte[] bytes, int at, int length) {
    if (length == 1 && (bytes[at] == 1 || bytes[at] == 2)) {
      return bytes[at] == 1;
    }
    return unsigned(bytes, at, length);
  }

  /** UTF-8 up to a tail of NULs, which exporters of fixed-length strings pad with. */
  private static String text(byte[] bytes, int at, int length) {
    int end = at + length;
    while (end > at && bytes[end - 1] == 0) {
      end--;
    }
    return new String(bytes, at, end - at, StandardCharsets.UTF_8);
  }

  private static Object time(
      AbstractDataType type, byte[] bytes, int at, int length, @Nullable Dialect dialect) {
    boolean seconds = type == AbstractDataType.DATE_TIME_SECONDS;
    if (seconds ? length != 4 && length != 8 : length != 8) {
      return unsigned(bytes, at, length);
    }
    long value = NetworkOrder.unsigned(bytes, at, length);
    TimeForm form = seconds ? TimeForm.SECONDS : TimeForm.MILLIS;
    if (!seconds && type != AbstractDataType.DATE_TIME_MILLISECONDS) {
      boolean unix = dialect != null && dialect.has(Dialect.Habit.UNIX_EPOCH);
      form = unix ? TimeForm.UNIX_FIXED_POINT : TimeForm.NTP;
    }
    long nanos = form.toNanos(value, new TimeContext());
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }

  static String hex(byte[] bytes, int at, int length) {
    if (length == 0) {
      return "";
    }
    StringBuilder text = new StringBuilder(2 + 2 * length).append("0x");
    for (int i = at; i < at + length; i++) {
      text.append(DIGITS[bytes[i] >>> 4 & 15]).append(DIGITS[bytes[i] & 15]);
    }
    return text.toString();
  }
}
