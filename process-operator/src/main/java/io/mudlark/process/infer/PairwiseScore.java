package io.mudlark.process.infer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How well inferred cases agree with true ones, by pairs of events: a pair counts when both events
 * are in the same case.
 *
 * @param precision of the pairs inferred, the share that is true
 * @param recall of the true pairs, the share that was inferred
 */
public record PairwiseScore(double precision, double recall) {
  /** Harmonic mean of both. */
  public double f1() {
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }

  /**
   * Compares two ways to put the same events into cases.
   *
   * @param truth the true case of each event
   * @param inferred the inferred case of each, in the same order
   */
  public static PairwiseScore of(List<String> truth, List<String> inferred) {
    Map<String, Long> trueSizes = new HashMap<>();
    Map<String, Long> inferredSizes = new HashMap<>();
    Map<String, Long> both = new HashMap<>();
    for (int i = 0; i < truth.size(); i++) {
      trueSizes.merge(truth.get(i), 1L, Long::sum);
      inferredSizes.merge(inferred.get(i), 1L, Long::sum);
      both.merge(truth.get(i) + '\n' + inferred.get(i), 1L, Long::sum);
    }
    double common = pairs(both);
    double allInferred = pairs(inferredSizes);
    double allTrue = pairs(trueSizes);
    return new PairwiseScore(
        allInferred == 0 ? 1 : common / allInferred, allTrue == 0 ? 1 : common / allTrue);
  }

  private static double pairs(Map<String, Long> sizes) {
    return sizes.values().stream().mapToDouble(n -> n * (n - 1) / 2.0).sum();
  }
}
