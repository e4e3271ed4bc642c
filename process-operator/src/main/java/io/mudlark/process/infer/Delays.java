package io.mudlark.process.infer;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * How long something takes, as counts in bins that grow with the time: about a fifth wider each.
 */
public final class Delays {
  /** Bins: the last one holds everything from about 65 seconds on. */
  public static final int BINS = 65;

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double BINS_PER_DOUBLING = 4;
  private static final double PRIOR = 0.05;

  private final long[] counts;
  private final long total;

  public Delays(long[] counts) {
    if (counts.length != BINS) {
      throw new IllegalArgumentException("delays have " + BINS + " bins, not " + counts.length);
    }
    this.counts = counts.clone();
    this.total = LongStream.of(counts).sum();
  }

  /** The bin of a time, which is at least 0. */
  public static int bin(long nanos) {
    double log = Math.log(1 + nanos / NANOS_PER_MILLI) / Math.log(2);
    return Math.min(BINS - 1, (int) (BINS_PER_DOUBLING * log));
  }

  /** Where a bin begins, in milliseconds. */
  static double from(int bin) {
    return Math.pow(2, bin / BINS_PER_DOUBLING) - 1;
  }

  public long count(int bin) {
    return counts[bin];
  }

  public long total() {
    return total;
  }

  /** How many per millisecond there are around a time, of all that there are: smoothed. */
  double density(long nanos) {
    int bin = bin(nanos);
    double near = counts[bin] + 0.5 * (at(bin - 1) + at(bin + 1));
    double width = from(bin + 1) - from(bin);
    return (near / 2 + PRIOR) / (total + PRIOR * BINS) / width;
  }

  private long at(int bin) {
    return bin < 0 || bin >= BINS ? 0 : counts[bin];
  }

  /** No delay longer than this was seen, in nanoseconds; twice the end of the last used bin. */
  long longest() {
    int last = BINS - 1;
    while (last > 0 && counts[last] == 0) {
      last--;
    }
    return (long) (2 * from(last + 1) * NANOS_PER_MILLI);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Delays that && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }
}
