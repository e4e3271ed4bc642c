package io.mudlark.cluster.hdbscan;

import java.util.Arrays;

/**
 * A k-d tree over locations (Bentley 1975) in flat arrays.
 *
 * <p>A node is cut through the middle of its widest column, which sets scattered rows apart from
 * dense groups; where that would make the tree too deep, at the median. Nodes are numbered in
 * preorder, 0 being the root. The locations of a node are a range of <em>positions</em>, and so
 * that scanning a leaf reads memory forwards the coordinates are stored by position.
 */
final class KdTree {
  /** Most locations in a leaf. */
  static final int LEAF_SIZE = 40;

  private static final int MEDIAN_BELOW_DEPTH = 40;

  /** More than any tree is deep: beyond the depth above every level halves the positions. */
  static final int MAX_DEPTH = MEDIAN_BELOW_DEPTH + Integer.SIZE;

  private int columns;
  private int count;
  private int nodes;
  private double[] points = Buffers.NO_DOUBLES;
  private int[] locationAt = Buffers.NO_INTS;
  private double[] low = Buffers.NO_DOUBLES;
  private double[] high = Buffers.NO_DOUBLES;
  private int[] start = Buffers.NO_INTS;
  private int[] end = Buffers.NO_INTS;
  private int[] right = Buffers.NO_INTS;
  private int[] parent = Buffers.NO_INTS;
  private double[] swapped = Buffers.NO_DOUBLES;
  private final int[] depthOfPending = new int[MAX_DEPTH];
  private final int[] endOfPending = new int[MAX_DEPTH];
  private final int[] parentOfPending = new int[MAX_DEPTH];

  /** Builds the tree over at least one location. */
  void build(Locations locations) {
    columns = locations.columns();
    count = locations.count();
    points = Buffers.atLeast(points, count * columns);
    locationAt = Buffers.atLeast(locationAt, count);
    swapped = Buffers.atLeast(swapped, columns);
    low = Buffers.atLeast(low, start.length * columns);
    high = Buffers.atLeast(high, start.length * columns);
    for (int i = 0; i < count; i++) {
      locationAt[i] = i;
      locations.copy(i, points, i * columns);
    }
    nodes = 0;
    int pending = 0;
    int node = open(0, count, -1);
    int depth = 0;
    while (true) {
      if (end[node] - start[node] > LEAF_SIZE) {
        int middle = split(node, depth);
        depth++;
        depthOfPending[pending] = depth;
        endOfPending[pending] = end[node];
        parentOfPending[pending] = node;
        pending++;
        node = open(start[node], middle, node);
      } else if (pending > 0) {
        pending--;
        depth = depthOfPending[pending];
        int above = parentOfPending[pending];
        right[above] = nodes;
        node = open(end[node], endOfPending[pending], above);
      } else {
        return;
      }
    }
  }

  int count() {
    return count;
  }

  int columns() {
    return columns;
  }

  int nodes() {
    return nodes;
  }

  boolean isLeaf(int node) {
    return right[node] == 0;
  }

  /** Left half of an inner node. */
  int left(int node) {
    return node + 1;
  }

  /** Right half of an inner node. */
  int right(int node) {
    return right[node];
  }

  /** -1 for the root. */
  int parent(int node) {
    return parent[node];
  }

  /** The other half of the parent of a node that is not the root. */
  int sibling(int node) {
    int above = parent[node];
    return node == above + 1 ? right[above] : above + 1;
  }

  /** First position of a node. */
  int start(int node) {
    return start[node];
  }

  /** Position after the last one of a node. */
  int end(int node) {
    return end[node];
  }

  /** Coordinates: column c of position p at {@code p * columns() + c}. */
  double[] points() {
    return points;
  }

  int locationAt(int position) {
    return locationAt[position];
  }

  /**
   * A lower bound of the squared distance from a position to all of a node. It is summed in the
   * order in which distances are, hence never above a computed distance even by rounding.
   */
  double boxDistance(int node, int position) {
    int box = node * columns;
    int point = position * columns;
    double sum = 0;
    for (int column = 0; column < columns; column++) {
      double x = points[point + column];
      double gap = Math.max(Math.max(low[box + column] - x, x - high[box + column]), 0.0);
      sum += gap * gap;
    }
    return sum;
  }

  /** A lower bound of the squared distance between all of one node and all of another. */
  double boxDistanceOfNodes(int nodeA, int nodeB) {
    int a = nodeA * columns;
    int b = nodeB * columns;
    double sum = 0;
    for (int column = 0; column < columns; column++) {
      double gap =
          Math.max(
              Math.max(low[a + column] - high[b + column], low[b + column] - high[a + column]),
              0.0);
      sum += gap * gap;
    }
    return sum;
  }

  private int open(int from, int to, int above) {
    int node = nodes++;
    if (node >= start.length) {
      grow();
    }
    start[node] = from;
    end[node] = to;
    parent[node] = above;
    right[node] = 0;
    int box = node * columns;
    for (int column = 0; column < columns; column++) {
      double min = Double.POSITIVE_INFINITY;
      double max = Double.NEGATIVE_INFINITY;
      for (int i = from * columns + column; i < to * columns; i += columns) {
        double x = points[i];
        min = x < min ? x : min;
        max = x > max ? x : max;
      }
      low[box + column] = min;
      high[box + column] = max;
    }
    return node;
  }

  private void grow() {
    int larger = Math.max(16, 2 * start.length);
    start = Arrays.copyOf(start, larger);
    end = Arrays.copyOf(end, larger);
    right = Arrays.copyOf(right, larger);
    parent = Arrays.copyOf(parent, larger);
    low = Arrays.copyOf(low, larger * columns);
    high = Arrays.copyOf(high, larger * columns);
  }

  /** Parts the positions of a node in two; returns the first position of the right half. */
  private int split(int node, int depth) {
    int box = node * columns;
    int widest = 0;
    for (int column = 1; column < columns; column++) {
      if (high[box + column] - low[box + column] > high[box + widest] - low[box + widest]) {
        widest = column;
      }
    }
    int from = start[node];
    int to = end[node];
    int median = (from + to) >>> 1;
    if (depth < MEDIAN_BELOW_DEPTH) {
      double middle = low[box + widest] + (high[box + widest] - low[box + widest]) / 2;
      int cut = partition(from, to, widest, middle);
      if (cut > from && cut < to) {
        return cut;
      }
    }
    select(from, to - 1, median, widest);
    return median;
  }

  /** Moves what is below {@code value} in a column to the front; returns where the rest begins. */
  private int partition(int from, int to, int column, double value) {
    int i = from;
    int j = to - 1;
    while (true) {
      while (i <= j && points[i * columns + column] < value) {
        i++;
      }
      while (i <= j && points[j * columns + column] >= value) {
        j--;
      }
      if (i >= j) {
        return i;
      }
      swap(i++, j--);
    }
  }

  /** Hoare's selection: puts the smallest values of a column before {@code middle}. */
  private void select(int first, int last, int middle, int column) {
    int from = first;
    int to = last;
    while (from < to) {
      double pivot = points[((from + to) >>> 1) * columns + column];
      int i = from;
      int j = to;
      while (i <= j) {
        while (points[i * columns + column] < pivot) {
          i++;
        }
        while (points[j * columns + column] > pivot) {
          j--;
        }
        if (i <= j) {
          swap(i++, j--);
        }
      }
      if (middle <= j) {
        to = j;
      } else if (middle >= i) {
        from = i;
      } else {
        return;
      }
    }
  }

  private void swap(int i, int j) {
    System.arraycopy(points, i * columns, swapped, 0, columns);
    System.arraycopy(points, j * columns, points, i * columns, columns);
    System.arraycopy(swapped, 0, points, j * columns, columns);
    int location = locationAt[i];
    locationAt[i] = locationAt[j];
    locationAt[j] = location;
  }
}
