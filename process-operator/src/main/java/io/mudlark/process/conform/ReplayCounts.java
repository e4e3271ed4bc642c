package io.mudlark.process.conform;

/**
 * The token counts of one replayed case.
 *
 * @param missing tokens that had to be invented
 * @param consumed tokens taken, the final marking's included
 * @param remaining tokens left behind
 * @param produced tokens put, the initial marking's included
 * @param unknown events whose activity the model does not have; classic token replay passes them,
 *     so they are reported apart
 */
public record ReplayCounts(
    long missing, long consumed, long remaining, long produced, int unknown) {
  /** The fitness of Rozinat and van der Aalst (2008). */
  public double fitness() {
    double consumedWell = consumed == 0 ? 1 : 1 - (double) missing / consumed;
    double producedWell = produced == 0 ? 1 : 1 - (double) remaining / produced;
    return 0.5 * consumedWell + 0.5 * producedWell;
  }

  /** Whether no token was missing and none left: fitting by the classic rule. */
  public boolean fits() {
    return missing == 0 && remaining == 0;
  }

  /** Whether the case fits and the model knows all its activities. */
  public boolean conforms() {
    return fits() && unknown == 0;
  }
}
