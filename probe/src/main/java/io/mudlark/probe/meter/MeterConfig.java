package io.mudlark.probe.meter;

import java.io.Serializable;
import java.time.Duration;

/**
 * The settings of the flow meter.
 *
 * @param activeTimeout a record never spans this long; a conversation that goes on gets another
 * @param idleTimeout a record is closed when no packet of it was seen for longer
 * @param connectionMemory how long it is remembered who opened a TCP connection that falls silent
 * @param maxFlows the most flows, open ones and remembered ones together, that are kept
 */
public record MeterConfig(
    Duration activeTimeout, Duration idleTimeout, Duration connectionMemory, int maxFlows)
    implements Serializable {
  /** 300 s, 60 s, one hour, a million flows. */
  public static final MeterConfig DEFAULT =
      new MeterConfig(
          Duration.ofSeconds(300), Duration.ofSeconds(60), Duration.ofHours(1), 1_000_000);

  public MeterConfig {
    requirePositive(activeTimeout, "active timeout");
    requirePositive(idleTimeout, "idle timeout");
    if (connectionMemory.isNegative()) {
      throw new IllegalArgumentException("connection memory is negative: " + connectionMemory);
    }
    if (maxFlows < 1) {
      throw new IllegalArgumentException("the meter needs room for a flow, not " + maxFlows);
    }
  }

  private static void requirePositive(Duration value, String name) {
    if (value.isZero() || value.isNegative() || value.compareTo(Duration.ofDays(365)) > 0) {
      throw new IllegalArgumentException(name + " must lie between 0 and a year, not " + value);
    }
  }

  /** The default for windows of this length: no record spans more than a window. */
  public static MeterConfig forWindow(Duration window) {
    Duration active = DEFAULT.activeTimeout;
    return new MeterConfig(
        window.compareTo(active) < 0 ? window : active,
        DEFAULT.idleTimeout,
        DEFAULT.connectionMemory,
        DEFAULT.maxFlows);
  }
}
