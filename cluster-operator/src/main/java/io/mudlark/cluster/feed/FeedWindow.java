package io.mudlark.cluster.feed;

import io.mudlark.mrt.Characterization;
import java.util.List;

/**
 * What the comparison of two windows needs to know of a window.
 *
 * @param startMillis its start, milliseconds since the Unix epoch
 * @param endMillis its end
 * @param flows its rejected flows, noise included
 * @param noiseFlows those in no cluster
 * @param clusters its clusters without the noise, by label
 */
public record FeedWindow(
    long startMillis, long endMillis, long flows, long noiseFlows, List<FeedCluster> clusters) {
  public FeedWindow {
    clusters = List.copyOf(clusters);
  }

  public static FeedWindow of(Characterization window) {
    return new FeedWindow(
        window.window().startMillis(),
        window.window().endMillis(),
        window.totals().rejected().flows(),
        window.noiseFlows(),
        window.clusters().stream().map(FeedCluster::of).toList());
  }

  /** 0 to 1; 0 for an empty window. */
  double noiseShare() {
    return flows == 0 ? 0 : (double) noiseFlows / flows;
  }

  /** Clusters, noise counted as one. */
  int clustersWithNoise() {
    return clusters.size() + (noiseFlows > 0 ? 1 : 0);
  }
}
