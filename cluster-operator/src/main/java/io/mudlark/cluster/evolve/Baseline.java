package io.mudlark.cluster.evolve;

import java.util.ArrayList;
import java.util.List;

/**
 * What one amount has usually been in a device's latest windows, in a way that single large windows
 * do not change.
 *
 * @param values the amounts of the latest windows, oldest first; each at most what was then the
 *     limit, so that an attack raises the baseline only slowly
 */
public record Baseline(List<Double> values) {
  /** Makes the median absolute deviation of normal data its standard deviation. */
  private static final double MAD_TO_DEVIATION = 1.4826;

  public static final Baseline EMPTY = new Baseline(List.of());

  public Baseline {
    values = List.copyOf(values);
  }

  /** The usual amount; 0 without history. */
  public double median() {
    return median(values);
  }

  /** The amount from which on a window is out of the ordinary. */
  double limit(long floor, EvolutionConfig config) {
    double median = median();
    double deviation =
        MAD_TO_DEVIATION * median(values.stream().map(v -> Math.abs(v - median)).toList());
    double byRatio = config.baselineRatio() * median;
    double byDeviation = median + config.baselineDeviations() * deviation;
    return Math.max((double) floor, Math.max(byRatio, byDeviation)) + 1;
  }

  /** With one more window; the oldest is dropped beyond the configured number. */
  Baseline plus(long value, double limit, EvolutionConfig config) {
    List<Double> next = new ArrayList<>(values);
    next.add(Math.min((double) value, limit));
    int excess = next.size() - config.baselineWindows();
    return new Baseline(excess > 0 ? next.subList(excess, next.size()) : next);
  }

  private static double median(List<Double> values) {
    if (values.isEmpty()) {
      return 0;
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
