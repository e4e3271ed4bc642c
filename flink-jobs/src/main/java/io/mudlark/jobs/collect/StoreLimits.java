package io.mudlark.jobs.collect;

import java.time.Duration;

/**
 * How much waits for a store, and how it is written.
 *
 * @param flows documents that wait at most; then receiving stops until some are written
 * @param octets memory that they take at most, roughly
 * @param batch documents written at once at most
 * @param firstPause before a failed batch is tried again; doubled from one try to the next
 * @param longestPause between two tries
 */
public record StoreLimits(
    int flows, long octets, int batch, Duration firstPause, Duration longestPause) {
  public StoreLimits {
    if (flows < 1 || octets < 1 || batch < 1) {
      throw new IllegalArgumentException("limits of a store are positive");
    }
    if (firstPause.isNegative() || firstPause.isZero() || longestPause.compareTo(firstPause) < 0) {
      throw new IllegalArgumentException("pauses are positive, and the longest is the longest");
    }
  }

  /** 100,000 documents in 128 MB, 1,000 at a time, tried again after 0.1 to 5 s. */
  public static StoreLimits standard() {
    return new StoreLimits(
        100_000, 128L << 20, 1_000, Duration.ofMillis(100), Duration.ofSeconds(5));
  }
}
