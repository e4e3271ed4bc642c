package io.mudlark.cluster.characterize;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The scaled rows of a window and which of them are equal: the window's locations, in order. */
final class ScaledRows {
  private final double[] values;
  private final int columns;
  private final int[] locationOfRow;
  private final int[] rowOfLocation;
  private final int[] copies;

  /** Of a row-major matrix, which is not copied. */
  ScaledRows(double[] values, int columns) {
    this.values = values;
    this.columns = columns;
    int rows = values.length / columns;
    int[] order = IntStream.range(0, rows).boxed().sorted(this::compare).mapToInt(i -> i).toArray();
    locationOfRow = new int[rows];
    int[] first = new int[rows];
    int[] counts = new int[rows];
    int locations = 0;
    for (int i = 0; i < rows; i++) {
      if (i == 0 || compare(order[i - 1], order[i]) != 0) {
        first[locations++] = order[i];
      }
      locationOfRow[order[i]] = locations - 1;
      counts[locations - 1]++;
    }
    rowOfLocation = Arrays.copyOf(first, locations);
    copies = Arrays.copyOf(counts, locations);
  }

  int rows() {
    return locationOfRow.length;
  }

  int columns() {
    return columns;
  }

  int locations() {
    return rowOfLocation.length;
  }

  int locationOf(int row) {
    return locationOfRow[row];
  }

  /** How many rows are equal to this location. */
  int copies(int location) {
    return copies[location];
  }

  double ofRow(int row, int column) {
    return values[row * columns + column];
  }

  double ofLocation(int location, int column) {
    return ofRow(rowOfLocation[location], column);
  }

  /** The whole matrix, not a copy. */
  double[] matrix() {
    return values;
  }

  /** Euclidean distance of two locations, squared, in scaled units. */
  double squaredDistance(int a, int b) {
    double sum = 0;
    for (int column = 0; column < columns; column++) {
      double difference = ofLocation(a, column) - ofLocation(b, column);
      sum += difference * difference;
    }
    return sum;
  }

  /** Column by column. */
  private int compare(int a, int b) {
    for (int column = 0; column < columns; column++) {
      int order = Double.compare(ofRow(a, column), ofRow(b, column));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
