package io.mudlark.source.datagram;

/**
 * One message of a flow exporter with where and when it was received: raw, not yet decoded.
 *
 * <p>The bytes belong to the datagram: whoever made it never writes to them again, and nobody else
 * may.
 *
 * @param site observation point that the exporter belongs to
 * @param exporter transport session: {@code udp:192.0.2.1}, {@code udp:[2001:db8::1]}, {@code
 *     tcp:192.0.2.1:40000}, {@code file:NAME}
 * @param receiveNanos when it was received, nanoseconds since the Unix epoch
 * @param bytes one message, without UDP and IP headers
 * @param droppedBefore datagrams that the receiving socket had to drop since it last said so; they
 *     came from any exporter
 */
public record ExportDatagram(
    String site, String exporter, long receiveNanos, byte[] bytes, long droppedBefore) {

  /** A datagram before which nothing was dropped. */
  public ExportDatagram(String site, String exporter, long receiveNanos, byte[] bytes) {
    this(site, exporter, receiveNanos, bytes, 0);
  }

  /** Whether it came by UDP, where sessions have no end and templates do (RFC 7011 8.4). */
  public boolean isConnectionless() {
    return exporter.startsWith(SessionNames.UDP);
  }

  /** The event time that sources stamp it with: milliseconds since the Unix epoch. */
  public long receiveMillis() {
    return Math.floorDiv(receiveNanos, 1_000_000L);
  }
}
