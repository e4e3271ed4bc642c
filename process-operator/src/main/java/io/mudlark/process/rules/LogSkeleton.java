package io.mudlark.process.rules;

import io.mudlark.process.discover.PairTimes.Pair;
import java.util.Map;
import java.util.Set;

/**
 * Declarative rules of a process (Verbeek, Medeiros de Carvalho 2018): what always or never goes
 * together, and how often things happen.
 *
 * <p>Each rule (a, b) speaks about cases in which a occurs; its support is counted per case.
 *
 * @param equivalence a and b occur equally often
 * @param alwaysAfter after every a comes a b
 * @param alwaysBefore before every a there is a b
 * @param neverTogether no case has both
 * @param directlyFollows after every a, b is the very next
 * @param frequencies for each activity, how often it may occur in a case
 */
public record LogSkeleton(
    Set<Pair> equivalence,
    Set<Pair> alwaysAfter,
    Set<Pair> alwaysBefore,
    Set<Pair> neverTogether,
    Set<Pair> directlyFollows,
    Map<String, Set<Integer>> frequencies) {
  public LogSkeleton {
    equivalence = Set.copyOf(equivalence);
    alwaysAfter = Set.copyOf(alwaysAfter);
    alwaysBefore = Set.copyOf(alwaysBefore);
    neverTogether = Set.copyOf(neverTogether);
    directlyFollows = Set.copyOf(directlyFollows);
    frequencies = Map.copyOf(frequencies);
  }
}
