package io.mudlark.mudscope.netflows;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times of flow tables, {@code 2021-11-18 14:11:32.357} in UTC, to and from nanoseconds. */
final class UtcText {
  /** What {@link #parse} gives for text that is no time between the years 1678 and 2261. */
  static final long NO_TIME = Long.MIN_VALUE;

  private static final long NANOS = 1_000_000_000L;
  private static final String FORM = "dddd-dd-dd dd:dd:dd";
  private static final int LAST_YEAR = 2261;
  private static final int FIRST_YEAR = 1678;

  private UtcText() {}

  /** Nanoseconds since the Unix epoch of a time with up to nine decimals, or {@link #NO_TIME}. */
  static long parse(String text) {
    int length = text.length();
    if (length < FORM.length() || length > FORM.length() + 10 || length == FORM.length() + 1) {
      return NO_TIME;
    }
    for (int i = 0; i < FORM.length(); i++) {
      char form = FORM.charAt(i);
      if (form == 'd' ? !isDigit(text.charAt(i)) : text.charAt(i) != form) {
        return NO_TIME;
      }
    }
    long fraction = fraction(text);
    int year = digits(text, 0, 4);
    if (fraction < 0 || year < FIRST_YEAR || year > LAST_YEAR) {
      return NO_TIME;
    }
    try {
      LocalDateTime time =
          LocalDateTime.of(
              year,
              digits(text, 5, 7),
              digits(text, 8, 10),
              digits(text, 11, 13),
              digits(text, 14, 16),
              digits(text, 17, 19));
      return time.toEpochSecond(ZoneOffset.UTC) * NANOS + fraction;
    } catch (DateTimeException e) {
      return NO_TIME;
    }
  }

  /** Nanoseconds after the point, or -1. */
  private static long fraction(String text) {
    if (text.length() == FORM.length()) {
      return 0;
    }
    if (text.charAt(FORM.length()) != '.') {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < 9; i++) {
      int at = FORM.length() + 1 + i;
      char digit = at < text.length() ? text.charAt(at) : '0';
      if (!isDigit(digit)) {
        return -1;
      }
      value = value * 10 + (digit - '0');
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + (text.charAt(i) - '0');
    }
    return value;
  }

  /** Appends a time cut to {@code decimals} (1 to 9) digits of a second. */
  static void append(StringBuilder out, long nanos, int decimals) {
    long seconds = Math.floorDiv(nanos, NANOS);
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    pad(out, time.getYear(), 4);
    pad(out, time.getMonthValue(), 2, '-');
    pad(out, time.getDayOfMonth(), 2, '-');
    pad(out, time.getHour(), 2, ' ');
    pad(out, time.getMinute(), 2, ':');
    pad(out, time.getSecond(), 2, ':');
    long fraction = Math.floorMod(nanos, NANOS);
    for (int i = decimals; i < 9; i++) {
      fraction /= 10;
    }
    pad(out, fraction, decimals, '.');
  }

  private static void pad(StringBuilder out, long value, int width, char before) {
    pad(out.append(before), value, width);
  }

  private static void pad(StringBuilder out, long value, int width) {
    String digits = Long.toString(value);
    out.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
  }
}
