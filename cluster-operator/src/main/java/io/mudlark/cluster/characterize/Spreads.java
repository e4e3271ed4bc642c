package io.mudlark.cluster.characterize;

import io.mudlark.mrt.ClusterSpread;
import io.mudlark.mrt.ClusterSpread.Method;
import java.util.TreeMap;

/**
 * Measures how far apart the rows of a cluster lie in bounded time and memory.
 *
 * <p>MUDscope keeps the full matrix of distances, quadratic in the flows. Here equal rows are
 * counted once, and beyond {@link #EXACT_LOCATIONS} distinct rows the distances to the centroid
 * stand in: the mean squared distance of two rows is twice that of a row to the centroid, hence the
 * factor of the square root of two.
 */
final class Spreads {
  /** Distinct rows up to which every pair is measured. */
  static final int EXACT_LOCATIONS = 512;

  private Spreads() {}

  /**
   * The spread of some rows of a window around their centroid. As in MUDscope, mean and deviation
   * are over the full square matrix, each row's distance 0 to itself included.
   */
  static ClusterSpread of(ScaledRows rows, int[] members, double[] centroid) {
    TreeMap<Integer, Integer> counted = new TreeMap<>();
    for (int row : members) {
      counted.merge(rows.locationOf(row), 1, Integer::sum);
    }
    int[] locations = counted.keySet().stream().mapToInt(i -> i).toArray();
    int[] copies = counted.values().stream().mapToInt(i -> i).toArray();
    return locations.length <= EXACT_LOCATIONS
        ? pairwise(rows, locations, copies)
        : toCentroid(rows, locations, copies, centroid);
  }

  private static ClusterSpread pairwise(ScaledRows rows, int[] locations, int[] copies) {
    Moments moments = new Moments();
    for (int a = 0; a < locations.length; a++) {
      moments.add(0, (double) copies[a] * copies[a]);
      for (int b = a + 1; b < locations.length; b++) {
        double distance = Math.sqrt(rows.squaredDistance(locations[a], locations[b]));
        moments.add(distance, 2.0 * copies[a] * copies[b]);
      }
    }
    return moments.spread(Method.PAIRWISE);
  }

  private static ClusterSpread toCentroid(
      ScaledRows rows, int[] locations, int[] copies, double[] centroid) {
    Moments moments = new Moments();
    for (int i = 0; i < locations.length; i++) {
      double squares = 0;
      for (int column = 0; column < centroid.length; column++) {
        double difference = rows.ofLocation(locations[i], column) - centroid[column];
        squares += difference * difference;
      }
      moments.add(Math.sqrt(2 * squares), copies[i]);
    }
    return moments.spread(Method.TO_CENTROID);
  }

  /** Weighted mean, deviation and maximum. */
  private static final class Moments {
    private double weight;
    private double sum;
    private double squares;
    private double max;

    void add(double value, double times) {
      weight += times;
      sum += value * times;
      squares += value * value * times;
      max = Math.max(max, value);
    }

    ClusterSpread spread(Method method) {
      double mean = sum / weight;
      double variance = Math.max(0, squares / weight - mean * mean);
      return new ClusterSpread(method, mean, Math.sqrt(variance), max);
    }
  }
}
