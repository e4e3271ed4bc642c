package io.mudlark.process.discover;

import io.mudlark.process.log.VariantLog;
import java.util.Arrays;

/**
 * The directly-follows graph of a log: how often one activity is immediately followed by another
 * within a case, and how often cases start and end where.
 *
 * <p>Activities are numbered as in the {@link VariantLog} it was counted from.
 */
public final class DirectlyFollows {
  private final String[] activities;
  private final long[][] follows;
  private final long[] starts;
  private final long[] ends;
  private final long[] occurrences;

  private DirectlyFollows(String[] activities) {
    this.activities = activities;
    int n = activities.length;
    this.follows = new long[n][n];
    this.starts = new long[n];
    this.ends = new long[n];
    this.occurrences = new long[n];
  }

  /** Counts a log. */
  public static DirectlyFollows of(VariantLog log) {
    String[] activities = new String[log.activityCount()];
    Arrays.setAll(activities, log::activity);
    DirectlyFollows graph = new DirectlyFollows(activities);
    for (int v = 0; v < log.variantCount(); v++) {
      graph.add(log.variant(v), log.count(v));
    }
    return graph;
  }

  private void add(int[] sequence, long count) {
    if (sequence.length == 0) {
      return;
    }
    starts[sequence[0]] += count;
    ends[sequence[sequence.length - 1]] += count;
    for (int i = 0; i < sequence.length; i++) {
      occurrences[sequence[i]] += count;
      if (i > 0) {
        follows[sequence[i - 1]][sequence[i]] += count;
      }
    }
  }

  /**
   * Without edges rarer than {@code share} of the most frequent edge at the less busy of their two
   * activities.
   */
  public DirectlyFollows withoutRare(double share) {
    DirectlyFollows kept = new DirectlyFollows(activities);
    long[] busiest = new long[size()];
    for (int a = 0; a < size(); a++) {
      for (int b = 0; b < size(); b++) {
        busiest[a] = Math.max(busiest[a], Math.max(follows[a][b], follows[b][a]));
      }
    }
    for (int a = 0; a < size(); a++) {
      kept.starts[a] = starts[a];
      kept.ends[a] = ends[a];
      kept.occurrences[a] = occurrences[a];
      for (int b = 0; b < size(); b++) {
        boolean rare = follows[a][b] < share * Math.min(busiest[a], busiest[b]);
        kept.follows[a][b] = rare ? 0 : follows[a][b];
      }
    }
    return kept;
  }

  public int size() {
    return activities.length;
  }

  public String activity(int id) {
    return activities[id];
  }

  /** How often {@code b} immediately follows {@code a}. */
  public long count(int a, int b) {
    return follows[a][b];
  }

  /** How many cases start with {@code a}. */
  public long starts(int a) {
    return starts[a];
  }

  /** How many cases end with {@code a}. */
  public long ends(int a) {
    return ends[a];
  }

  /** How often {@code a} occurs. */
  public long occurrences(int a) {
    return occurrences[a];
  }

  /** How many distinct pairs follow each other. */
  public int edges() {
    int edges = 0;
    for (long[] row : follows) {
      for (long count : row) {
        edges += count > 0 ? 1 : 0;
      }
    }
    return edges;
  }
}
