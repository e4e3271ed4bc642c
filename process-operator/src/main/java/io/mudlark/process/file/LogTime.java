package io.mudlark.process.file;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as logs write them: ISO 8601 with T or a blank, with or without an offset (then UTC); the
 * date also as 2024/01/31 or 31.01.2024; seconds, milliseconds, microseconds or nanoseconds since
 * the Unix epoch, told apart by having 10, 13, 16 or 19 digits. Dates like 01/02/2024 are refused:
 * they mean two different days.
 */
public final class LogTime {
  private static final long NANOS = 1_000_000_000L;
  private static final DateTimeFormatter LOCAL =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .toFormatter(Locale.ROOT);

  private static final Pattern OTHER_DATE =
      Pattern.compile("(\\d{4})/(\\d\\d)/(\\d\\d)(.*)|(\\d\\d)\\.(\\d\\d)\\.(\\d{4})(.*)");
  private static final Pattern SHORT_OFFSET = Pattern.compile("(.*[0-9][+-]\\d\\d)(\\d\\d)?");
  private static final Pattern DIGITS = Pattern.compile("\\d{10}(\\d{3}){0,3}");

  private LogTime() {}

  /**
   * Nanoseconds since the Unix epoch.
   *
   * @throws IllegalArgumentException when the text is no time, or lies outside 1678..2262
   */
  public static long parse(String text) {
    String stripped = text.strip();
    try {
      return DIGITS.matcher(stripped).matches()
          ? sinceEpoch(stripped)
          : nanos(instant(iso(stripped)));
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("not a time: " + text, e);
    }
  }

  private static long sinceEpoch(String digits) {
    return Long.parseLong(digits + "0".repeat(19 - digits.length()));
  }

  private static String iso(String text) {
    String iso = text;
    Matcher date = OTHER_DATE.matcher(iso);
    if (date.matches()) {
      iso =
          date.group(1) != null
              ? date.group(1) + '-' + date.group(2) + '-' + date.group(3) + date.group(4)
              : date.group(7) + '-' + date.group(6) + '-' + date.group(5) + date.group(8);
    }
    if (iso.length() > 10 && iso.charAt(10) == ' ') {
      iso = iso.substring(0, 10) + 'T' + iso.substring(11);
    }
    Matcher offset = SHORT_OFFSET.matcher(iso);
    if (iso.length() > 13 && offset.matches()) {
      String minutes = offset.group(2);
      iso = offset.group(1) + ':' + (minutes == null ? "00" : minutes);
    }
    return iso;
  }

  private static Instant instant(String iso) {
    if (iso.length() == 10) {
      return LocalDateTime.parse(iso + "T00:00:00", LOCAL).toInstant(ZoneOffset.UTC);
    }
    try {
      return OffsetDateTime.parse(iso).toInstant();
    } catch (DateTimeParseException e) {
      return LocalDateTime.parse(iso, LOCAL).toInstant(ZoneOffset.UTC);
    }
  }

  private static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), NANOS), (long) instant.getNano());
  }

  /** ISO 8601 in UTC. */
  public static String format(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS))
        .toString();
  }
}
