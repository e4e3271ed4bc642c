package io.mudlark.process.rules;

import io.mudlark.process.discover.PairTimes.Pair;
import io.mudlark.process.log.VariantLog;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which activities come now before, now after another one: nothing orders these two, and only their
 * timing keeps the one from falling right behind the other.
 */
public final class Interleaving {
  private final Map<String, Set<String>> before = new HashMap<>();
  private final Map<String, Set<String>> after = new HashMap<>();

  private Interleaving() {}

  /** What a log of ordinary cases shows. */
  public static Interleaving of(VariantLog log) {
    Interleaving seen = new Interleaving();
    for (int v = 0; v < log.variantCount(); v++) {
      int[] trace = log.variant(v);
      for (int i = 0; i < trace.length; i++) {
        String early = log.activity(trace[i]);
        for (int j = i + 1; j < trace.length; j++) {
          String late = log.activity(trace[j]);
          seen.before.computeIfAbsent(late, a -> new HashSet<>()).add(early);
          seen.after.computeIfAbsent(early, a -> new HashSet<>()).add(late);
        }
      }
    }
    return seen;
  }

  /** Whether two activities were seen in either order: the time between them says little. */
  public boolean inEitherOrder(Pair pair) {
    return before.getOrDefault(pair.from(), Set.of()).contains(pair.to())
        && after.getOrDefault(pair.from(), Set.of()).contains(pair.to());
  }

  /**
   * Whether a third activity may come between two of which the second always was the very next: it
   * may if it was seen on both sides of the first.
   */
  public boolean mayComeBetween(Pair pair) {
    Set<String> late = after.getOrDefault(pair.from(), Set.of());
    return before.getOrDefault(pair.from(), Set.of()).stream()
        .anyMatch(
            third ->
                late.contains(third) && !third.equals(pair.from()) && !third.equals(pair.to()));
  }
}
