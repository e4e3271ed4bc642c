package io.mudlark.source.datagram;

import io.mudlark.ipfix.wire.Protocol;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

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
 * @param kind a message, or a mark between messages
 */
public record ExportDatagram(
    String site, String exporter, long receiveNanos, byte[] bytes, long droppedBefore, Kind kind) {
  /** What travels among messages; the codes are those of saved bytes and never change. */
  public enum Kind {
    MESSAGE(0),

    /**
     * Says that the session has ended; its bytes are the header of an empty message, which names
     * the observation domain that it is said of.
     */
    END(1),

    /** Says that a file could not be read to its end, or a document not at all; has no bytes. */
    FAULT(2),

    /** A message made of a flow record in another form, whose sequence number says nothing. */
    DOCUMENT(3);

    private final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }

    public byte code() {
      return code;
    }

    /** The kind of a code, or null when there is none of it. */
    public static @Nullable Kind of(byte code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      return null;
    }
  }

  /** Where an IPFIX message names its observation domain (RFC 7011 3.1). */
  static final int DOMAIN_OFFSET = 12;

  /** A datagram before which nothing was dropped. */
  public ExportDatagram(String site, String exporter, long receiveNanos, byte[] bytes) {
    this(site, exporter, receiveNanos, bytes, 0, Kind.MESSAGE);
  }

  /** A datagram before which so many were dropped. */
  public ExportDatagram(
      String site, String exporter, long receiveNanos, byte[] bytes, long droppedBefore) {
    this(site, exporter, receiveNanos, bytes, droppedBefore, Kind.MESSAGE);
  }

  /** The mark that a connection has ended, for one of the domains that came by it. */
  public static ExportDatagram end(String site, String exporter, long receiveNanos, long domain) {
    ByteBuffer header = ByteBuffer.allocate(Protocol.IPFIX.headerLength());
    header.putShort((short) Protocol.IPFIX.version()).putShort((short) header.capacity());
    header.putInt(DOMAIN_OFFSET, (int) domain);
    return new ExportDatagram(site, exporter, receiveNanos, header.array(), 0, Kind.END);
  }

  /** The mark that a file could not be read to its end, at the time of its last message. */
  public static ExportDatagram fault(String site, Path file, long receiveNanos) {
    return fault(site, SessionNames.ofFile(file), receiveNanos);
  }

  /** The mark that something of an exporter could not be read. */
  public static ExportDatagram fault(String site, String exporter, long receiveNanos) {
    return new ExportDatagram(site, exporter, receiveNanos, new byte[0], 0, Kind.FAULT);
  }

  /** A message made of a flow record in another form. */
  public static ExportDatagram document(
      String site, String exporter, long receiveNanos, byte[] message) {
    return new ExportDatagram(site, exporter, receiveNanos, message, 0, Kind.DOCUMENT);
  }

  /** Whether this is the mark that a session has ended. */
  public boolean isEnd() {
    return kind == Kind.END;
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
