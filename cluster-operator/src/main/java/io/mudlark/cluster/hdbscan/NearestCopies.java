package io.mudlark.cluster.hdbscan;

/**
 * The nearest locations seen so far around one location, just enough of them to hold a wanted
 * number of rows.
 */
final class NearestCopies {
  private double[] squared = Buffers.NO_DOUBLES;
  private int[] location = Buffers.NO_INTS;
  private int[] copies = Buffers.NO_INTS;
  private int size;
  private int held;
  private int wanted;
  private double radius;

  /**
   * Starts anew; {@code wanted} rows are looked for, the copies of the location itself included.
   */
  void start(int wanted) {
    this.wanted = wanted;
    size = 0;
    held = 0;
    radius = Double.POSITIVE_INFINITY;
    if (squared.length <= wanted) {
      squared = new double[wanted + 1];
      location = new int[wanted + 1];
      copies = new int[wanted + 1];
    }
  }

  /** Squared distance within which the wanted rows lie; infinite until that many were offered. */
  double radius() {
    return radius;
  }

  int size() {
    return size;
  }

  int location(int i) {
    return location[i];
  }

  /** Offers a location; to be called only for distances below {@link #radius()}. */
  void offer(int candidate, int candidateCopies, double distance) {
    int at = size;
    while (at > 0 && squared[at - 1] > distance) {
      at--;
    }
    int behind = size - at;
    if (behind > 0) {
      System.arraycopy(squared, at, squared, at + 1, behind);
      System.arraycopy(location, at, location, at + 1, behind);
      System.arraycopy(copies, at, copies, at + 1, behind);
    }
    squared[at] = distance;
    location[at] = candidate;
    copies[at] = candidateCopies;
    size++;
    held += candidateCopies;
    while (held - copies[size - 1] >= wanted) {
      size--;
      held -= copies[size];
    }
    if (held >= wanted) {
      radius = squared[size - 1];
    }
  }
}
