package io.mudlark.jobs.report;

/**
 * How much of a run a report holds; what is beyond is counted and said in the report.
 *
 * @param devices devices with a section of their own; those named in alerts first, then in the
 *     order of the results
 * @param bins points of one device's timeline; more windows are put together in twos, fours, ...
 * @param points points of all timelines together
 * @param windows windows of all devices whose clusters are listed, the most unusual of each device
 * @param clusters clusters listed per window, most flows first
 * @param groups reasons for rejection per device
 * @param peers addresses told apart per reason
 * @param examples flows quoted per reason
 * @param alerts alerts listed, most severe and then latest first
 * @param participants devices listed per alert
 * @param sites sites in the ledger
 * @param hosts unknown hosts listed per site
 */
record ReportLimits(
    int devices,
    int bins,
    int points,
    int windows,
    int clusters,
    int groups,
    int peers,
    int examples,
    int alerts,
    int participants,
    int sites,
    int hosts) {
  static final ReportLimits DEFAULT =
      new ReportLimits(500, 600, 100_000, 2_000, 10, 24, 32, 3, 300, 50, 50, 50);

  /** Windows listed for each of so many devices, at least two. */
  int windowsPerDevice(int deviceCount) {
    return Math.max(2, Math.min(60, windows / Math.max(1, deviceCount)));
  }

  /** Points for each of so many timelines, at least 30. */
  int binsPerDevice(int deviceCount) {
    return Math.max(30, Math.min(bins, points / Math.max(1, deviceCount)));
  }
}
