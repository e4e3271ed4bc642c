package io.mudlark.cluster.hdbscan;

import java.util.Arrays;

/** Ascending order of non-negative doubles by radix sort, without moving them. */
final class EdgeOrder {
  private static final int DIGIT_BITS = 8;
  private static final int DIGITS = 1 << DIGIT_BITS;

  private final int[] starts = new int[DIGITS + 1];
  private int[] order = Buffers.NO_INTS;
  private int[] next = Buffers.NO_INTS;

  /** Index of the {@code i}-th smallest of the weights last sorted. */
  int at(int i) {
    return order[i];
  }

  /** Sorts the first {@code count} weights; equal ones keep their order. */
  void sort(double[] weights, int count) {
    order = Buffers.atLeast(order, count);
    next = Buffers.atLeast(next, count);
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    for (int shift = 0; shift < Long.SIZE; shift += DIGIT_BITS) {
      if (countDigits(weights, count, shift)) {
        for (int i = 0; i < count; i++) {
          int edge = order[i];
          next[starts[digit(weights[edge], shift)]++] = edge;
        }
        int[] sorted = next;
        next = order;
        order = sorted;
      }
    }
  }

  /** Fills {@link #starts}; false if all weights share this digit. */
  private boolean countDigits(double[] weights, int count, int shift) {
    Arrays.fill(starts, 0);
    for (int i = 0; i < count; i++) {
      starts[digit(weights[i], shift) + 1]++;
    }
    for (int d = 0; d < DIGITS; d++) {
      if (starts[d + 1] == count) {
        return false;
      }
      starts[d + 1] += starts[d];
    }
    return true;
  }

  private static int digit(double weight, int shift) {
    return (int) (Double.doubleToRawLongBits(weight) >>> shift) & (DIGITS - 1);
  }
}
