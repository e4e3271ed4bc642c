package io.mudlark.cluster.hdbscan;

import java.util.Arrays;

/**
 * The hierarchy without its small parts: clusters of at least the wanted size, when they appear and
 * split, and at which density each location drops out of which cluster.
 *
 * <p>All components that meet at one height meet at once, so the tree does not depend on how ties
 * are broken. A location with several copies is that many single rows from its core distance
 * downwards, and one component above it.
 */
final class CondensedTree {
  private int minClusterSize;
  private int clusters;
  private int[] parent = Buffers.NO_INTS;
  private int[] size = Buffers.NO_INTS;
  private double[] birth = Buffers.NO_DOUBLES;
  private double[] death = Buffers.NO_DOUBLES;
  private double[] stability = Buffers.NO_DOUBLES;
  private int[] clusterOf = Buffers.NO_INTS;
  private double[] leaves = Buffers.NO_DOUBLES;
  private int rootRowsAtEnd;

  private int[] pendingNode = Buffers.NO_INTS;
  private int[] pendingCluster = Buffers.NO_INTS;
  private int pending;
  private int[] unfold = Buffers.NO_INTS;
  private long[] big = Buffers.NO_LONGS;

  /** Condenses a tree of at least one location with at least two rows. */
  void build(MergeTree tree, int locations, int[] countedRows, double[] core, int minClusterSize) {
    this.minClusterSize = minClusterSize;
    allocate(locations, tree.size(tree.root()));
    clusters = 0;
    pending = 0;
    int root = tree.root();
    push(root, open(-1, 0.0, tree.size(root)));
    while (pending > 0) {
      pending--;
      follow(tree, core, pendingNode[pending], pendingCluster[pending]);
    }
    addStabilities(locations, countedRows);
  }

  int clusters() {
    return clusters;
  }

  /** Cluster from which this one split, -1 for the root 0; parents have smaller numbers. */
  int parent(int cluster) {
    return parent[cluster];
  }

  /** Rows at birth. */
  int size(int cluster) {
    return size[cluster];
  }

  double birth(int cluster) {
    return birth[cluster];
  }

  /** Largest lambda at which anything leaves the cluster itself. */
  double death(int cluster) {
    return death[cluster];
  }

  double stability(int cluster) {
    return stability[cluster];
  }

  /** Cluster from which a location drops out. */
  int clusterOf(int location) {
    return clusterOf[location];
  }

  /** Lambda at which a location drops out of its cluster. */
  double lambdaOf(int location) {
    return leaves[location];
  }

  /** Rows still in the root when it splits or dissolves. */
  int rootRowsAtEnd() {
    return rootRowsAtEnd;
  }

  private void allocate(int locations, int rows) {
    // clusters that do not split share no row, and there are fewer of those that do
    int whole = Math.min(locations, rows / minClusterSize) + 1;
    int nodes = 2 * whole;
    parent = Buffers.atLeast(parent, nodes);
    size = Buffers.atLeast(size, nodes);
    birth = Buffers.atLeast(birth, nodes);
    death = Buffers.atLeast(death, nodes);
    stability = Buffers.atLeast(stability, nodes);
    clusterOf = Buffers.atLeast(clusterOf, locations);
    leaves = Buffers.atLeast(leaves, locations);
    pendingNode = Buffers.atLeast(pendingNode, nodes);
    pendingCluster = Buffers.atLeast(pendingCluster, nodes);
    unfold = Buffers.atLeast(unfold, locations + 1);
    big = Buffers.atLeast(big, whole);
  }

  private int open(int from, double lambda, int rows) {
    parent[clusters] = from;
    birth[clusters] = lambda;
    death[clusters] = 0.0;
    stability[clusters] = 0.0;
    size[clusters] = rows;
    return clusters++;
  }

  private void push(int node, int cluster) {
    pendingNode[pending] = node;
    pendingCluster[pending] = cluster;
    pending++;
  }

  /** Follows a cluster through one node: it carries on, splits or dissolves there. */
  private void follow(MergeTree tree, double[] core, int node, int cluster) {
    double height = tree.isLocation(node) ? core[node] : tree.height(node);
    double lambda = lambda(height);
    death[cluster] = Math.max(death[cluster], lambda);
    if (cluster == 0) {
      rootRowsAtEnd = tree.size(node);
    }
    int bigParts = part(tree, core, node, height, cluster, lambda);
    if (bigParts == 1) {
      push((int) big[0], cluster);
      return;
    }
    Arrays.sort(big, 0, bigParts);
    for (int i = 0; i < bigParts; i++) {
      int child = (int) big[i];
      push(child, open(cluster, lambda, tree.size(child)));
    }
  }

  /**
   * Takes the node apart into all components that meet at its height: big ones are collected, the
   * rest drops out.
   *
   * @return number of big components
   */
  private int part(
      MergeTree tree, double[] core, int node, double height, int cluster, double lambda) {
    int bigParts = 0;
    int open = 0;
    unfold[open++] = node;
    while (open > 0) {
      int at = unfold[--open];
      boolean singles = tree.isLocation(at) && core[at] == height;
      boolean sameHeight = !tree.isLocation(at) && tree.height(at) == height;
      if (sameHeight) {
        unfold[open++] = tree.left(at);
        unfold[open++] = tree.right(at);
      } else if (!singles && tree.size(at) >= minClusterSize) {
        big[bigParts++] = (long) tree.smallest(at) << 32 | at;
      } else {
        for (int i = tree.start(at); i < tree.end(at); i++) {
          clusterOf[tree.locationAt(i)] = cluster;
          leaves[tree.locationAt(i)] = lambda;
        }
      }
    }
    return bigParts;
  }

  private void addStabilities(int locations, int[] countedRows) {
    for (int location = 0; location < locations; location++) {
      int cluster = clusterOf[location];
      stability[cluster] += gain(leaves[location], birth[cluster]) * countedRows[location];
    }
    for (int cluster = 1; cluster < clusters; cluster++) {
      int from = parent[cluster];
      stability[from] += gain(birth[cluster], birth[from]) * size[cluster];
    }
  }

  private static double lambda(double height) {
    return height > 0 ? 1.0 / height : Double.POSITIVE_INFINITY;
  }

  private static double gain(double lambda, double birth) {
    return birth == Double.POSITIVE_INFINITY ? 0.0 : lambda - birth;
  }
}
