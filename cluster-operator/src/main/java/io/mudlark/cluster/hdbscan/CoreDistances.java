package io.mudlark.cluster.hdbscan;

import java.util.Arrays;

/**
 * The core distance of each location: the distance within which {@code minSamples} other rows lie.
 *
 * <p>The locations of one leaf of a k-d tree are searched for together: what is near enough to any
 * of them is gathered and compared with all of them.
 */
final class CoreDistances {
  /** How many of the nearest locations are remembered as first guesses for tree edges. */
  static final int REMEMBERED = 8;

  private final NearestCopies[] nearest = new NearestCopies[KdTree.LEAF_SIZE];
  private final Candidates candidates = new Candidates();
  private double[] squared = Buffers.NO_DOUBLES;
  private double[] distances = Buffers.NO_DOUBLES;
  private int[] neighbours = Buffers.NO_INTS;
  private final int[] pending = new int[KdTree.MAX_DEPTH];
  private final double[] pendingBound = new double[KdTree.MAX_DEPTH];
  private int[] counted = Buffers.NO_INTS;
  private boolean remembers;
  // the largest radius in which anything is still looked for
  private double radius;

  CoreDistances() {
    Arrays.setAll(nearest, i -> new NearestCopies());
  }

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
   * tree last searched; it lies within the core distance. -1 where there are no more.
   */
  int neighbour(int position, int i) {
    return neighbours[position * REMEMBERED + i];
  }

  /**
   * Finds the core distances of all locations of a k-d tree.
   *
   * @param remember whether {@link #neighbour} will be asked
   */
  void search(KdTree tree, int[] countedRows, int minSamples, boolean remember) {
    int count = tree.count();
    counted = countedRows;
    squared = Buffers.atLeast(squared, count);
    distances = Buffers.atLeast(distances, count);
    remembers = remember;
    neighbours = Buffers.atLeast(neighbours, remember ? count * REMEMBERED : 0);
    for (int leaf = 0; leaf < tree.nodes(); leaf++) {
      if (tree.isLeaf(leaf)) {
        searchAround(tree, leaf, minSamples);
      }
    }
  }

  /** From the leaf upwards, each time through the other half as far as it is near enough. */
  private void searchAround(KdTree tree, int leaf, int minSamples) {
    int from = tree.start(leaf);
    int size = tree.end(leaf) - from;
    for (int i = 0; i < size; i++) {
      nearest[i].start(minSamples + 1);
    }
    radius = Double.POSITIVE_INFINITY;
    candidates.clear(tree.columns());
    candidates.add(tree, leaf);
    for (int node = leaf; node > 0; node = tree.parent(node)) {
      int other = tree.sibling(node);
      double bound = tree.boxDistanceOfNodes(leaf, other);
      if (bound < radius) {
        descend(tree, leaf, other);
      }
    }
    compare(tree, leaf);
    for (int i = 0; i < size; i++) {
      int location = tree.locationAt(from + i);
      squared[location] = nearest[i].radius();
      distances[location] = Math.sqrt(squared[location]);
      if (remembers) {
        remember(nearest[i], from + i);
      }
    }
  }

  private void descend(KdTree tree, int leaf, int top) {
    int open = 0;
    pending[open] = top;
    pendingBound[open++] = 0;
    while (open > 0) {
      int node = pending[--open];
      if (pendingBound[open] >= radius) {
        continue;
      }
      if (tree.isLeaf(node)) {
        candidates.add(tree, node);
        if (candidates.size() >= Candidates.ENOUGH) {
          compare(tree, leaf);
        }
        continue;
      }
      int left = tree.left(node);
      int right = tree.right(node);
      double toLeft = tree.boxDistanceOfNodes(leaf, left);
      double toRight = tree.boxDistanceOfNodes(leaf, right);
      boolean leftFirst = toLeft <= toRight;
      pending[open] = leftFirst ? right : left;
      pendingBound[open++] = leftFirst ? toRight : toLeft;
      pending[open] = leftFirst ? left : right;
      pendingBound[open++] = leftFirst ? toLeft : toRight;
    }
  }

  /** Offers all candidates to all locations of the leaf, and forgets the candidates. */
  private void compare(KdTree tree, int leaf) {
    int from = tree.start(leaf);
    int to = tree.end(leaf);
    int size = candidates.size();
    radius = 0;
    for (int position = from; position < to; position++) {
      NearestCopies around = nearest[position - from];
      double[] distance = candidates.squaredFrom(tree, position);
      double limit = around.radius();
      for (int i = 0; i < size; i++) {
        if (distance[i] < limit) {
          int other = candidates.position(i);
          around.offer(other, counted[tree.locationAt(other)], distance[i]);
          limit = around.radius();
        }
      }
      radius = Math.max(radius, limit);
    }
    candidates.clear(tree.columns());
  }

  private void remember(NearestCopies around, int position) {
    int base = position * REMEMBERED;
    int kept = 0;
    for (int i = 0; i < around.size() && kept < REMEMBERED; i++) {
      if (around.location(i) != position) {
        neighbours[base + kept++] = around.location(i);
      }
    }
    Arrays.fill(neighbours, base + kept, base + REMEMBERED, -1);
  }
}
