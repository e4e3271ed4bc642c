package io.mudlark.cluster.hdbscan;

/** Squared Euclidean distances, summed column by column so that every path gives the same bits. */
final class Distances {
  private Distances() {}

  /**
   * The squared distance between two points of one row-major array, or, as soon as the partial sum
   * reaches {@code limit}, that partial sum.
   */
  static double upTo(double[] points, int a, int b, int columns, double limit) {
    double sum = 0;
    int column = 0;
    for (; column + 4 <= columns; column += 4) {
      double t = points[a + column] - points[b + column];
      double u = points[a + column + 1] - points[b + column + 1];
      double v = points[a + column + 2] - points[b + column + 2];
      double w = points[a + column + 3] - points[b + column + 3];
      sum = (((sum + t * t) + u * u) + v * v) + w * w;
      if (sum >= limit) {
        return sum;
      }
    }
    for (; column < columns; column++) {
      double t = points[a + column] - points[b + column];
      sum += t * t;
    }
    return sum;
  }
}
