package io.mudlark.cluster.hdbscan;

import java.util.Arrays;

/**
 * The core distance of each location: the distance within which {@code minSamples} other rows lie.
 */
final class CoreDistances {
  /** How many of the nearest locations are remembered as first guesses for tree edges. */
  static final int REMEMBERED = 8;

  private final NearestCopies nearest = new NearestCopies();
  private double[] squared = Buffers.NO_DOUBLES;
  private double[] distances = Buffers.NO_DOUBLES;
  private int[] neighbours = Buffers.NO_INTS;
  private int[] pending = new int[KdTree.MAX_DEPTH];
  private double[] pendingBound = new double[KdTree.MAX_DEPTH];

  /** Squared core distance of a location. */
  double squared(int location) {
    return squared[location];
  }

  /** Core distances proper, by location. */
  double[] distances() {
    return distances;
  }

  /**
   * The i-th (of {@link #REMEMBERED}) remembered neighbour, as a position, of a position of the
   * tree last used; it lies within the core distance. -1 where there are no more.
   */
  int neighbour(int position, int i) {
    return neighbours[position * REMEMBERED + i];
  }

  /** Searches a k-d tree over the locations. */
  void search(KdTree tree, int[] counted, int minSamples) {
    int count = tree.count();
    squared = Buffers.atLeast(squared, count);
    distances = Buffers.atLeast(distances, count);
    neighbours = Buffers.atLeast(neighbours, count * REMEMBERED);
    for (int leaf = 0; leaf < tree.nodes(); leaf++) {
      for (int position = tree.start(leaf);
          position < tree.end(leaf) && tree.isLeaf(leaf);
          position++) {
        int location = tree.locationAt(position);
        nearest.start(minSamples + 1);
        nearest.offer(position, counted[location], 0.0);
        climb(tree, counted, leaf, position);
        squared[location] = nearest.radius();
        distances[location] = Math.sqrt(nearest.radius());
        remember(position);
      }
    }
  }

  /** From the own leaf upwards, each time through the other half as far as it is near enough. */
  private void climb(KdTree tree, int[] counted, int leaf, int position) {
    scan(tree, counted, leaf, position);
    for (int node = leaf; node > 0; node = tree.parent(node)) {
      int other = tree.sibling(node);
      double bound = tree.boxDistance(other, position);
      if (bound < nearest.radius()) {
        descend(tree, counted, other, position);
      }
    }
  }

  private void descend(KdTree tree, int[] counted, int top, int position) {
    int open = 0;
    pending[open] = top;
    pendingBound[open++] = 0;
    while (open > 0) {
      int node = pending[--open];
      if (pendingBound[open] >= nearest.radius()) {
        continue;
      }
      if (tree.isLeaf(node)) {
        scan(tree, counted, node, position);
        continue;
      }
      double left = tree.boxDistance(tree.left(node), position);
      double right = tree.boxDistance(tree.right(node), position);
      int near = left <= right ? tree.left(node) : tree.right(node);
      double far = Math.max(left, right);
      if (far < nearest.radius()) {
        pending[open] = left <= right ? tree.right(node) : tree.left(node);
        pendingBound[open++] = far;
      }
      pending[open] = near;
      pendingBound[open++] = Math.min(left, right);
    }
  }

  private void scan(KdTree tree, int[] counted, int leaf, int position) {
    double[] points = tree.points();
    int columns = tree.columns();
    int query = position * columns;
    for (int other = tree.start(leaf); other < tree.end(leaf); other++) {
      double radius = nearest.radius();
      double distance = Distances.upTo(points, query, other * columns, columns, radius);
      if (distance < radius && other != position) {
        nearest.offer(other, counted[tree.locationAt(other)], distance);
      }
    }
  }

  private void remember(int position) {
    int base = position * REMEMBERED;
    int kept = 0;
    for (int i = 0; i < nearest.size() && kept < REMEMBERED; i++) {
      if (nearest.location(i) != position) {
        neighbours[base + kept++] = nearest.location(i);
      }
    }
    Arrays.fill(neighbours, base + kept, base + REMEMBERED, -1);
  }
}
