package io.mudlark.cluster.hdbscan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Ways of comparing labellings. */
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
    double pairs = pairs(a.length);
    double sumA = inA.values().stream().mapToDouble(Partitions::pairs).sum();
    double sumB = inB.values().stream().mapToDouble(Partitions::pairs).sum();
    double both = inBoth.values().stream().mapToDouble(Partitions::pairs).sum();
    double expected = pairs == 0 ? 0 : sumA * sumB / pairs;
    double largest = (sumA + sumB) / 2;
    return largest == expected ? 1.0 : (both - expected) / (largest - expected);
  }

  private static double pairs(long n) {
    return n * (n - 1) / 2.0;
  }

  /** The same partition with clusters numbered by their first row; noise stays -1. */
  static int[] byFirstRow(int[] labels) {
    Map<Integer, Integer> renamed = new HashMap<>();
    return Arrays.stream(labels)
        .map(label -> label < 0 ? -1 : renamed.computeIfAbsent(label, any -> renamed.size()))
        .toArray();
  }

  /** A permutation: element i is the index of the row that comes i-th. */
  static int[] shuffle(int length, Random random) {
    int[] order = new int[length];
    for (int i = 0; i < length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  static double[][] permuted(double[][] rows, int[] order) {
    double[][] moved = new double[rows.length][];
    for (int i = 0; i < order.length; i++) {
      moved[i] = rows[order[i]];
    }
    return moved;
  }

  static int[] mappedBack(int[] labels, int[] order) {
    int[] back = new int[labels.length];
    for (int i = 0; i < order.length; i++) {
      back[order[i]] = labels[i];
    }
    return back;
  }
}
