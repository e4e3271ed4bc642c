package io.mudlark.cluster.hdbscan;

import java.util.Arrays;
import java.util.List;

/**
 * What HDBSCAN* found in one set of rows: a label, a probability and an outlier score for each row,
 * and the hierarchy behind them.
 *
 * <p>Immutable; every array handed out is a fresh copy. Equal rows share one <em>location</em>,
 * numbered in an order that their values alone decide, so nothing here but the numbering of the
 * labels depends on the order of the rows.
 */
public final class Clustering {
  /** Values per distinct row, and which distinct row each row is. */
  record PerLocation(
      int[] ofRow,
      int[] countedRows,
      int[] label,
      double[] probability,
      double[] outlierScore,
      double[] coreDistance) {}

  private final PerLocation locations;
  private final double[] edgeWeights;
  private final List<DensityCluster> clusters;
  private final List<CondensedCluster> hierarchy;

  Clustering(
      PerLocation locations,
      double[] edgeWeights,
      List<DensityCluster> clusters,
      List<CondensedCluster> hierarchy) {
    this.locations = locations;
    this.edgeWeights = edgeWeights;
    this.clusters = List.copyOf(clusters);
    this.hierarchy = List.copyOf(hierarchy);
  }

  /** Number of rows given, unusable ones included. */
  public int rows() {
    return locations.ofRow.length;
  }

  /** Number of rows left out because a value was not finite; they are labelled as noise. */
  public int unusableRows() {
    int count = 0;
    for (int location : locations.ofRow) {
      count += location < 0 ? 1 : 0;
    }
    return count;
  }

  /** Number of rows without a cluster, unusable ones included. */
  public int noiseRows() {
    int count = 0;
    for (int row = 0; row < rows(); row++) {
      count += label(row) < 0 ? 1 : 0;
    }
    return count;
  }

  /** Number of distinct usable rows. */
  public int locations() {
    return locations.label.length;
  }

  /** Location of each row, -1 for an unusable one. */
  public int[] locationOfRows() {
    return locations.ofRow.clone();
  }

  /** Cluster of the row, -1 for noise. */
  public int label(int row) {
    int location = locations.ofRow[row];
    return location < 0 ? -1 : locations.label[location];
  }

  /** Cluster of each row, -1 for noise; clusters are numbered by their first row. */
  public int[] labels() {
    int[] labels = new int[rows()];
    Arrays.setAll(labels, this::label);
    return labels;
  }

  /** How firmly the row belongs to its cluster, from 0 to 1; 0 for noise. */
  public double probability(int row) {
    int location = locations.ofRow[row];
    return location < 0 ? 0.0 : locations.probability[location];
  }

  /** {@link #probability} of each row. */
  public double[] probabilities() {
    double[] values = new double[rows()];
    Arrays.setAll(values, this::probability);
    return values;
  }

  /**
   * GLOSH outlier score of the row (Campello et al. 2015), from 0 (as dense as its surroundings
   * get) to 1; 1 for an unusable row.
   */
  public double outlierScore(int row) {
    int location = locations.ofRow[row];
    return location < 0 ? 1.0 : locations.outlierScore[location];
  }

  /** {@link #outlierScore} of each row. */
  public double[] outlierScores() {
    double[] values = new double[rows()];
    Arrays.setAll(values, this::outlierScore);
    return values;
  }

  /** Distance of each row to its {@code minSamples}-th other row; NaN for an unusable row. */
  public double[] coreDistances() {
    double[] values = new double[rows()];
    for (int row = 0; row < values.length; row++) {
      int location = locations.ofRow[row];
      values[row] = location < 0 ? Double.NaN : locations.coreDistance[location];
    }
    return values;
  }

  /** Number of clusters; labels run from 0 to one less. */
  public int clusterCount() {
    return clusters.size();
  }

  /** The clusters by label. */
  public List<DensityCluster> clusters() {
    return clusters;
  }

  /** All nodes of the condensed hierarchy by id, the whole data set first; empty for no rows. */
  public List<CondensedCluster> hierarchy() {
    return hierarchy;
  }

  /**
   * The weights of a minimum spanning tree of the mutual reachability graph over the rows,
   * ascending: one fewer than the usable rows, copies included (as far as they are counted).
   */
  public double[] sortedMstWeights() {
    int length = edgeWeights.length;
    for (int copies : locations.countedRows) {
      length += copies - 1;
    }
    double[] weights = Arrays.copyOf(edgeWeights, length);
    int next = edgeWeights.length;
    for (int location = 0; location < locations.countedRows.length; location++) {
      int end = next + locations.countedRows[location] - 1;
      Arrays.fill(weights, next, end, locations.coreDistance[location]);
      next = end;
    }
    Arrays.sort(weights);
    return weights;
  }
}
