package io.mudlark.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads the numbers of one window out of its document. */
final class WindowBins {
  private WindowBins() {}

  static TimelineBin ofEvolution(JsonNode it) {
    TimelineBin bin = new TimelineBin();
    bin.startMillis = DeviceReport.millis(it, "windowStart");
    bin.windows = 1;
    JsonNode totals = it.path("totals");
    bin.accepted = totals.path("accepted").path("flows").asLong();
    bin.rejected = totals.path("rejected").path("flows").asLong();
    bin.packets = totals.path("rejected").path("packets").asLong();
    bin.unresolved = totals.path("unresolved").path("flows").asLong();
    bin.unprofiled = totals.path("unprofiled").path("flows").asLong();
    bin.clusters = it.path("clusters").size();
    JsonNode anomaly = it.path("anomaly");
    bin.anomalous = anomaly.path("anomalous").asBoolean() ? 1 : 0;
    bin.score = anomaly.path("score").asDouble();
    bin.baseline = anomaly.path("baselineFlows").asDouble();
    bin.episode = it.path("episode").path("ordinal").asLong();
    JsonNode feed = it.path("feed");
    bin.mutual = feed.path("mutual").path("count").asLong();
    bin.forward = feed.path("forward").path("count").asLong();
    bin.backward = feed.path("backward").path("count").asLong();
    bin.distance = feed.path("distanceMean").asDouble();
    bin.clustersBalance = feed.path("clustersBalance").asLong();
    bin.noiseBalance = feed.path("noiseBalance").asDouble();
    return bin;
  }
}
