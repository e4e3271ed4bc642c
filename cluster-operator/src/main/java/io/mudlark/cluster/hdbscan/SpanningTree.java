package io.mudlark.cluster.hdbscan;

/**
 * The edges of a minimum spanning tree over locations, in no particular order, with squared
 * weights.
 *
 * <p>Only the weights of a minimum spanning tree are unique, its edges are not: nothing may be
 * derived from them but which locations are connected up to a given weight.
 */
final class SpanningTree {
  private int edges;
  private int[] from = Buffers.NO_INTS;
  private int[] to = Buffers.NO_INTS;
  private double[] squaredWeight = Buffers.NO_DOUBLES;

  /** Starts an empty tree over {@code locations} locations. */
  void clear(int locations) {
    edges = 0;
    from = Buffers.atLeast(from, locations);
    to = Buffers.atLeast(to, locations);
    squaredWeight = Buffers.atLeast(squaredWeight, locations);
  }

  void add(int a, int b, double squared) {
    from[edges] = a;
    to[edges] = b;
    squaredWeight[edges] = squared;
    edges++;
  }

  int edges() {
    return edges;
  }

  int from(int edge) {
    return from[edge];
  }

  int to(int edge) {
    return to[edge];
  }

  double squaredWeight(int edge) {
    return squaredWeight[edge];
  }
}
