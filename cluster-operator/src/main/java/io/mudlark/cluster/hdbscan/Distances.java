package io.mudlark.cluster.hdbscan;

import java.util.Arrays;

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

  /**
   * The squared distances from one point to many, in loops that the compiler turns into vector
   * instructions.
   *
   * @param columns coordinate c of candidate i at {@code columns[c][i]}
   * @param point coordinate c of the one point at {@code point[offset + c]}
   * @param squared receives the result at the indices from {@code from} to {@code to}, exclusive
   */
  static void toMany(
      double[][] columns, double[] point, int offset, int from, int to, double[] squared) {
    Arrays.fill(squared, from, to, 0.0);
    int column = 0;
    for (; column + 4 <= columns.length; column += 4) {
      addFour(columns, column, point, offset + column, from, to, squared);
    }
    for (; column < columns.length; column++) {
      addOne(columns[column], point[offset + column], from, to, squared);
    }
  }

  // One index for all arrays: with any other the compiler cannot tell the loads from the store.
  private static void addFour(
      double[][] columns, int column, double[] point, int at, int from, int to, double[] sum) {
    double[] a = columns[column];
    double[] b = columns[column + 1];
    double[] c = columns[column + 2];
    double[] d = columns[column + 3];
    double ofA = point[at];
    double ofB = point[at + 1];
    double ofC = point[at + 2];
    double ofD = point[at + 3];
    for (int i = from; i < to; i++) {
      double t = a[i] - ofA;
      double u = b[i] - ofB;
      double v = c[i] - ofC;
      double w = d[i] - ofD;
      sum[i] = (((sum[i] + t * t) + u * u) + v * v) + w * w;
    }
  }

  private static void addOne(double[] a, double ofA, int from, int to, double[] sum) {
    for (int i = from; i < to; i++) {
      double t = a[i] - ofA;
      sum[i] += t * t;
    }
  }
}
