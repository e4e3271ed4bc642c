package io.mudlark.mrt;

/**
 * How far apart the flows of a cluster lie, in scaled units (standard deviations of the reference).
 *
 * @param method what the distances are between
 * @param mean their mean
 * @param deviation their population standard deviation
 * @param max the largest
 */
public record ClusterSpread(Method method, double mean, double deviation, double max) {
  /** Which distances a spread is made of. */
  public enum Method {
    /** Every flow to every other: the exact definition, affordable for small clusters. */
    PAIRWISE,
    /** Every flow to the centroid, times the square root of two: linear in time and memory. */
    TO_CENTROID
  }

  public static final ClusterSpread NONE = new ClusterSpread(Method.PAIRWISE, 0, 0, 0);
}
