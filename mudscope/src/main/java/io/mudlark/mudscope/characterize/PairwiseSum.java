package io.mudlark.mudscope.characterize;

/**
 * Sums numbers in the order in which numpy does: in eight lanes up to 128 values, longer arrays by
 * halves. Ports are ranks, so that most distances of a scan are equal or not by their last bit:
 * with another order of summing, the reference scales the same flows into other clusters.
 */
final class PairwiseSum {
  private static final int LANES = 8;
  private static final int BLOCK = 128;

  private PairwiseSum() {}

  static double of(double[] values) {
    return of(values, 0, values.length);
  }

  /** Halves are multiples of the lanes; the depth is the logarithm of the length. */
  private static double of(double[] values, int from, int length) {
    if (length < LANES) {
      return plain(0, values, from, length);
    }
    if (length > BLOCK) {
      int half = length / 2 - length / 2 % LANES;
      return of(values, from, half) + of(values, from + half, length - half);
    }
    double[] lanes = new double[LANES];
    int whole = length - length % LANES;
    for (int i = 0; i < whole; i++) {
      lanes[i % LANES] += values[from + i];
    }
    double sum =
        ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]))
            + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
    return plain(sum, values, from + whole, length - whole);
  }

  private static double plain(double start, double[] values, int from, int length) {
    double sum = start;
    for (int i = 0; i < length; i++) {
      sum += values[from + i];
    }
    return sum;
  }
}
