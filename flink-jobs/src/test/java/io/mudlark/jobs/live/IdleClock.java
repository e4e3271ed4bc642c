package io.mudlark.jobs.live;

import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still and counts how often a reader looks at it that has found nothing to
 * read.
 */
final class IdleClock extends Clock implements Serializable {
  private static final long serialVersionUID = 1L;

  static final AtomicLong LOOKS = new AtomicLong();

  private final long millis;

  IdleClock(long millis) {
    this.millis = millis;
  }

  /** Waits until the reader has found nothing to read for a while. */
  static void awaitIdle() throws InterruptedException {
    Thread.sleep(300); // for what is on its way through the loopback
    long enough = LOOKS.get() + 50;
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (LOOKS.get() < enough) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the listener did not come to rest");
      }
      Thread.sleep(20);
    }
  }

  @Override
  public long millis() {
    if (Thread.currentThread().getName().contains("Exports by TCP")) {
      LOOKS.incrementAndGet();
    }
    return millis;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
