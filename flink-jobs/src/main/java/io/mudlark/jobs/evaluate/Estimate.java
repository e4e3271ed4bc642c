package io.mudlark.jobs.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * A figure over several runs, with the 95 % interval of a percentile bootstrap over seeds (Efron
 * and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13): {@value #RESAMPLES}
 * resamples, drawn with a fixed seed.
 *
 * @param value over all runs together
 * @param low lower end; NaN with fewer than two seeds
 * @param high upper end
 */
public record Estimate(double value, double low, double high) {
  static final int RESAMPLES = 2_000;

  /**
   * Estimates a figure.
   *
   * @param seeds what came of each seed
   * @param figure the figure of any selection of them; NaN where it has none
   */
  static <T> Estimate of(List<T> seeds, ToDoubleFunction<List<T>> figure) {
    double value = figure.applyAsDouble(seeds);
    if (seeds.size() < 2) {
      return new Estimate(value, Double.NaN, Double.NaN);
    }
    Random random = new Random(1);
    double[] values = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      values[i] =
          figure.applyAsDouble(
              random.ints(seeds.size(), 0, seeds.size()).mapToObj(seeds::get).toList());
    }
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (sorted.length == 0) {
      return new Estimate(value, Double.NaN, Double.NaN);
    }
    return new Estimate(value, at(sorted, 0.025), at(sorted, 0.975));
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
  }
}
