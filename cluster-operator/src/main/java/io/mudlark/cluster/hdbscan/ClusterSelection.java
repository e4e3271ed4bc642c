package io.mudlark.cluster.hdbscan;

import io.mudlark.cluster.hdbscan.HdbscanConfig.Selection;
import java.util.Arrays;

/** Which clusters of a condensed tree are reported, and which reported cluster holds each other. */
final class ClusterSelection {
  private boolean[] selected = {};
  private boolean[] split = {};
  private double[] childSum = Buffers.NO_DOUBLES;
  private int[] top = Buffers.NO_INTS;

  /** Selects among the clusters of a tree; none if it holds fewer rows than a cluster needs. */
  void select(CondensedTree tree, HdbscanConfig config) {
    int clusters = tree.clusters();
    if (selected.length < clusters) {
      selected = new boolean[clusters];
      split = new boolean[clusters];
      childSum = new double[clusters];
      top = new int[clusters];
    }
    Arrays.fill(selected, 0, clusters, false);
    Arrays.fill(split, 0, clusters, false);
    for (int cluster = 1; cluster < clusters; cluster++) {
      split[tree.parent(cluster)] = true;
    }
    if (tree.size(0) >= config.minClusterSize()) {
      if (config.selection() == Selection.EXCESS_OF_MASS) {
        selectByStability(tree, config);
      } else {
        selectLeaves(clusters);
      }
    }
    if (config.selectionEpsilon() > 0 && !selected[0]) {
      mergeUpwards(tree, config);
    }
    findTops(tree);
  }

  /** The reported cluster that contains a cluster or is it; -1 if there is none. */
  int reported(int cluster) {
    return top[cluster];
  }

  private void selectByStability(CondensedTree tree, HdbscanConfig config) {
    int clusters = tree.clusters();
    Arrays.fill(childSum, 0, clusters, 0.0);
    int first = config.allowSingleCluster() ? 0 : 1;
    for (int cluster = clusters - 1; cluster >= first; cluster--) {
      boolean childrenWin = childSum[cluster] > tree.stability(cluster);
      selected[cluster] = !childrenWin && !tooLarge(tree, config, cluster);
      if (cluster > 0) {
        childSum[tree.parent(cluster)] +=
            selected[cluster] ? tree.stability(cluster) : childSum[cluster];
      }
    }
  }

  private static boolean tooLarge(CondensedTree tree, HdbscanConfig config, int cluster) {
    int rows = cluster == 0 ? tree.rootRowsAtEnd() : tree.size(cluster);
    return config.maxClusterSize() > 0 && rows > config.maxClusterSize();
  }

  private void selectLeaves(int clusters) {
    for (int cluster = 1; cluster < clusters; cluster++) {
      selected[cluster] = !split[cluster];
    }
  }

  /** Replaces each cluster born below epsilon by the lowest ancestor born above it. */
  private void mergeUpwards(CondensedTree tree, HdbscanConfig config) {
    double epsilon = config.selectionEpsilon();
    boolean[] before = Arrays.copyOf(selected, tree.clusters());
    // a cluster inside a selected one is not reported itself, so only the tops climb
    findTops(tree);
    for (int cluster = 1; cluster < before.length; cluster++) {
      if (before[cluster] && top[cluster] == cluster && 1.0 / tree.birth(cluster) < epsilon) {
        int at = cluster;
        do {
          int above = tree.parent(at);
          if (above == 0 && !config.allowSingleCluster()) {
            break;
          }
          at = above;
        } while (at > 0 && 1.0 / tree.birth(at) <= epsilon);
        selected[cluster] = false;
        selected[at] = true;
      }
    }
  }

  private void findTops(CondensedTree tree) {
    for (int cluster = 0; cluster < tree.clusters(); cluster++) {
      int above = cluster == 0 ? -1 : top[tree.parent(cluster)];
      top[cluster] = above >= 0 ? above : selected[cluster] ? cluster : -1;
    }
  }
}
