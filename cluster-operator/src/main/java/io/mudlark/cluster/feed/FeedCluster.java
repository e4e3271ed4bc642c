package io.mudlark.cluster.feed;

import io.mudlark.mrt.ClusterSummary;
import java.util.ArrayList;
import java.util.List;

/**
 * What the comparison of two windows needs to know of a cluster.
 *
 * @param label its label in its window
 * @param flows its flows
 * @param centroid its mean in scaled units
 * @param spreadMean mean distance of its flows, the same units
 * @param spreadDeviation their standard deviation
 */
public record FeedCluster(
    int label, long flows, List<Double> centroid, double spreadMean, double spreadDeviation) {
  public FeedCluster {
    centroid = List.copyOf(centroid);
  }

  public static FeedCluster of(ClusterSummary cluster) {
    return new FeedCluster(
        cluster.label(),
        cluster.volume().flows(),
        cluster.centroid(),
        cluster.spread().mean(),
        cluster.spread().deviation());
  }

  /** The centroid, then mean and deviation of the spread: MUDscope's meta-centroid. */
  List<Double> metaCentroid() {
    List<Double> meta = new ArrayList<>(centroid);
    meta.add(spreadMean);
    meta.add(spreadDeviation);
    return meta;
  }

  /** Euclidean distance of the plain centroids, scaled units. */
  public double distance(FeedCluster other) {
    return distance(centroid, other.centroid);
  }

  public static double distance(List<Double> a, List<Double> b) {
    double squares = 0;
    for (int i = 0; i < a.size(); i++) {
      double difference = a.get(i) - b.get(i);
      squares += difference * difference;
    }
    return Math.sqrt(squares);
  }
}
