package io.mudlark.cluster.hdbscan;

/**
 * The order in which locations grow together as the distance threshold rises: a binary tree whose
 * leaves 0..m-1 are the locations and whose root has the largest number.
 *
 * <p>A node of the hierarchy proper has as many children as meet at one height; it is a run of
 * binary nodes of equal height here, which readers must treat as one.
 */
final class MergeTree {
  private final EdgeOrder order = new EdgeOrder();
  private int leaves;
  private double[] height = Buffers.NO_DOUBLES;
  private double[] weights = Buffers.NO_DOUBLES;
  private int[] left = Buffers.NO_INTS;
  private int[] right = Buffers.NO_INTS;
  private int[] size = Buffers.NO_INTS;
  private int[] smallest = Buffers.NO_INTS;
  private int[] spread = Buffers.NO_INTS;
  private int[] offset = Buffers.NO_INTS;
  private int[] leafAt = Buffers.NO_INTS;
  private int[] group = Buffers.NO_INTS;
  private int[] nodeOfGroup = Buffers.NO_INTS;

  /** Merges at least one location along the edges of a spanning tree; sizes are sums of rows. */
  void build(SpanningTree tree, int locations, int[] countedRows) {
    leaves = locations;
    allocate();
    for (int leaf = 0; leaf < leaves; leaf++) {
      size[leaf] = countedRows[leaf];
      smallest[leaf] = leaf;
      spread[leaf] = 1;
      group[leaf] = leaf;
      nodeOfGroup[leaf] = leaf;
    }
    int edges = tree.edges();
    for (int edge = 0; edge < edges; edge++) {
      weights[edge] = Math.sqrt(tree.squaredWeight(edge));
    }
    order.sort(weights, edges);
    for (int i = 0; i < edges; i++) {
      int edge = order.at(i);
      merge(leaves + i, groupOf(tree.from(edge)), groupOf(tree.to(edge)), weights[edge]);
    }
    layOutLeaves();
  }

  int root() {
    return 2 * leaves - 2;
  }

  boolean isLocation(int node) {
    return node < leaves;
  }

  /** Distance at which the two parts of an inner node meet. */
  double height(int node) {
    return height[node - leaves];
  }

  int left(int node) {
    return left[node - leaves];
  }

  int right(int node) {
    return right[node - leaves];
  }

  /** Rows below the node. */
  int size(int node) {
    return size[node];
  }

  /** Smallest location below the node: names it independently of which edges built the tree. */
  int smallest(int node) {
    return smallest[node];
  }

  /** Position of the node's first location in {@link #locationAt}. */
  int start(int node) {
    return offset[node];
  }

  /** Position after the node's last location in {@link #locationAt}. */
  int end(int node) {
    return offset[node] + spread[node];
  }

  int locationAt(int position) {
    return leafAt[position];
  }

  /** Distances at which locations meet, ascending. */
  double[] sortedHeights() {
    double[] sorted = new double[leaves - 1];
    System.arraycopy(height, 0, sorted, 0, leaves - 1);
    return sorted;
  }

  private void allocate() {
    int nodes = 2 * leaves - 1;
    height = Buffers.atLeast(height, leaves);
    weights = Buffers.atLeast(weights, leaves);
    left = Buffers.atLeast(left, leaves);
    right = Buffers.atLeast(right, leaves);
    size = Buffers.atLeast(size, nodes);
    smallest = Buffers.atLeast(smallest, nodes);
    spread = Buffers.atLeast(spread, nodes);
    offset = Buffers.atLeast(offset, nodes);
    leafAt = Buffers.atLeast(leafAt, leaves);
    group = Buffers.atLeast(group, leaves);
    nodeOfGroup = Buffers.atLeast(nodeOfGroup, leaves);
  }

  private int groupOf(int leaf) {
    int at = leaf;
    while (group[at] != at) {
      group[at] = group[group[at]];
      at = group[at];
    }
    return at;
  }

  private void merge(int node, int groupA, int groupB, double weight) {
    int a = nodeOfGroup[groupA];
    int b = nodeOfGroup[groupB];
    left[node - leaves] = a;
    right[node - leaves] = b;
    height[node - leaves] = weight;
    size[node] = size[a] + size[b];
    smallest[node] = Math.min(smallest[a], smallest[b]);
    spread[node] = spread[a] + spread[b];
    int kept = spread[a] >= spread[b] ? groupA : groupB;
    group[groupA] = kept;
    group[groupB] = kept;
    nodeOfGroup[kept] = node;
  }

  private void layOutLeaves() {
    offset[root()] = 0;
    for (int node = root(); node >= leaves; node--) {
      int a = left(node);
      offset[a] = offset[node];
      offset[right(node)] = offset[node] + spread[a];
    }
    for (int leaf = 0; leaf < leaves; leaf++) {
      leafAt[offset[leaf]] = leaf;
    }
  }
}
