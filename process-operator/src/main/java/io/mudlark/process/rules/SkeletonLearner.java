package io.mudlark.process.rules;

import io.mudlark.process.discover.PairTimes.Pair;
import io.mudlark.process.log.VariantLog;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Learns a log skeleton: keeps the rules that hold in enough of the cases they speak about. */
public final class SkeletonLearner {
  /** What a rule's support is held against. */
  public enum Support {
    /** The cases in which the first activity occurs: the definition. */
    PER_CASE,
    /**
     * For always-after and always-before, the occurrences of the first activity, as pm4py counts: a
     * rule fails as soon as its first activity occurs twice in a case.
     */
    PER_OCCURRENCE
  }

  private final VariantLog log;
  private final double enough;
  private final int size;
  private final long[] with;
  private final long[] occurrences;
  private final long[][] equal;
  private final long[][] after;
  private final long[][] before;
  private final long[][] apart;
  private final long[][] next;

  private SkeletonLearner(VariantLog log, double noise) {
    this.log = log;
    this.enough = 1 - noise;
    this.size = log.activityCount();
    this.with = new long[size];
    this.occurrences = new long[size];
    this.equal = new long[size][size];
    this.after = new long[size][size];
    this.before = new long[size][size];
    this.apart = new long[size][size];
    this.next = new long[size][size];
  }

  /**
   * Learns from a log that is taken to be in order.
   *
   * @param noise 0 to 1, the share of cases that may break a rule
   */
  public static LogSkeleton learn(VariantLog log, double noise) {
    return learn(log, noise, Support.PER_CASE);
  }

  /** Learns with a choice of what support means. */
  public static LogSkeleton learn(VariantLog log, double noise, Support support) {
    SkeletonLearner learner = new SkeletonLearner(log, noise);
    for (int v = 0; v < log.variantCount(); v++) {
      learner.count(log.variant(v), log.count(v));
    }
    long[] cases = learner.with;
    long[] ordered = support == Support.PER_CASE ? cases : learner.occurrences;
    return new LogSkeleton(
        learner.rules(learner.equal, cases),
        learner.rules(learner.after, ordered),
        learner.rules(learner.before, ordered),
        learner.rules(learner.apart, cases),
        learner.rules(learner.next, cases),
        learner.frequencies());
  }

  private void count(int[] trace, long cases) {
    int[] times = new int[size];
    int[] first = new int[size];
    int[] last = new int[size];
    Arrays.fill(first, -1);
    for (int i = 0; i < trace.length; i++) {
      times[trace[i]]++;
      last[trace[i]] = i;
      first[trace[i]] = first[trace[i]] < 0 ? i : first[trace[i]];
    }
    int[][] followers = followers(trace, times);
    for (int a = 0; a < size; a++) {
      if (times[a] == 0) {
        continue;
      }
      with[a] += cases;
      occurrences[a] += times[a] * cases;
      for (int b = 0; b < size; b++) {
        equal[a][b] += a != b && times[a] == times[b] ? cases : 0;
        after[a][b] += times[b] > 0 && last[b] > last[a] ? cases : 0;
        before[a][b] += times[b] > 0 && first[b] < first[a] ? cases : 0;
        apart[a][b] += a != b && times[b] == 0 ? cases : 0;
        next[a][b] += followers[a][b] == times[a] ? cases : 0;
      }
    }
  }

  private int[][] followers(int[] trace, int[] times) {
    int[][] followers = new int[size][];
    for (int a = 0; a < size; a++) {
      followers[a] = times[a] > 0 ? new int[size] : new int[0];
    }
    for (int i = 1; i < trace.length; i++) {
      followers[trace[i - 1]][trace[i]]++;
    }
    return followers;
  }

  private Set<Pair> rules(long[][] support, long[] all) {
    Set<Pair> rules = new HashSet<>();
    for (int a = 0; a < size; a++) {
      for (int b = 0; b < size; b++) {
        if (support[a][b] > 0 && support[a][b] >= enough * all[a]) {
          rules.add(new Pair(log.activity(a), log.activity(b)));
        }
      }
    }
    return rules;
  }

  /** Every number of occurrences seen in a case; noise does not thin them out. */
  private Map<String, Set<Integer>> frequencies() {
    Map<String, Set<Integer>> frequencies = new TreeMap<>();
    for (int a = 0; a < size; a++) {
      int activity = a;
      Set<Integer> seen = new TreeSet<>();
      for (int v = 0; v < log.variantCount(); v++) {
        seen.add((int) Arrays.stream(log.variant(v)).filter(x -> x == activity).count());
      }
      frequencies.put(log.activity(a), seen);
    }
    return frequencies;
  }
}
