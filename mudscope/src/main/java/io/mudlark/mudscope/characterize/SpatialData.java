package io.mudlark.mudscope.characterize;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a cluster lies among the scaled features and how wide it is.
 *
 * @param points number of flows
 * @param distanceMean {@code wcd_avg}: mean distance of two of its flows, scaled units
 * @param distanceDeviation {@code wcd_std}: population standard deviation of the same
 * @param distanceMax {@code wcd_max}: the largest
 * @param farthest the farthest pair; null where it is not computed
 * @param centroid mean of its flows
 */
record SpatialData(
    long points,
    double distanceMean,
    double distanceDeviation,
    double distanceMax,
    @Nullable FarthestPair farthest,
    List<Double> centroid) {
  SpatialData {
    centroid = List.copyOf(centroid);
  }

  /**
   * The two flows of a cluster that lie farthest apart, the first such pair in row order.
   *
   * @param distanceMin {@code wcd_min}: the smallest distance of two flows of the cluster
   */
  record FarthestPair(double distanceMin, List<Double> a, List<Double> b) {
    FarthestPair {
      a = List.copyOf(a);
      b = List.copyOf(b);
    }
  }

  /** The centroid, then mean and deviation of the distances. */
  List<Double> metaCentroid() {
    List<Double> meta = new ArrayList<>(centroid);
    meta.add(distanceMean);
    meta.add(distanceDeviation);
    return meta;
  }
}
