package io.mudlark.mudscope.characterize;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The characterization of one window as MUDscope writes it down.
 *
 * @param deployment which device
 * @param method how the clusters were made
 * @param span true start and end of the window's traffic; null in files of the original's form and
 *     for windows without any flow
 * @param capture all flows together
 * @param clusters the clusters, noise first if there is any, then by label
 */
record WindowDocument(
    Deployment deployment,
    Method method,
    @Nullable Span span,
    Descriptor capture,
    List<DescribedCluster> clusters) {
  WindowDocument {
    clusters = List.copyOf(clusters);
  }

  /** Seconds since the Unix epoch: first packet of the first flow, last packet of the last. */
  record Span(double startSeconds, double endSeconds) {}

  /**
   * How clusters were made.
   *
   * @param minClusterSize as written: in the original's form always 1.4, although 1.2 is used
   * @param minSamples likewise always 0.2
   * @param features the clustered columns, in the order of every centroid
   * @param scaling name of the scaling method
   * @param scalerHash content hash of the scaling constants; null in the original's form
   */
  record Method(
      double minClusterSize,
      double minSamples,
      List<String> features,
      String scaling,
      @Nullable String scalerHash) {
    Method {
      features = List.copyOf(features);
    }
  }
}
