package io.mudlark.mudscope.monitor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the times in which a feed is not flat.
 *
 * <p>The original calls a transition flat when the number of clusters stays the same and is one. It
 * misses an attack whose flows form one cluster from the start. By default therefore a transition
 * is flat when there is no more than one cluster before and after, and no more flows than is usual
 * for the feed.
 */
final class AnomalyFinder {
  /** Flows above this multiple of the most that a flat window had are unusual. */
  private static final double USUAL_FACTOR = 3;

  /** A window has to have so many flows more than the most usual one to be unusual. */
  private static final double UNUSUAL_FLOWS = 10;

  private final Feed feed;
  private final List<String> metrics;
  private final boolean compat;
  private final List<FeedAnomaly> found = new ArrayList<>();

  private AnomalyFinder(Feed feed, List<String> metrics, boolean compat) {
    this.feed = feed;
    this.metrics = metrics;
    this.compat = compat;
  }

  /**
   * The anomalies of a feed, oldest first.
   *
   * @param metrics what signatures are made of, {@code clusters_balance} included
   * @param compat the original's rule and its treatment of what is open at the end
   */
  static List<FeedAnomaly> find(Feed feed, List<String> metrics, boolean compat) {
    return new AnomalyFinder(feed, metrics, compat).find();
  }

  private List<FeedAnomaly> find() {
    boolean[] flat = compat ? flatAsOriginal() : flat();
    int opened = -1;
    for (int row = 0; row < flat.length; row++) {
      if (!flat[row] && opened < 0) {
        opened = row;
      } else if (flat[row] && opened >= 0) {
        found.add(anomaly(opened, row, feed.at("ch1_t_start", row), false));
        opened = -1;
      }
    }
    if (opened >= 0) {
      found.add(
          compat
              ? anomaly(opened, -1, 0, true)
              : anomaly(opened, flat.length - 1, feed.at("ch2_t_end", flat.length - 1), true));
    }
    return List.copyOf(found);
  }

  private boolean[] flatAsOriginal() {
    boolean[] flat = new boolean[feed.rows()];
    for (int row = 0; row < flat.length; row++) {
      flat[row] = feed.at("clusters_balance", row) == 0 && feed.at("ch2_clusters_n", row) == 1;
    }
    return flat;
  }

  private boolean[] flat() {
    boolean[] flat = new boolean[feed.rows()];
    double usual = flat.length == 0 ? 0 : feed.at("ch1_tot_flows", 0);
    if (flat.length > 0 && feed.at("ch1_clusters_n", 0) > 1) {
      usual = 0;
    }
    for (int row = 0; row < flat.length; row++) {
      double flows = feed.at("ch2_tot_flows", row);
      boolean few = flows <= Math.max(USUAL_FACTOR * usual, usual + UNUSUAL_FLOWS);
      flat[row] = few && feed.at("ch1_clusters_n", row) <= 1 && feed.at("ch2_clusters_n", row) <= 1;
      if (flat[row]) {
        usual = Math.max(usual, flows);
      }
    }
    return flat;
  }

  private FeedAnomaly anomaly(int opened, int lastRow, double end, boolean open) {
    int firstRow = Math.max(opened - 1, 0);
    Map<String, double[]> signature = new HashMap<>();
    if (lastRow >= 0) {
      metrics.forEach(
          metric ->
              signature.put(
                  metric, Arrays.copyOfRange(feed.column(metric), firstRow, lastRow + 1)));
    }
    return new FeedAnomaly(
        feed.id() + "_anomaly-" + found.size(),
        feed.id(),
        feed.deviceId(),
        feed.at("ch1_t_start", opened),
        end,
        firstRow,
        lastRow,
        open,
        signature);
  }
}
