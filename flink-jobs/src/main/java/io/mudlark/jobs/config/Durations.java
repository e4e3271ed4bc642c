package io.mudlark.jobs.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as people write them: {@code 60s}, {@code 5m}, {@code 1h30m}, {@code 250ms}. */
public final class Durations {
  private static final Pattern PART = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Pattern WHOLE = Pattern.compile("(?:[0-9]{1,9}(?:ms|s|m|h|d))+");

  private Durations() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException when it is none, or not positive
   */
  public static Duration parse(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no duration such as 60s, 5m, 1h30m or 250ms");
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      sum = sum.plus(one(Long.parseLong(part.group(1)), part.group(2)));
    }
    if (sum.isZero()) {
      throw new IllegalArgumentException("'" + text + "' must be longer than nothing");
    }
    return sum;
  }

  private static Duration one(long amount, String unit) {
    switch (unit) {
      case "ms":
        return Duration.ofMillis(amount);
      case "s":
        return Duration.ofSeconds(amount);
      case "m":
        return Duration.ofMinutes(amount);
      case "h":
        return Duration.ofHours(amount);
      default:
        return Duration.ofDays(amount);
    }
  }

  /** The shortest text that {@link #parse} reads back. */
  public static String format(Duration duration) {
    StringBuilder text = new StringBuilder();
    append(text, duration.toDays(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount > 0) {
      text.append(amount).append(unit);
    }
  }
}
