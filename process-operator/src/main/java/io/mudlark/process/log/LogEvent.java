package io.mudlark.process.log;

import org.jspecify.annotations.Nullable;

/**
 * One step of a case: what was done, when, by whom.
 *
 * @param activity the name of the step
 * @param timeNanos when it completed, nanoseconds since the Unix epoch, or {@link #NO_TIME}
 * @param startNanos when it began, the same unit; equal to {@code timeNanos} when only one is known
 * @param resource who did it, when known
 */
public record LogEvent(
    String activity, long timeNanos, long startNanos, @Nullable String resource) {
  /** The time of an event of a log without times. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** An instantaneous event by nobody in particular. */
  public static LogEvent at(String activity, long timeNanos) {
    return new LogEvent(activity, timeNanos, timeNanos, null);
  }

  public boolean hasTime() {
    return timeNanos != NO_TIME;
  }
}
