package io.mudlark.mudscope.evolution;

import io.mudlark.cluster.feed.FeedCluster;
import io.mudlark.cluster.feed.FeedWindow;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the evolution of a device needs of the characterization of one window.
 *
 * @param file where it was read
 * @param deviceId whose window
 * @param deploymentId where the device stands; empty if not said
 * @param scaling what makes centroids comparable: name and, if there is one, hash of the scaling,
 *     and the names of the features
 * @param features number of components of a centroid
 * @param span when; null for a window without flows, whose time nobody knows
 * @param flows its flows
 * @param noiseFlows those in no cluster
 * @param clusters its clusters without the noise, by label
 */
record WindowFile(
    Path file,
    String deviceId,
    String deploymentId,
    String scaling,
    int features,
    @Nullable Span span,
    long flows,
    long noiseFlows,
    List<FeedCluster> clusters) {
  WindowFile {
    clusters = List.copyOf(clusters);
  }

  /** Milliseconds since the Unix epoch. */
  record Span(long startMillis, long endMillis) {}

  /** This window at a time. */
  WindowFile at(Span time) {
    return new WindowFile(
        file, deviceId, deploymentId, scaling, features, time, flows, noiseFlows, clusters);
  }

  FeedWindow feedWindow() {
    Span time = time();
    return new FeedWindow(time.startMillis(), time.endMillis(), flows, noiseFlows, clusters);
  }

  /** The span; the epoch when there is none. */
  Span time() {
    return span == null ? new Span(0, 0) : span;
  }

  /** Whether there is a cluster of that label. */
  boolean hasCluster(int label) {
    return clusters.stream().anyMatch(cluster -> cluster.label() == label);
  }
}
