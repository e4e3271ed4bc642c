package io.mudlark.alert;

import io.mudlark.mrt.WindowTotals;

/**
 * How much of what was seen of a device in a window could be judged: the ledger of that window.
 *
 * @param views device views of flows, of whatever outcome
 * @param judged those that were accepted or rejected
 * @param unresolved those that only a name without a known address kept from being accepted
 * @param unprofiled those of a device without a profile
 */
public record WindowCoverage(long views, long judged, long unresolved, long unprofiled) {
  /** The coverage of one window. */
  public static WindowCoverage of(WindowTotals totals) {
    long judged = totals.accepted().flows() + totals.rejected().flows();
    long unresolved = totals.unresolved().flows();
    long unprofiled = totals.unprofiled().flows();
    return new WindowCoverage(judged + unresolved + unprofiled, judged, unresolved, unprofiled);
  }

  /** Both together. */
  public WindowCoverage plus(WindowCoverage other) {
    return new WindowCoverage(
        views + other.views,
        judged + other.judged,
        unresolved + other.unresolved,
        unprofiled + other.unprofiled);
  }

  /** Share of the views that were judged, 0 to 1; 1 when there were none. */
  public double share() {
    return views == 0 ? 1 : (double) judged / views;
  }
}
