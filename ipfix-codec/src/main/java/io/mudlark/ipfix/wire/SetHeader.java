package io.mudlark.ipfix.wire;

/**
 * The header of a set (IPFIX) or flowset (NetFlow v9).
 *
 * @param id what the set holds: templates, options templates, or data of the template of this id
 * @param length octets of the set, this header included
 */
public record SetHeader(int id, int length) {
  public static final int BYTES = 4;

  /** Ids from here on are data sets (RFC 7011 3.3.2). */
  public static final int FIRST_DATA_ID = 256;

  /** Reads the header; a length that does not even hold the header is malformed. */
  public static SetHeader read(WireCursor cursor) throws MalformedMessage {
    int offset = cursor.offset();
    int id = cursor.u16();
    int length = cursor.u16();
    if (length < BYTES) {
      throw new MalformedMessage(offset + 2, "set " + id + " has length " + length);
    }
    if (length - BYTES > cursor.remaining()) {
      throw new MalformedMessage(
          offset + 2,
          "set " + id + " has length " + length + ", " + (cursor.remaining() + BYTES) + " left");
    }
    return new SetHeader(id, length);
  }
}
