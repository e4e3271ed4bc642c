package io.mudlark.probe.export;

import java.time.Duration;

/**
 * How the standard format is sent.
 *
 * @param domain observation domain (RFC 7011 3.1)
 * @param enterprise private enterprise number of the elements that IANA does not have
 * @param maxOctets the largest message
 * @param maxDelay how long a record waits for others to share its message
 * @param refresh how often templates are repeated over UDP (RFC 7011 8.4)
 */
public record StandardsSettings(
    long domain, long enterprise, int maxOctets, Duration maxDelay, Duration refresh) {
  /** The enterprise number that RFC 5612 sets aside for examples; Mudlark has none of its own. */
  public static final long EXAMPLE_ENTERPRISE = 32_473;

  /** Fits a datagram that needs no fragments in an Ethernet, tunnels included. */
  public static final int DATAGRAM = 1_400;

  /** For streams and files. */
  public static final int STREAM = 16_384;

  /** Domain 2 as MISSION has it, 2 ms, a minute. */
  public static StandardsSettings of(ExportTarget target) {
    return new StandardsSettings(
        2,
        EXAMPLE_ENTERPRISE,
        target.isDatagram() ? DATAGRAM : STREAM,
        Duration.ofMillis(2),
        Duration.ofMinutes(1));
  }

  public StandardsSettings {
    if (enterprise < 1 || enterprise > 4_294_967_295L) {
      throw new IllegalArgumentException(
          "an enterprise number lies in 1..4294967295: " + enterprise);
    }
    if (maxOctets < 1_200 || maxOctets > 65_535) {
      throw new IllegalArgumentException("a message has 1200..65535 octets, not " + maxOctets);
    }
    if (domain < 0 || domain > 4_294_967_295L) {
      throw new IllegalArgumentException("an observation domain has 32 bits: " + domain);
    }
  }
}
