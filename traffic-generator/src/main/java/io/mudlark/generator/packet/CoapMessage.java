package io.mudlark.generator.packet;

/** CoAP messages of a small sensor or lamp (RFC 7252 3). */
public final class CoapMessage {
  private static final int GET = 0x01;
  private static final int CONTENT = 0x45;

  private CoapMessage() {}

  /** A confirmable GET of a path of one segment, at most 12 letters. */
  public static Payload get(int messageId, int token, String path) {
    OctetWriter out = new OctetWriter(64);
    out.u8(0x42).u8(GET).u16(messageId).u16(token);
    return Payload.of(out.u8(0xB0 | path.length()).text(path).toBytes());
  }

  /** The answer that rides on its acknowledgement. */
  public static Payload content(int messageId, int token, String text) {
    OctetWriter out = new OctetWriter(256);
    out.u8(0x62).u8(CONTENT).u16(messageId).u16(token);
    return Payload.of(out.u8(0xFF).text(text).toBytes());
  }
}
