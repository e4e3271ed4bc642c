package io.mudlark.cluster.shape;

import io.mudlark.mrt.TopCount;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts values and names the most frequent ones. */
public final class TopValues {
  /** Most frequent first; equals by length and text, so that numbers are in their order. */
  private static final Comparator<TopCount> ORDER =
      Comparator.comparingLong(TopCount::flows)
          .reversed()
          .thenComparingInt(count -> count.value().length())
          .thenComparing(TopCount::value);

  private final Map<String, Long> counts = new HashMap<>();

  public void add(String value) {
    counts.merge(value, 1L, Long::sum);
  }

  /** At most so many values. */
  public List<TopCount> top(int limit) {
    return counts.entrySet().stream()
        .map(entry -> new TopCount(entry.getKey(), entry.getValue()))
        .sorted(ORDER)
        .limit(limit)
        .toList();
  }
}
