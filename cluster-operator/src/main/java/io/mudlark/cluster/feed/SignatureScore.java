package io.mudlark.cluster.feed;

import io.mudlark.cluster.feature.Quantiles;
import java.util.Arrays;
import java.util.List;

/**
 * MUDscope's likeness of two anomalies: how their feed's watched metrics rise and fall together,
 * regardless of amounts.
 *
 * @param max largest correlation over the watched metrics, -1 to 1
 * @param average mean correlation over the watched metrics
 * @param penalty 1, or less when the cluster balances of the two differ in range by more than half
 */
public record SignatureScore(double max, double average, double penalty) {
  /** Widths may differ by this many windows for two anomalies to be compared at all. */
  public static final int MAX_WIDTH_DIFFERENCE = 5;

  /** From this combined score on two anomalies are reported as alike. */
  public static final double ALIKE = 0.5;

  /** The number that MUDscope reports. */
  public double combined() {
    return (max + average) / 2 * penalty;
  }

  public boolean isAlike() {
    return combined() >= ALIKE;
  }

  /**
   * Compares two anomalies.
   *
   * @param first one series per watched metric, all of the anomaly's width
   * @param second the same metrics of the other anomaly
   * @param firstBalance {@code clusters_balance} of the first
   * @param secondBalance {@code clusters_balance} of the second
   */
  public static SignatureScore of(
      List<double[]> first, List<double[]> second, double[] firstBalance, double[] secondBalance) {
    if (first.size() != second.size() || first.isEmpty()) {
      throw new IllegalArgumentException("the same metrics, at least one, of both anomalies");
    }
    double[] correlations = new double[first.size()];
    Arrays.setAll(correlations, i -> correlation(first.get(i), second.get(i)));
    return new SignatureScore(
        Arrays.stream(correlations).max().orElse(0),
        Quantiles.mean(correlations),
        penalty(range(firstBalance), range(secondBalance)));
  }

  /**
   * Pearson's r of two series; of different lengths, the largest r of the shorter along the longer.
   * 0 where r is undefined, as in MUDscope: two constant series count as uncorrelated.
   */
  public static double correlation(double[] a, double[] b) {
    double[] longer = a.length >= b.length ? a : b;
    double[] shorter = a.length >= b.length ? b : a;
    double best = Double.NEGATIVE_INFINITY;
    for (int shift = 0; shift + shorter.length <= longer.length; shift++) {
      double[] part = Arrays.copyOfRange(longer, shift, shift + shorter.length);
      best = Math.max(best, pearson(part, shorter));
    }
    return best;
  }

  private static double pearson(double[] a, double[] b) {
    double meanA = Quantiles.mean(a);
    double meanB = Quantiles.mean(b);
    double both = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      both += (a[i] - meanA) * (b[i] - meanB);
      squaresA += (a[i] - meanA) * (a[i] - meanA);
      squaresB += (b[i] - meanB) * (b[i] - meanB);
    }
    double r = both / Math.sqrt(squaresA * squaresB);
    return Double.isFinite(r) ? Math.max(-1, Math.min(1, r)) : 0;
  }

  private static double penalty(double rangeA, double rangeB) {
    double q = Math.min(rangeA, rangeB) / Math.max(rangeA, rangeB);
    return q < 0.5 ? q : 1;
  }

  private static double range(double[] values) {
    return Arrays.stream(values).max().orElse(0) - Arrays.stream(values).min().orElse(0);
  }
}
