package io.mudlark.cluster.hdbscan;

/** Points gathered from several leaves of a k-d tree, laid out for one pass of distances. */
final class Candidates {
  /** Enough points for vector instructions to pay off. */
  static final int ENOUGH = 192;

  private static final int CAPACITY = ENOUGH + KdTree.LEAF_SIZE;

  private double[][] columns = {};
  private final int[] position = new int[CAPACITY];
  private final double[] squared = new double[CAPACITY];
  private int size;

  void clear(int width) {
    size = 0;
    if (columns.length != width) {
      columns = new double[width][CAPACITY];
    }
  }

  /** Adds a leaf; there is always room for one more while fewer than {@link #ENOUGH} are in. */
  void add(KdTree tree, int leaf) {
    double[] points = tree.points();
    int width = columns.length;
    int from = tree.start(leaf);
    int to = tree.end(leaf);
    for (int column = 0; column < width; column++) {
      double[] target = columns[column];
      for (int i = from; i < to; i++) {
        target[size + i - from] = points[i * width + column];
      }
    }
    for (int i = from; i < to; i++) {
      position[size++] = i;
    }
  }

  int size() {
    return size;
  }

  int position(int candidate) {
    return position[candidate];
  }

  /** Squared distances from a position of the tree to all candidates, by candidate. */
  double[] squaredFrom(KdTree tree, int from) {
    Distances.toMany(columns, tree.points(), from * columns.length, 0, size, squared);
    return squared;
  }
}
