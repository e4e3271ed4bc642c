package io.mudlark.jobs.document;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/**
 * Times as ISO 8601 in UTC with a fixed number of digits of a second.
 *
 * <p>Every line has some; Java's formatter is asked only for years that have not four digits.
 */
final class IsoTime {
  private static final DateTimeFormatter MILLIS = formatter(3);
  private static final DateTimeFormatter NANOS = formatter(9);
  private static final long SECONDS_PER_DAY = 86_400;
  private static final long FIRST_DAY = -719_528; // 0000-01-01
  private static final long LAST_DAY = 2_932_896; // 9999-12-31
  private static final long DAYS_PER_ERA = 146_097; // 400 years

  private IsoTime() {}

  private static DateTimeFormatter formatter(int digits) {
    return new DateTimeFormatterBuilder().appendInstant(digits).toFormatter(Locale.ROOT);
  }

  /** Appends a time given in milliseconds since the Unix epoch, with three digits of a second. */
  static void appendMillis(StringBuilder out, long millis) {
    long second = Math.floorDiv(millis, 1_000L);
    if (appendSecond(out, second)) {
      fraction(out, (int) Math.floorMod(millis, 1_000L), 100);
    } else {
      out.append(MILLIS.format(Instant.ofEpochMilli(millis)));
    }
  }

  /** Appends a time given in nanoseconds since the Unix epoch, with nine digits of a second. */
  static void appendNanos(StringBuilder out, long nanos) {
    long second = Math.floorDiv(nanos, 1_000_000_000L);
    int rest = (int) Math.floorMod(nanos, 1_000_000_000L);
    if (appendSecond(out, second)) {
      fraction(out, rest, 100_000_000);
    } else {
      out.append(NANOS.format(Instant.ofEpochSecond(second, rest)));
    }
  }

  /** False, and nothing written, for a year that has not four digits. */
  private static boolean appendSecond(StringBuilder out, long second) {
    long day = Math.floorDiv(second, SECONDS_PER_DAY);
    if (day < FIRST_DAY || day > LAST_DAY) {
      return false;
    }
    date(out, day);
    int ofDay = (int) Math.floorMod(second, SECONDS_PER_DAY);
    out.append('T');
    two(out, ofDay / 3_600);
    out.append(':');
    two(out, ofDay / 60 % 60);
    out.append(':');
    two(out, ofDay % 60);
    return true;
  }

  /**
   * The proleptic Gregorian date of a day, by years that begin in March so that the odd day is the
   * last (Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days).
   */
  private static void date(StringBuilder out, long epochDay) {
    long shifted = epochDay + 719_468; // days since 0000-03-01
    long era = Math.floorDiv(shifted, DAYS_PER_ERA);
    int ofEra = (int) Math.floorMod(shifted, DAYS_PER_ERA);
    int year = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
    int ofYear = ofEra - (365 * year + year / 4 - year / 100);
    int fromMarch = (5 * ofYear + 2) / 153;
    int day = ofYear - (153 * fromMarch + 2) / 5 + 1;
    int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
    int full = (int) (era * 400) + year + (month <= 2 ? 1 : 0);
    two(out, full / 100);
    two(out, full % 100);
    out.append('-');
    two(out, month);
    out.append('-');
    two(out, day);
  }

  private static void two(StringBuilder out, int value) {
    out.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
  }

  private static void fraction(StringBuilder out, int value, int first) {
    out.append('.');
    for (int place = first; place > 0; place /= 10) {
      out.append((char) ('0' + value / place % 10));
    }
    out.append('Z');
  }
}
