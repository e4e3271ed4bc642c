package io.mudlark.cluster.evolve;

import java.io.Serializable;

/**
 * When the use of a service outside the profile is lasting or regular, however little it is.
 *
 * @param windows in how many of the latest windows it has to be used
 * @param of how many the latest windows are
 * @param intervals or how many regular intervals it takes, however many windows without a contact
 *     lie between them
 * @param tolerance how far, as a share of the median interval, a regular interval may be from it
 * @param regularShare share of the intervals that have to be that near
 * @param beaconIntervals regular intervals that make lasting use a beacon
 * @param beaconPackets packets of the largest flow of a beacon
 * @param memoryWindows windows without use after which a service is forgotten
 * @param memoryServices most services remembered of a device
 * @param spread how many hosts of the site have to be called at one service within the latest
 *     windows to be reported at once, however short each call is
 * @param logins connections of one host to a service for log-ins, within so many latest windows as
 *     make use lasting, from which on it is guessing
 */
public record PersistenceConfig(
    int windows,
    int of,
    int intervals,
    double tolerance,
    double regularShare,
    int beaconIntervals,
    long beaconPackets,
    int memoryWindows,
    int memoryServices,
    int spread,
    int logins)
    implements Serializable {
  /** What {@code docs/40-clusters-and-evolution.md} explains. */
  public static final PersistenceConfig DEFAULT =
      new PersistenceConfig(5, 8, 12, 0.25, 0.8, 4, 50, 24, 64, 5, 7);

  public PersistenceConfig {
    require(windows >= 2 && of >= windows, "windows is at least 2 and at most of");
    require(memoryWindows >= of, "memoryWindows is at least of");
    require(beaconIntervals >= 2, "beaconIntervals is at least 2");
    require(
        intervals >= beaconIntervals && intervals <= KnownService.GAPS,
        "intervals is at least beaconIntervals, at most " + KnownService.GAPS);
    require(tolerance > 0 && tolerance < 1, "tolerance is between 0 and 1");
    require(regularShare > 0.5 && regularShare <= 1, "regularShare is above 0.5, at most 1");
    require(beaconPackets >= 1 && memoryServices >= 1, "limits are positive");
    require(spread >= 2 && logins >= 2, "spread and logins are at least 2");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
