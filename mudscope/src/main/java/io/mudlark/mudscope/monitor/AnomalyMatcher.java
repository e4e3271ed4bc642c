package io.mudlark.mudscope.monitor;

import io.mudlark.cluster.feed.SignatureScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares anomalies in pairs, those of one feed with each other too. */
final class AnomalyMatcher {
  private static final String BALANCE = "clusters_balance";

  private final List<String> watched;
  private final boolean compat;

  /**
   * @param compat the original's rule that a correlation that is not defined counts as none; else
   *     two metrics that stay at one and the same value agree fully
   */
  AnomalyMatcher(List<String> watched, boolean compat) {
    this.watched = List.copyOf(watched);
    this.compat = compat;
  }

  /** The pairs that are alike, in the order of the anomalies. */
  List<AnomalyMatch> matches(List<FeedAnomaly> anomalies) {
    List<AnomalyMatch> matches = new ArrayList<>();
    for (int i = 0; i < anomalies.size(); i++) {
      for (int j = i + 1; j < anomalies.size(); j++) {
        FeedAnomaly first = anomalies.get(i);
        FeedAnomaly second = anomalies.get(j);
        boolean comparable =
            first.isComparable()
                && second.isComparable()
                && Math.abs(first.width() - second.width()) <= SignatureScore.MAX_WIDTH_DIFFERENCE;
        if (comparable) {
          AnomalyMatch match = compare(first, second);
          if (match.score().isAlike()) {
            matches.add(match);
          }
        }
      }
    }
    return matches;
  }

  /** The likeness of two anomalies that have signatures. */
  AnomalyMatch compare(FeedAnomaly first, FeedAnomaly second) {
    Map<String, Double> correlations = new LinkedHashMap<>();
    for (String metric : watched) {
      correlations.put(metric, correlation(first.series(metric), second.series(metric)));
    }
    SignatureScore plain =
        SignatureScore.of(
            watched.stream().map(first::series).toList(),
            watched.stream().map(second::series).toList(),
            first.series(BALANCE),
            second.series(BALANCE));
    SignatureScore score =
        new SignatureScore(
            correlations.values().stream().mapToDouble(value -> value).max().orElse(0),
            correlations.values().stream().mapToDouble(value -> value).average().orElse(0),
            plain.penalty());
    return new AnomalyMatch(first, second, score, correlations);
  }

  private double correlation(double[] a, double[] b) {
    if (!compat && isConstant(a) && isConstant(b) && a[0] == b[0]) {
      return 1;
    }
    return SignatureScore.correlation(a, b);
  }

  private static boolean isConstant(double[] values) {
    return Arrays.stream(values).distinct().count() == 1;
  }
}
