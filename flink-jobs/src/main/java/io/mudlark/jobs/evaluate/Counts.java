package io.mudlark.jobs.evaluate;

/**
 * How often a method was right and wrong.
 *
 * @param found attacks, or parts of them, that were found
 * @param missed those that were not
 * @param right reports that were about an attack
 * @param wrong reports that were about none
 */
public record Counts(long found, long missed, long right, long wrong) {
  static final Counts NONE = new Counts(0, 0, 0, 0);

  /** Where what is found and what is reported are the same things. */
  static Counts of(long both, long missed, long wrong) {
    return new Counts(both, missed, both, wrong);
  }

  Counts plus(Counts other) {
    return new Counts(
        found + other.found, missed + other.missed, right + other.right, wrong + other.wrong);
  }

  /** The share of reports that were right; NaN without any. */
  double precision() {
    return (double) right / (right + wrong);
  }

  /** The share of attacks that were found; NaN without any. */
  double recall() {
    return (double) found / (found + missed);
  }

  /** The harmonic mean of both; 0 when nothing was found, NaN when there was nothing to find. */
  double f1() {
    if (found + missed == 0) {
      return Double.NaN;
    }
    double precision = right + wrong == 0 ? 0 : precision();
    return precision + recall() == 0 ? 0 : 2 * precision * recall() / (precision + recall());
  }
}
