package io.mudlark.jobs.evaluate;

/**
 * A stretch of event time.
 *
 * @param startMillis milliseconds since the Unix epoch
 * @param endMillis the same, not before the start
 */
record Span(long startMillis, long endMillis) {
  /** Whether both have a moment in common; a stretch of no length is its one moment. */
  boolean meets(Span other) {
    return startMillis <= other.endMillis && other.startMillis <= endMillis;
  }

  /** How much both have in common, milliseconds; negative when they are apart. */
  long shared(Span other) {
    return Math.min(endMillis, other.endMillis) - Math.max(startMillis, other.startMillis);
  }
}
