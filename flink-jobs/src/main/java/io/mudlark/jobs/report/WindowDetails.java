package io.mudlark.jobs.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The windows of one device that are shown with their clusters: the most unusual ones. */
final class WindowDetails {
  private static final Comparator<Rank> ORDER =
      Comparator.comparing(Rank::anomalous)
          .thenComparingDouble(Rank::score)
          .thenComparingLong(Rank::rejected)
          .thenComparingLong(Rank::startMillis);

  /** How unusual a window is. */
  record Rank(boolean anomalous, double score, long rejected, long startMillis) {}

  private final TreeSet<Rank> ranks = new TreeSet<>(ORDER);
  private final Map<Long, ObjectNode> windows = new TreeMap<>();
  private long leftOut;

  /** Keeps a window if it is among the {@code limit} most unusual ones. */
  void offer(Rank rank, ObjectNode window, int limit) {
    if (!ranks.add(rank)) {
      return;
    }
    windows.put(rank.startMillis(), window);
    shrinkTo(limit);
  }

  void shrinkTo(int limit) {
    while (ranks.size() > limit) {
      windows.remove(ranks.pollFirst().startMillis());
      leftOut++;
    }
  }

  /** Adds a member to a kept window. */
  void addTo(long startMillis, String name, ObjectNode value) {
    ObjectNode window = windows.get(startMillis);
    if (window != null) {
      window.set(name, value);
    }
  }

  long leftOut() {
    return leftOut;
  }

  void writeTo(ArrayNode array) {
    windows.values().forEach(array::add);
  }
}
