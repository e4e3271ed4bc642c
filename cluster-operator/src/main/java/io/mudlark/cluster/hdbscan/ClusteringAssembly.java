package io.mudlark.cluster.hdbscan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns selected clusters of a condensed tree into labels, probabilities and scores. */
final class ClusteringAssembly {
  private final HdbscanConfig config;
  private final Locations locations;
  private final int[] counted;
  private final CondensedTree tree;
  private final ClusterSelection selection;

  /** Label of each location, of each cluster, and cluster of each label. */
  private final int[] label;

  private final int[] labelOfCluster;
  private final int[] clusterOfLabel;
  private int labels;

  ClusteringAssembly(
      HdbscanConfig config,
      Locations locations,
      int[] counted,
      CondensedTree tree,
      ClusterSelection selection) {
    this.config = config;
    this.locations = locations;
    this.counted = counted;
    this.tree = tree;
    this.selection = selection;
    label = new int[locations.count()];
    labelOfCluster = new int[tree.clusters()];
    clusterOfLabel = new int[tree.clusters()];
  }

  /** The answer for fewer than two rows: nothing is a cluster, nothing is an outlier. */
  static Clustering allNoise(Locations locations) {
    int count = locations.count();
    int[] label = new int[count];
    int[] counted = new int[count];
    Arrays.fill(label, -1);
    Arrays.fill(counted, 1);
    Clustering.PerLocation values =
        new Clustering.PerLocation(
            locations.ofRow(),
            counted,
            label,
            new double[count],
            new double[count],
            new double[count]);
    return new Clustering(values, new double[0], List.of(), List.of());
  }

  /** The answer, given the core distances and merge heights that led to the condensed tree. */
  Clustering assemble(double[] coreDistances, double[] heights) {
    Arrays.fill(labelOfCluster, -1);
    Arrays.fill(label, -1);
    for (int location : locations.ofRow()) {
      if (location >= 0 && label[location] < 0) {
        labelLocation(location);
      }
    }
    int count = locations.count();
    Clustering.PerLocation values =
        new Clustering.PerLocation(
            locations.ofRow(),
            Arrays.copyOf(counted, count),
            label,
            probabilities(),
            outlierScores(),
            Arrays.copyOf(coreDistances, count));
    return new Clustering(values, heights, clusters(), hierarchy());
  }

  private void labelLocation(int location) {
    int cluster = selection.reported(tree.clusterOf(location));
    if (cluster < 0 || (cluster == 0 && tree.lambdaOf(location) < rootBound())) {
      return;
    }
    if (labelOfCluster[cluster] < 0) {
      clusterOfLabel[labels] = cluster;
      labelOfCluster[cluster] = labels++;
    }
    label[location] = labelOfCluster[cluster];
  }

  /** Smallest lambda of a row that still belongs to the whole data set as a cluster. */
  private double rootBound() {
    return config.selectionEpsilon() > 0 ? 1.0 / config.selectionEpsilon() : tree.death(0);
  }

  private double[] probabilities() {
    double[] values = new double[label.length];
    for (int location = 0; location < values.length; location++) {
      if (label[location] >= 0) {
        double lambda = tree.lambdaOf(location);
        double death = tree.death(clusterOfLabel[label[location]]);
        values[location] = share(lambda, death, 1.0);
      }
    }
    return values;
  }

  private double[] outlierScores() {
    double[] densest = new double[tree.clusters()];
    for (int cluster = densest.length - 1; cluster >= 0; cluster--) {
      densest[cluster] = Math.max(densest[cluster], tree.death(cluster));
      if (cluster > 0) {
        int parent = tree.parent(cluster);
        densest[parent] = Math.max(densest[parent], densest[cluster]);
      }
    }
    double[] values = new double[label.length];
    for (int location = 0; location < values.length; location++) {
      double max = densest[tree.clusterOf(location)];
      double lambda = tree.lambdaOf(location);
      if (max > 0 && lambda < Double.POSITIVE_INFINITY) {
        values[location] = max == Double.POSITIVE_INFINITY ? 1.0 : (max - lambda) / max;
      }
    }
    return values;
  }

  /** lambda / largest, at most 1; {@code undefined} where nothing can be divided. */
  private static double share(double lambda, double largest, double undefined) {
    if (largest == 0 || lambda == Double.POSITIVE_INFINITY) {
      return undefined;
    }
    return Math.min(lambda, largest) / largest;
  }

  private List<DensityCluster> clusters() {
    int[] rows = new int[labels];
    int[] countedRows = new int[labels];
    int[] places = new int[labels];
    for (int location = 0; location < label.length; location++) {
      int at = label[location];
      if (at >= 0) {
        rows[at] += locations.copies(location);
        countedRows[at] += counted[location];
        places[at]++;
      }
    }
    double densest = 0;
    for (int cluster = 0; cluster < tree.clusters(); cluster++) {
      densest = Math.max(densest, tree.death(cluster));
    }
    List<DensityCluster> clusters = new ArrayList<>(labels);
    for (int at = 0; at < labels; at++) {
      int cluster = clusterOfLabel[at];
      double birth = tree.birth(cluster);
      double death = tree.death(cluster);
      double stability = tree.stability(cluster);
      boolean bounded = densest > 0 && densest < Double.POSITIVE_INFINITY;
      clusters.add(
          new DensityCluster(
              at,
              rows[at],
              places[at],
              birth,
              death,
              stability,
              bounded ? stability / (countedRows[at] * densest) : 1.0,
              death == 0 ? 0.0 : 1.0 - share(birth, death, 1.0)));
    }
    return clusters;
  }

  private List<CondensedCluster> hierarchy() {
    List<CondensedCluster> nodes = new ArrayList<>(tree.clusters());
    for (int cluster = 0; cluster < tree.clusters(); cluster++) {
      nodes.add(
          new CondensedCluster(
              cluster,
              tree.parent(cluster),
              tree.birth(cluster),
              tree.death(cluster),
              tree.size(cluster),
              tree.stability(cluster),
              labelOfCluster[cluster]));
    }
    return nodes;
  }
}
