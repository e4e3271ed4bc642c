package io.mudlark.ipfix.wire;

/**
 * The length in front of a variable-length field: one octet, or 255 and two octets (RFC 7011 7).
 */
public final class VariableLength {
  /** The field length in a template that announces a length in each record. */
  public static final int MARK = 65535;

  private VariableLength() {}

  /** Reads the length; the cursor is then at the value, whose presence is not yet checked. */
  public static int read(WireCursor cursor) throws MalformedMessage {
    int length = cursor.u8();
    return length < 255 ? length : cursor.u16();
  }

  /** Octets that the prefix of a value of this length takes. */
  public static int prefix(int length) {
    return length < 255 ? 1 : 3;
  }
}
