package io.mudlark.cluster.feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Order statistics and moments of a list of numbers, as numpy computes them. */
public final class Quantiles {
  private final double[] sorted;

  /** Of at least one number; the array is copied. */
  public Quantiles(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no quantile of no values");
    }
    sorted = values.clone();
    Arrays.sort(sorted);
  }

  public double min() {
    return sorted[0];
  }

  public double max() {
    return sorted[sorted.length - 1];
  }

  /** The quantile {@code q} in 0 ... 1 by linear interpolation between order statistics. */
  public double at(double q) {
    double position = q * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
  }

  /** The quantiles 0.1, 0.2 ... 1.0. */
  public List<Double> deciles() {
    List<Double> deciles = new ArrayList<>(10);
    for (int tenth = 1; tenth <= 10; tenth++) {
      deciles.add(at(tenth / 10.0));
    }
    return deciles;
  }

  /** Arithmetic mean, summed in the given order; 0 of nothing. */
  public static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return values.length == 0 ? 0 : sum / values.length;
  }

  /** Population standard deviation; 0 of nothing. */
  public static double deviation(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return values.length == 0 ? 0 : Math.sqrt(squares / values.length);
  }
}
