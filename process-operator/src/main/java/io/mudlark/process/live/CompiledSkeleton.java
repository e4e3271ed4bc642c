package io.mudlark.process.live;

import io.mudlark.process.discover.PairTimes.Pair;
import io.mudlark.process.rules.LogSkeleton;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A log skeleton over numbered activities: per activity, which others each rule names. */
final class CompiledSkeleton {
  private final List<String> names;
  private final Map<String, Integer> ids = new HashMap<>();
  private final BitSet[] before;
  private final BitSet[] after;
  private final BitSet[] never;
  private final BitSet[] next;
  private final BitSet[] equal;
  private final BitSet[] frequencies;

  CompiledSkeleton(LogSkeleton skeleton, Collection<String> alsoKnown) {
    Set<String> all = new TreeSet<>(skeleton.frequencies().keySet());
    all.addAll(alsoKnown);
    this.names = new ArrayList<>(all);
    names.forEach(name -> ids.put(name, ids.size()));
    this.before = rules(skeleton.alwaysBefore());
    this.after = rules(skeleton.alwaysAfter());
    this.never = rules(skeleton.neverTogether());
    this.next = rules(skeleton.directlyFollows());
    this.equal = rules(skeleton.equivalence());
    this.frequencies = new BitSet[names.size()];
    for (int a = 0; a < frequencies.length; a++) {
      frequencies[a] = new BitSet();
      skeleton.frequencies().getOrDefault(names.get(a), Set.of()).forEach(frequencies[a]::set);
    }
  }

  private BitSet[] rules(Set<Pair> pairs) {
    BitSet[] rules = new BitSet[names.size()];
    for (int a = 0; a < rules.length; a++) {
      rules[a] = new BitSet();
    }
    for (Pair pair : pairs) {
      Integer from = ids.get(pair.from());
      Integer to = ids.get(pair.to());
      if (from != null && to != null) {
        rules[from].set(to);
      }
    }
    return rules;
  }

  /** The number of an activity, or -1. */
  int idOf(String activity) {
    return ids.getOrDefault(activity, -1);
  }

  int size() {
    return names.size();
  }

  String name(int activity) {
    return names.get(activity);
  }

  List<String> names(BitSet activities) {
    return activities.stream().mapToObj(names::get).toList();
  }

  BitSet before(int activity) {
    return before[activity];
  }

  BitSet after(int activity) {
    return after[activity];
  }

  BitSet never(int activity) {
    return never[activity];
  }

  BitSet next(int activity) {
    return next[activity];
  }

  BitSet equal(int activity) {
    return equal[activity];
  }

  /** How often an activity may occur, as a set of numbers; empty when nothing is known. */
  BitSet frequencies(int activity) {
    return frequencies[activity];
  }
}
