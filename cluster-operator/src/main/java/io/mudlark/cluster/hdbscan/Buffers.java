package io.mudlark.cluster.hdbscan;

/** Arrays that are used again from fit to fit and only ever grow. */
final class Buffers {
  static final int[] NO_INTS = {};
  static final double[] NO_DOUBLES = {};
  static final long[] NO_LONGS = {};

  private Buffers() {}

  /** The same array if it holds {@code length} elements, otherwise a new one; content is lost. */
  static int[] atLeast(int[] array, int length) {
    return array.length >= length ? array : new int[length];
  }

  static double[] atLeast(double[] array, int length) {
    return array.length >= length ? array : new double[length];
  }

  static long[] atLeast(long[] array, int length) {
    return array.length >= length ? array : new long[length];
  }
}
