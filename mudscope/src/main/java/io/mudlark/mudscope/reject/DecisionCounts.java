package io.mudlark.mudscope.reject;

import java.util.EnumMap;
import java.util.Map;

/** Packets by decision. */
final class DecisionCounts {
  private final Map<Decision, long[]> counts = new EnumMap<>(Decision.class);

  void add(Decision decision) {
    counts.computeIfAbsent(decision, d -> new long[1])[0]++;
  }

  long count(Decision decision) {
    long[] count = counts.get(decision);
    return count == null ? 0 : count[0];
  }

  long total() {
    long total = 0;
    for (long[] count : counts.values()) {
      total += count[0];
    }
    return total;
  }
}
