package io.mudlark.process.discover;

import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.LogEvent;
import io.mudlark.process.log.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The performance view of the directly-follows graph: how long one step takes to follow another.
 */
public final class PairTimes {
  private PairTimes() {}

  /**
   * A pair of activities.
   *
   * @param from the earlier one
   * @param to the one that follows
   */
  public record Pair(String from, String to) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      int byFrom = from.compareTo(other.from);
      return byFrom != 0 ? byFrom : to.compareTo(other.to);
    }
  }

  /**
   * Mean and median of the time between the end of one step and the start of the next, in seconds.
   *
   * @param count how often the pair occurs with both times known
   */
  public record Timing(long count, double meanSeconds, double medianSeconds) {}

  /** Timing of every directly-following pair; events without a time are left out. */
  public static Map<Pair, Timing> of(EventLog log) {
    Map<Pair, List<Long>> waits = new TreeMap<>();
    for (Trace trace : log.traces()) {
      List<LogEvent> events = trace.events();
      for (int i = 1; i < events.size(); i++) {
        LogEvent from = events.get(i - 1);
        LogEvent to = events.get(i);
        if (from.hasTime() && to.hasTime()) {
          waits
              .computeIfAbsent(
                  new Pair(from.activity(), to.activity()), unused -> new ArrayList<>())
              .add(Math.max(0, to.startNanos() - from.timeNanos()));
        }
      }
    }
    Map<Pair, Timing> timings = new TreeMap<>();
    waits.forEach((pair, nanos) -> timings.put(pair, timing(nanos)));
    return timings;
  }

  private static Timing timing(List<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1
            ? sorted[middle]
            : (sorted[middle - 1] + (double) sorted[middle]) / 2;
    double mean = Arrays.stream(sorted).average().orElse(0);
    return new Timing(sorted.length, mean / 1e9, median / 1e9);
  }

  /** How often one activity occurs anywhere before another in the same case. */
  public static Map<Pair, Long> eventuallyFollows(EventLog log) {
    Map<Pair, Long> counts = new TreeMap<>();
    for (Trace trace : log.traces()) {
      List<String> activities = trace.activities();
      for (int i = 0; i < activities.size(); i++) {
        for (int j = i + 1; j < activities.size(); j++) {
          counts.merge(new Pair(activities.get(i), activities.get(j)), 1L, Long::sum);
        }
      }
    }
    return counts;
  }
}
