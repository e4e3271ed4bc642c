package io.mudlark.probe.tcp;

import java.io.Serializable;
import java.time.Duration;

/**
 * What TCP reassembly may hold.
 *
 * @param maxConnections connections that are followed at once; the one silent for longest gives way
 * @param maxPendingOctets octets after a hole that one direction of a connection may hold
 * @param maxBufferedOctets octets that all connections together may hold: behind holes, of
 *     unfinished frames and headers, and of topics that have aliases
 * @param gapPatience how long a hole is waited for
 * @param idleTimeout a connection silent for longer is forgotten
 */
public record TcpLimits(
    int maxConnections,
    int maxPendingOctets,
    long maxBufferedOctets,
    Duration gapPatience,
    Duration idleTimeout)
    implements Serializable {
  /** 100,000 connections, 256 KiB, 64 MiB, 3 s, one hour. */
  public static final TcpLimits DEFAULT =
      new TcpLimits(100_000, 1 << 18, 1 << 26, Duration.ofSeconds(3), Duration.ofHours(1));

  public TcpLimits {
    if (maxConnections < 1 || maxPendingOctets < 0 || maxBufferedOctets < 0) {
      throw new IllegalArgumentException(
          "TCP limits must be positive: " + maxConnections + " connections");
    }
    if (gapPatience.isNegative() || idleTimeout.isNegative() || idleTimeout.isZero()) {
      throw new IllegalArgumentException("TCP timeouts must be positive: " + idleTimeout);
    }
  }
}
