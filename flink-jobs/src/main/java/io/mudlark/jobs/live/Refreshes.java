package io.mudlark.jobs.live;

import io.mudlark.jobs.config.Reasons;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the results of a live run anew for every window, in a hundredth of the time at most.
 *
 * <p>What fails, because the disk is full say, ends nothing: it is told in one line and tried again
 * for the next window; the parts are there all the same.
 */
final class Refreshes {
  private static final int SHARE = 100;
  private static final Logger PROBLEMS = LoggerFactory.getLogger("io.mudlark.problems");

  private final Clock clock;
  private final long window;
  private final Making making;
  private long next;
  private long failed;

  /** Makes the results. */
  interface Making {
    Object make() throws IOException;
  }

  Refreshes(Clock clock, Duration window, Making making) {
    this.clock = clock;
    this.window = window.toMillis();
    this.making = making;
    this.next = clock.millis() + this.window;
  }

  /** Makes them if it is time to. */
  void whenDue() {
    long now = clock.millis();
    if (now < next) {
      return;
    }
    try {
      making.make();
    } catch (IOException | UncheckedIOException e) {
      failed++;
      PROBLEMS.warn(
          "results: not made anew, {} times so far; tried again for the next window: {}",
          failed,
          Reasons.of(e));
    }
    long end = clock.millis();
    next = Math.max(now + window, end + SHARE * (end - now));
  }

  /** How many times they could not be made. */
  long failed() {
    return failed;
  }
}
