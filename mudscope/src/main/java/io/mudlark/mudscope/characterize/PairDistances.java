package io.mudlark.mudscope.characterize;

import io.mudlark.mudscope.characterize.SpatialData.FarthestPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The distances between all flows of a cluster as MUDscope takes them, in linear memory: the
 * original holds the whole matrix. Time grows with the square of the flows.
 */
final class PairDistances {
  private final double[][] points;
  private double sum;
  private double max;
  private double min = Double.POSITIVE_INFINITY;
  private int farthestA;
  private int farthestB;

  private PairDistances(double[][] points) {
    this.points = points;
  }

  /** The spatial data of at least one point; up to two points count as lying at distance 0. */
  static SpatialData of(double[][] points) {
    return new PairDistances(points).measure();
  }

  private SpatialData measure() {
    int n = points.length;
    double mean = 0;
    double deviation = 0;
    if (n > 2) {
      extremes();
      double pairs = n * (n - 1.0) / 2;
      mean = sum / pairs;
      deviation = Math.sqrt(squaresAround(mean) / pairs);
    } else {
      min = 0;
    }
    return new SpatialData(
        n,
        mean,
        deviation,
        max,
        new FarthestPair(min, boxed(points[farthestA]), boxed(points[farthestB])),
        centroid());
  }

  private void extremes() {
    for (int a = 0; a < points.length; a++) {
      double row = 0;
      for (int b = a + 1; b < points.length; b++) {
        double distance = distance(points[a], points[b]);
        row += distance;
        min = Math.min(min, distance);
        if (distance > max) {
          max = distance;
          farthestA = a;
          farthestB = b;
        }
      }
      sum += row;
    }
  }

  private double squaresAround(double mean) {
    double squares = 0;
    for (int a = 0; a < points.length; a++) {
      double row = 0;
      for (int b = a + 1; b < points.length; b++) {
        double difference = distance(points[a], points[b]) - mean;
        row += difference * difference;
      }
      squares += row;
    }
    return squares;
  }

  private List<Double> centroid() {
    List<Double> centroid = new ArrayList<>();
    for (int column = 0; column < points[0].length; column++) {
      double total = 0;
      for (double[] point : points) {
        total += point[column];
      }
      centroid.add(total / points.length);
    }
    return centroid;
  }

  private static double distance(double[] a, double[] b) {
    double squares = 0;
    for (int column = 0; column < a.length; column++) {
      double difference = a[column] - b[column];
      squares += difference * difference;
    }
    return Math.sqrt(squares);
  }

  private static List<Double> boxed(double[] point) {
    return Arrays.stream(point).boxed().toList();
  }
}
