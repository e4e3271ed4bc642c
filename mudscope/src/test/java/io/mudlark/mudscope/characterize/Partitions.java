package io.mudlark.mudscope.characterize;

import java.util.HashMap;
import java.util.Map;

/** Compares two labellings. */
final class Partitions {
  private Partitions() {}

  /** Adjusted Rand index (Hubert and Arabie 1985); noise counts as one class. */
  static double adjustedRandIndex(int[] a, int[] b) {
    Map<Integer, Long> inA = new HashMap<>();
    Map<Integer, Long> inB = new HashMap<>();
    Map<Long, Long> inBoth = new HashMap<>();
    for (int i = 0; i < a.length; i++) {
      inA.merge(a[i], 1L, Long::sum);
      inB.merge(b[i], 1L, Long::sum);
      inBoth.merge((long) a[i] << 32 | (b[i] & 0xffffffffL), 1L, Long::sum);
    }
    double sumA = inA.values().stream().mapToDouble(Partitions::pairs).sum();
    double sumB = inB.values().stream().mapToDouble(Partitions::pairs).sum();
    double both = inBoth.values().stream().mapToDouble(Partitions::pairs).sum();
    double expected = sumA * sumB / pairs(a.length);
    return (both - expected) / ((sumA + sumB) / 2 - expected);
  }

  private static double pairs(long n) {
    return n * (n - 1) / 2.0;
  }
}
