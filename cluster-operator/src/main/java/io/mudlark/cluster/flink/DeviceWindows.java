package io.mudlark.cluster.flink;

/**
 * Where a device is in its row of windows.
 *
 * @param firstStartMillis start of the window of its first sight
 * @param nextStartMillis start of the next window to close
 * @param lastSeenStartMillis start of the latest window with a flow of it
 * @param endMillis last event of its site, when known; {@link #UNKNOWN} otherwise
 * @param quiet how many windows without a flow were closed since the last one with any
 * @param awake whether a timer is set for the next window
 */
public record DeviceWindows(
    long firstStartMillis,
    long nextStartMillis,
    long lastSeenStartMillis,
    long endMillis,
    int quiet,
    boolean awake) {
  /** No end mark has come. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  static DeviceWindows firstSeen(long startMillis) {
    return new DeviceWindows(startMillis, startMillis, startMillis, UNKNOWN, 0, true);
  }

  /**
   * After a flow in a window that is still open. Windows are resumed where they stopped, but not
   * through the time the device was dormant.
   *
   * @param horizonMillis how long after the latest flow windows go on
   */
  DeviceWindows seen(long startMillis, long horizonMillis) {
    if (awake && startMillis == lastSeenStartMillis && startMillis >= nextStartMillis) {
      return this; // as for nearly every flow
    }
    boolean gap = !awake && startMillis > lastSeenStartMillis + horizonMillis;
    long next = gap ? startMillis : Math.min(nextStartMillis, startMillis);
    return new DeviceWindows(
        Math.min(firstStartMillis, startMillis),
        next,
        Math.max(lastSeenStartMillis, startMillis),
        endMillis,
        quiet,
        true);
  }

  DeviceWindows ended(long timeMillis) {
    return new DeviceWindows(
        firstStartMillis,
        nextStartMillis,
        lastSeenStartMillis,
        Math.max(endMillis, timeMillis),
        quiet,
        awake);
  }

  DeviceWindows closed(long nextMillis, int nowQuiet, boolean more) {
    return new DeviceWindows(
        firstStartMillis, nextMillis, lastSeenStartMillis, endMillis, nowQuiet, more);
  }

  boolean hasEnd() {
    return endMillis != UNKNOWN;
  }
}
