package io.mudlark.mud.match;

import java.time.Duration;

/**
 * How long a DNS answer counts for the device that asked.
 *
 * @param floor least life of a binding: devices keep using addresses beyond the TTL
 * @param hold added to every life, at least the longest flow (the active timeout) plus lateness,
 *     because a flow is judged at its end as of its start
 * @param maxAddresses most (name, address) pairs kept per device
 */
public record NameTiming(Duration floor, Duration hold, int maxAddresses) {
  public static final NameTiming DEFAULT =
      new NameTiming(Duration.ofHours(1), Duration.ofMinutes(10), 4_096);

  public NameTiming {
    if (floor.isNegative() || hold.isNegative()) {
      throw new IllegalArgumentException("floor and hold are not negative");
    }
    if (maxAddresses < 1) {
      throw new IllegalArgumentException("at least one address is kept, not " + maxAddresses);
    }
  }

  /** The same for flows that are told of so long after their start. */
  public NameTiming withHoldOfAtLeast(Duration longest) {
    return longest.compareTo(hold) <= 0 ? this : new NameTiming(floor, longest, maxAddresses);
  }
}
