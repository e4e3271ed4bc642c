package io.mudlark.ipfix.wire;

import java.util.Set;

/**
 * The header of an export message, in one shape for the three protocols.
 *
 * @param protocol which of them
 * @param length octets of the message, header included; for NetFlow, which does not say, the
 *     datagram
 * @param count records as NetFlow's header claims them (often wrong, never trusted); 0 for IPFIX
 * @param exportNanos when it was sent by the exporter's clock, nanoseconds since the Unix epoch
 * @param sysUptimeMillis the exporter's uptime by NetFlow's header, 32 bits; -1 for IPFIX
 * @param sequence the sequence number, 32 bits
 * @param domain observation domain id (IPFIX), source id (v9), engine type * 256 + engine id (v5)
 * @param sampling NetFlow v5's sampling field: 2 bits of mode, 14 bits of interval; else 0
 */
public record MessageHeader(
    Protocol protocol,
    int length,
    int count,
    long exportNanos,
    long sysUptimeMillis,
    long sequence,
    long domain,
    int sampling) {
  private static final long NANOS = 1_000_000_000L;

  /** Versions of NetFlow that were sent once and are not read. */
  private static final Set<Integer> OLD_VERSIONS = Set.of(1, 7, 8);

  /**
   * Reads the header and leaves the cursor behind it.
   *
   * @throws MalformedMessage when it is no flow export message, or its length is impossible
   */
  public static MessageHeader read(WireCursor cursor) throws MalformedMessage {
    int available = cursor.remaining();
    int offset = cursor.offset();
    int version = cursor.u16();
    Protocol protocol = Protocol.ofVersion(version);
    if (protocol == null) {
      String old = OLD_VERSIONS.contains(version) ? " (NetFlow v" + version + "?)" : "";
      throw new MalformedMessage(offset, "not an IPFIX or NetFlow v9 or v5 message" + old);
    }
    int lengthOrCount = cursor.u16();
    if (protocol == Protocol.IPFIX) {
      return ipfix(cursor, lengthOrCount, available);
    }
    long uptime = cursor.u32();
    long seconds = cursor.u32();
    if (protocol == Protocol.NETFLOW9) {
      return new MessageHeader(
          protocol,
          available,
          lengthOrCount,
          seconds * NANOS,
          uptime,
          cursor.u32(),
          cursor.u32(),
          0);
    }
    long exportNanos = seconds * NANOS + Math.min(cursor.u32(), NANOS - 1);
    long sequence = cursor.u32();
    int engine = cursor.u16();
    return new MessageHeader(
        protocol, available, lengthOrCount, exportNanos, uptime, sequence, engine, cursor.u16());
  }

  private static MessageHeader ipfix(WireCursor cursor, int length, int available)
      throws MalformedMessage {
    if (length < Protocol.IPFIX.headerLength() || length > available) {
      throw new MalformedMessage(
          cursor.offset() - 2, "message length " + length + " of a datagram of " + available);
    }
    long exportNanos = cursor.u32() * NANOS;
    return new MessageHeader(
        Protocol.IPFIX, length, 0, exportNanos, -1, cursor.u32(), cursor.u32(), 0);
  }
}
