package io.mudlark.jobs.live;

import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that goes on when a test says so. */
final class StepClock extends Clock implements Serializable {
  private static final long serialVersionUID = 1L;

  static final AtomicLong MILLIS = new AtomicLong();

  @Override
  public long millis() {
    return MILLIS.get();
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
