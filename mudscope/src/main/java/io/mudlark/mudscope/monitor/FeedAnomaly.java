package io.mudlark.mudscope.monitor;

import java.util.Map;

/**
 * A time in which a feed was not as it usually is.
 *
 * @param id name of the feed, {@code _anomaly-} and its number in the feed, from 0
 * @param feed name of the feed
 * @param deviceId whose feed
 * @param startSeconds when it began, seconds since the Unix epoch
 * @param endSeconds when it ended; 0 in the original's form when the feed ended first
 * @param firstRow first transition of it
 * @param lastRow last transition of it; -1 in the original's form when the feed ended first
 * @param open whether the feed ended before it did
 * @param signature the watched metrics over its transitions; empty when it takes no part in
 *     comparisons
 */
record FeedAnomaly(
    String id,
    String feed,
    String deviceId,
    double startSeconds,
    double endSeconds,
    int firstRow,
    int lastRow,
    boolean open,
    Map<String, double[]> signature) {
  FeedAnomaly {
    signature = Map.copyOf(signature);
  }

  /** Whether it has a signature. */
  boolean isComparable() {
    return !signature.isEmpty();
  }

  /** Number of its transitions. */
  int width() {
    return lastRow - firstRow + 1;
  }

  /** One metric of the signature. */
  double[] series(String metric) {
    double[] series = signature.get(metric);
    return series == null ? new double[0] : series;
  }
}
