package io.mudlark.process.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A log reduced to what most miners need: its distinct activity sequences and how many cases have
 * each.
 *
 * <p>Activities are numbered by their names' order, variants are ordered by falling count, then by
 * sequence, so that equal logs have equal variant logs whatever the order of their cases.
 */
public final class VariantLog {
  private final String[] activities;
  private final int[][] variants;
  private final long[] counts;

  private VariantLog(String[] activities, int[][] variants, long[] counts) {
    this.activities = activities;
    this.variants = variants;
    this.counts = counts;
  }

  /** Counts the variants of a log. */
  public static VariantLog of(EventLog log) {
    Set<String> names = new HashSet<>();
    for (Trace trace : log.traces()) {
      for (LogEvent event : trace.events()) {
        names.add(event.activity());
      }
    }
    String[] activities = names.toArray(new String[0]);
    Arrays.sort(activities);
    Map<String, Integer> ids = idsOf(activities);
    Map<Sequence, Long> counted = new HashMap<>();
    for (Trace trace : log.traces()) {
      counted.merge(new Sequence(encode(trace, ids)), 1L, Long::sum);
    }
    return sorted(activities, counted);
  }

  /** Counts sequences given as names; each has the count beside it. */
  public static VariantLog of(Map<List<String>, Long> sequences) {
    TreeSet<String> names = new TreeSet<>();
    sequences.keySet().forEach(names::addAll);
    String[] activities = names.toArray(new String[0]);
    Map<String, Integer> ids = idsOf(activities);
    Map<Sequence, Long> counted = new HashMap<>();
    sequences.forEach(
        (sequence, count) -> counted.merge(new Sequence(encode(sequence, ids)), count, Long::sum));
    return sorted(activities, counted);
  }

  private static VariantLog sorted(String[] activities, Map<Sequence, Long> counted) {
    List<Map.Entry<Sequence, Long>> entries = new ArrayList<>(counted.entrySet());
    entries.sort(
        (x, y) -> {
          int byCount = Long.compare(y.getValue(), x.getValue());
          return byCount != 0
              ? byCount
              : Arrays.compare(x.getKey().activities(), y.getKey().activities());
        });
    int[][] variants = new int[entries.size()][];
    long[] counts = new long[entries.size()];
    for (int i = 0; i < variants.length; i++) {
      variants[i] = entries.get(i).getKey().activities();
      counts[i] = entries.get(i).getValue();
    }
    return new VariantLog(activities, variants, counts);
  }

  private static Map<String, Integer> idsOf(String[] activities) {
    Map<String, Integer> ids = new HashMap<>();
    for (int i = 0; i < activities.length; i++) {
      ids.put(activities[i], i);
    }
    return ids;
  }

  private static int[] encode(Trace trace, Map<String, Integer> ids) {
    int[] sequence = new int[trace.events().size()];
    for (int i = 0; i < sequence.length; i++) {
      sequence[i] = ids.getOrDefault(trace.events().get(i).activity(), -1);
    }
    return sequence;
  }

  private static int[] encode(Collection<String> names, Map<String, Integer> ids) {
    return names.stream().mapToInt(name -> ids.getOrDefault(name, -1)).toArray();
  }

  /** The number of distinct activities. */
  public int activityCount() {
    return activities.length;
  }

  public String activity(int id) {
    return activities[id];
  }

  /** The number of an activity, or -1 when the log has none of that name. */
  public int idOf(String activity) {
    int id = Arrays.binarySearch(activities, activity);
    return id < 0 ? -1 : id;
  }

  public int variantCount() {
    return variants.length;
  }

  /** The activity numbers of variant {@code index}; not to be modified. */
  public int[] variant(int index) {
    return variants[index];
  }

  /** How many cases have variant {@code index}. */
  public long count(int index) {
    return counts[index];
  }

  /** The activity names of variant {@code index}. */
  public List<String> names(int index) {
    return Arrays.stream(variants[index]).mapToObj(id -> activities[id]).toList();
  }

  /** How many cases there are. */
  public long cases() {
    return Arrays.stream(counts).sum();
  }

  private record Sequence(int[] activities) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Sequence that && Arrays.equals(activities, that.activities);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(activities);
    }
  }
}
