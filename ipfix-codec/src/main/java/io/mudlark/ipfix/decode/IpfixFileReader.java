package io.mudlark.ipfix.decode;

import io.mudlark.ipfix.wire.MalformedMessage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads an IPFIX File (RFC 5655) message by message; also the way IPFIX comes over TCP.
 *
 * <p>The file is one transport session. Its message checksums (messageMD5Checksum options) come out
 * as options records like any other.
 */
public final class IpfixFileReader {
  private static final int HEADER = 16;
  private static final int VERSION = 10;

  private final InputStream in;
  private long offset;

  public IpfixFileReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next message, or null at the end.
   *
   * @throws MalformedMessage when the stream is no longer IPFIX; nothing behind can be found again
   *     (RFC 7011 9.1: a stream is then given up)
   */
  public byte @Nullable [] next() throws IOException, MalformedMessage {
    byte[] header = in.readNBytes(HEADER);
    if (header.length == 0) {
      return null;
    }
    int version = header.length < 2 ? 0 : (header[0] & 0xFF) << 8 | (header[1] & 0xFF);
    if (header.length < HEADER || version != VERSION) {
      throw new MalformedMessage(place(), "no IPFIX message header");
    }
    int length = (header[2] & 0xFF) << 8 | (header[3] & 0xFF);
    if (length < HEADER) {
      throw new MalformedMessage(place(), "message length " + length);
    }
    byte[] message = new byte[length];
    System.arraycopy(header, 0, message, 0, HEADER);
    int there = HEADER + in.readNBytes(message, HEADER, length - HEADER);
    if (there < length) {
      throw new EOFException(
          "offset "
              + offset
              + ": cut off: of a message of "
              + length
              + " octets "
              + there
              + " are there");
    }
    offset += length;
    return message;
  }

  private int place() {
    return (int) Math.min(offset, Integer.MAX_VALUE);
  }

  /** Octets read so far, a place where a message starts. */
  public long offset() {
    return offset;
  }
}
