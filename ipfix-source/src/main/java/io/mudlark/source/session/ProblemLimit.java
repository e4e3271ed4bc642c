package io.mudlark.source.session;

/**
 * Lets so many lines a minute through and counts the rest, because whoever sends nonsense sends it
 * often. Minutes are of receive time.
 */
public final class ProblemLimit {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final int linesPerMinute;
  private long minute = Long.MIN_VALUE;
  private int lines;
  private long suppressed;

  public ProblemLimit(int linesPerMinute) {
    this.linesPerMinute = linesPerMinute;
  }

  /** Whether a line at this time is to be shown. */
  public boolean allows(long nowNanos) {
    long now = Math.floorDiv(nowNanos, MINUTE_NANOS);
    if (now != minute) {
      minute = now;
      lines = 0;
    }
    if (lines < linesPerMinute) {
      lines++;
      return true;
    }
    suppressed++;
    return false;
  }

  /** How many lines were not shown since this was last asked. */
  public long takeSuppressed() {
    long count = suppressed;
    suppressed = 0;
    return count;
  }
}
