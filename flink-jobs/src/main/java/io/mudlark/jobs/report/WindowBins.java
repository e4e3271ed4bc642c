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
    bin.accepted = totals.at("/accepted/flows").asLong();
    bin.rejected = totals.at("/rejected/flows").asLong();
    bin.packets = totals.at("/rejected/packets").asLong();
    bin.unresolved = totals.at("/unresolved/flows").asLong();
    bin.unprofiled = totals.at("/unprofiled/flows").asLong();
    bin.clusters = it.path("clusters").size();
    JsonNode anomaly = it.path("anomaly");
    bin.anomalous = anomaly.path("anomalous").asBoolean() ? 1 : 0;
    bin.score = anomaly.path("score").asDouble();
    bin.baseline = anomaly.path("baselineFlows").asDouble();
    bin.episode = it.at("/episode/ordinal").asLong();
    JsonNode feed = it.path("feed");
    bin.mutual = feed.at("/mutual/count").asLong();
    bin.forward = feed.at("/forward/count").asLong();
    bin.backward = feed.at("/backward/count").asLong();
    bin.distance = feed.path("distanceMean").asDouble();
    bin.clustersBalance = feed.path("clustersBalance").asLong();
    bin.noiseBalance = feed.path("noiseBalance").asDouble();
    return bin;
  }
}
