package io.mudlark.mudscope.monitor;

import io.mudlark.cluster.feed.SignatureScore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two anomalies and how alike they are.
 *
 * @param score their likeness
 * @param correlations of each watched metric, smallest first
 */
record AnomalyMatch(
    FeedAnomaly first, FeedAnomaly second, SignatureScore score, Map<String, Double> correlations) {
  AnomalyMatch {
    Map<String, Double> ascending = new LinkedHashMap<>();
    List<Map.Entry<String, Double>> entries = List.copyOf(correlations.entrySet());
    entries.stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(entry -> ascending.put(entry.getKey(), entry.getValue()));
    correlations = Collections.unmodifiableMap(ascending);
  }
}
