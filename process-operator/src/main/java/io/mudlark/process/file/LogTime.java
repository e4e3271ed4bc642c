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

/** Times as logs write them: ISO 8601 with T or a blank, with or without an offset (then UTC). */
public final class LogTime {
  private static final long NANOS = 1_000_000_000L;
  private static final DateTimeFormatter LOCAL =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .toFormatter(Locale.ROOT);

  private LogTime() {}

  /**
   * Nanoseconds since the Unix epoch.
   *
   * @throws IllegalArgumentException when the text is no time, or lies outside 1678..2262
   */
  public static long parse(String text) {
    String iso = text.strip();
    if (iso.length() > 10 && iso.charAt(10) == ' ') {
      iso = iso.substring(0, 10) + 'T' + iso.substring(11);
    }
    try {
      return nanos(instant(iso));
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("not a time: " + text, e);
    }
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
