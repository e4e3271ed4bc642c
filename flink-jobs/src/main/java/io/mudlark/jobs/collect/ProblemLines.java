package io.mudlark.jobs.collect;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what is wrong with input, a bounded number of lines a minute: whoever can send datagrams
 * could fill a disk with complaints otherwise.
 */
final class ProblemLines {
  private static final Logger PROBLEMS = LoggerFactory.getLogger("io.mudlark.problems");
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final int aMinute;
  private long minute = Long.MIN_VALUE;
  private long saidInMinute;
  private long unsaid;
  private long total;

  ProblemLines(int aMinute) {
    this.aMinute = aMinute;
  }

  /**
   * Says or counts a problem.
   *
   * @param nowNanos when the input was received, nanoseconds since the Unix epoch
   */
  void say(long nowNanos, String line) {
    total++;
    long now = Math.floorDiv(nowNanos, MINUTE_NANOS);
    if (now != minute) {
      minute = now;
      saidInMinute = 0;
    }
    if (saidInMinute >= aMinute) {
      unsaid++;
      return;
    }
    saidInMinute++;
    PROBLEMS.warn("{}", line);
    if (saidInMinute == aMinute) {
      PROBLEMS.warn("more problems of this minute are only counted");
    }
  }

  /** All problems, said or not. */
  long total() {
    return total;
  }

  /** Problems that were only counted. */
  long unsaid() {
    return unsaid;
  }
}
