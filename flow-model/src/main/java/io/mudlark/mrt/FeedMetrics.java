package io.mudlark.mrt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The transition between two consecutive windows of one device in MUDscope's terms: a row of its
 * MRT feed, typed. "Before" is the earlier window, "after" the later; distances are Euclidean
 * between centroids in scaled units; noise takes no part in distances and matches.
 *
 * @param centroidDimension components of the vectors below: the features, then mean and deviation
 *     of the cluster's spread
 * @param beforeStartMillis start of the earlier window, milliseconds since the Unix epoch
 * @param beforeEndMillis its end
 * @param afterStartMillis start of the later window
 * @param afterEndMillis its end
 * @param flowsBefore rejected flows of the earlier window
 * @param flowsAfter rejected flows of the later window
 * @param clustersBefore clusters of the earlier window, noise counted as one
 * @param clustersAfter clusters of the later window, noise counted as one
 * @param noiseBalance noise share of the later window minus that of the earlier one
 * @param distanceMean mean over all pairs of one earlier and one later cluster; 0 without pairs
 * @param distanceDeviation population standard deviation of the same
 * @param distanceDeciles quantiles 0.1 ... 1.0 of the same
 * @param mutual pairs in which each is the other's nearest; has no agglomeration
 * @param forward earlier clusters whose nearest later one has a nearer neighbour
 * @param backward later clusters whose nearest earlier one has a nearer neighbour
 */
public record FeedMetrics(
    int centroidDimension,
    long beforeStartMillis,
    long beforeEndMillis,
    long afterStartMillis,
    long afterEndMillis,
    long flowsBefore,
    long flowsAfter,
    int clustersBefore,
    int clustersAfter,
    double noiseBalance,
    double distanceMean,
    double distanceDeviation,
    List<Double> distanceDeciles,
    Matches mutual,
    Matches forward,
    Matches backward) {
  public FeedMetrics {
    distanceDeciles = List.copyOf(distanceDeciles);
  }

  /** {@code tot_flows_balance}: later minus earlier. */
  public long flowsBalance() {
    return flowsAfter - flowsBefore;
  }

  /** {@code clusters_balance}: later minus earlier, noise counted. */
  public int clustersBalance() {
    return clustersAfter - clustersBefore;
  }

  /** {@code elapsed_transition_time}: from the end of the earlier window to the later's start. */
  public long elapsedMillis() {
    return afterStartMillis - beforeEndMillis;
  }

  /**
   * The matches of one direction.
   *
   * @param count how many
   * @param share of all matches of the transition, 0 to 1
   * @param agglomeration how the matches pile up on single clusters; null for mutual matches
   * @param vectors the shifts of the matched clusters, later minus earlier
   */
  public record Matches(
      int count, double share, @Nullable Agglomeration agglomeration, VectorSummary vectors) {}

  /**
   * How many one-sided matches each cluster of the other window attracts.
   *
   * @param mean over all clusters of the other window
   * @param deviation population standard deviation over the same
   * @param max the most
   * @param maxShare the most as a share of all matches of the direction, 0 without any
   * @param maxCluster label of the first cluster that attracts the most
   */
  public record Agglomeration(
      double mean, double deviation, double max, double maxShare, int maxCluster) {}

  /**
   * Component-wise statistics of shift vectors; zeros when there is none.
   *
   * @param mean per component
   * @param deviation population standard deviation per component
   * @param deciles the quantiles 0.1, 0.2 ... 1.0, one after the other, each with one value per
   *     component; see {@link #decile}
   */
  public record VectorSummary(List<Double> mean, List<Double> deviation, List<Double> deciles) {
    public VectorSummary {
      mean = List.copyOf(mean);
      deviation = List.copyOf(deviation);
      deciles = List.copyOf(deciles);
    }

    /** The quantile {@code tenth / 10} per component; {@code tenth} is 1 to 10. */
    public List<Double> decile(int tenth) {
      return deciles.subList((tenth - 1) * mean.size(), tenth * mean.size());
    }
  }
}
