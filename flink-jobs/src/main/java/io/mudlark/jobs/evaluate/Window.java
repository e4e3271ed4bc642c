package io.mudlark.jobs.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.mudlark.site.DeviceId;

/**
 * What a run found in one window of one device.
 *
 * @param device whose window
 * @param span when
 * @param rejected rejected flows
 * @param clusters clusters of them
 * @param anomalous whether it was out of the ordinary
 * @param score how far out; 1 is the limit
 * @param mudscope whether MUDscope's rule takes it for an anomaly
 */
record Window(
    DeviceId device,
    Span span,
    long rejected,
    int clusters,
    boolean anomalous,
    double score,
    boolean mudscope) {
  /** Of a line of {@code evolution.jsonl}. */
  static Window of(JsonNode row) {
    JsonNode anomaly = row.path("anomaly");
    return new Window(
        new DeviceId(JsonRows.word(row, "site"), JsonRows.word(row, "device")),
        new Span(JsonRows.millis(row, "windowStart"), JsonRows.millis(row, "windowEnd") - 1),
        row.path("totals").path("rejected").path("flows").asLong(),
        row.path("clusters").size(),
        anomaly.path("anomalous").asBoolean(),
        anomaly.path("score").asDouble(),
        mudscope(row.path("feed")));
  }

  /**
   * A transition is ordinary to MUDscope when the number of clusters, noise counted as one, stays
   * and is one. What no window of MUDscope can be, empty, counts as its placeholder: one cluster.
   */
  private static boolean mudscope(JsonNode feed) {
    if (feed.isMissingNode()) {
      return false;
    }
    int before = Math.max(1, feed.path("clustersBefore").asInt());
    int after = Math.max(1, feed.path("clustersAfter").asInt());
    return after != 1 || before != 1;
  }
}
