package io.mudlark.jobs.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * How well one kind of attack was found.
 *
 * @param found how often
 * @param total how often it happened
 * @param delays seconds from its begin to when people knew, of those found
 */
public record AttackScore(int found, int total, List<Double> delays) {
  static final AttackScore NONE = new AttackScore(0, 0, List.of());

  public AttackScore {
    delays = List.copyOf(delays);
  }

  AttackScore plus(AttackScore other) {
    List<Double> all = new ArrayList<>(delays);
    all.addAll(other.delays);
    return new AttackScore(found + other.found, total + other.total, all);
  }

  /** The median delay, seconds; NaN when none was found. */
  double medianDelay() {
    if (delays.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = delays.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
