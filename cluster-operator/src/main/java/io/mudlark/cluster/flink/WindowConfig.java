package io.mudlark.cluster.flink;

import java.io.Serializable;
import java.time.Duration;

/**
 * How a device's flows are put into windows.
 *
 * @param length length of the tumbling windows, aligned to the Unix epoch, whole milliseconds
 * @param dormantAfter windows without any flow after which a device gets none until it is seen
 *     again
 * @param maxRows most rejected flows kept per window; of more, a sample that does not depend on
 *     their order
 * @param clusterUnresolved whether flows that were rejected only for want of a DNS answer are
 *     clustered too
 * @param timeToLive how long the state of a device that never comes back is kept, by the machine's
 *     clock
 */
public record WindowConfig(
    Duration length, int dormantAfter, int maxRows, boolean clusterUnresolved, Duration timeToLive)
    implements Serializable {
  /** Five minutes, dormant after 24 windows, 50,000 rows, kept for a week. */
  public static final WindowConfig DEFAULT =
      new WindowConfig(Duration.ofMinutes(5), 24, 50_000, false, Duration.ofDays(7));

  public WindowConfig {
    if (length.toMillis() < 1) {
      throw new IllegalArgumentException("window length is at least 1 ms, not " + length);
    }
    if (dormantAfter < 1 || maxRows < 1) {
      throw new IllegalArgumentException("dormantAfter and maxRows are at least 1");
    }
  }

  /** The same with windows of another length. */
  public WindowConfig withLength(Duration value) {
    return new WindowConfig(value, dormantAfter, maxRows, clusterUnresolved, timeToLive);
  }

  /** Start of the window that a time belongs to, both in milliseconds. */
  long startOf(long timeMillis) {
    return Math.floorDiv(timeMillis, length.toMillis()) * length.toMillis();
  }
}
