package io.mudlark.probe.exchange;

import io.mudlark.probe.tcp.TcpLimits;
import java.io.Serializable;
import java.time.Duration;

/**
 * The settings of exchange metering.
 *
 * @param idleTimeout an open exchange is given up when no packet of it was seen for longer
 * @param activeTimeout an exchange never stays open for this long
 * @param maxExchanges the most open exchanges; the one silent for longest gives way
 * @param metered whether the flows of the connections are metered as well, from the same packets
 * @param tcp what TCP reassembly may hold
 */
public record ExchangeConfig(
    Duration idleTimeout, Duration activeTimeout, int maxExchanges, boolean metered, TcpLimits tcp)
    implements Serializable {
  /** 60 s, 300 s, 100,000 open exchanges; for a probe that meters nothing else. */
  public static final ExchangeConfig DEFAULT =
      new ExchangeConfig(
          Duration.ofSeconds(60), Duration.ofSeconds(300), 100_000, false, TcpLimits.DEFAULT);

  public ExchangeConfig {
    if (idleTimeout.isNegative() || idleTimeout.isZero() || activeTimeout.isNegative()) {
      throw new IllegalArgumentException("exchange timeouts must be positive: " + idleTimeout);
    }
    if (activeTimeout.isZero() || maxExchanges < 1) {
      throw new IllegalArgumentException(
          "exchanges need an active timeout and room for one, not " + maxExchanges);
    }
  }

  /** The defaults beside a flow meter with these timeouts, never longer than its own. */
  public static ExchangeConfig beside(Duration meterIdle, Duration meterActive) {
    return new ExchangeConfig(
        meterIdle.compareTo(DEFAULT.idleTimeout) < 0 ? meterIdle : DEFAULT.idleTimeout,
        meterActive.compareTo(DEFAULT.activeTimeout) < 0 ? meterActive : DEFAULT.activeTimeout,
        DEFAULT.maxExchanges,
        true,
        TcpLimits.DEFAULT);
  }
}
