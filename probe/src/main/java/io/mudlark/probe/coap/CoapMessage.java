package io.mudlark.probe.coap;

/**
 * One CoAP message as far as exchanges need it.
 *
 * @param type 0 confirmable, 1 non-confirmable, 2 acknowledgement, 3 reset; 1 over TCP
 * @param code class in the upper three bits, detail in the lower five: 0x01 is GET, 0x45 is 2.05
 * @param messageId message id; 0 over TCP
 * @param token token in hexadecimal digits, empty when it has none
 * @param path Uri-Path and Uri-Query as one text with a leading slash, {@code /} without any
 * @param pathCut whether the path was longer than the limit
 * @param observe value of the Observe option (RFC 7641); {@link #ABSENT} without one
 * @param block1 value of Block1 (RFC 7959 2.2): number, more, size exponent; {@link #ABSENT}
 * @param block2 value of Block2, likewise
 * @param contentFormat value of Content-Format; {@link #ABSENT}
 * @param payloadOctets octets behind the payload marker
 */
public record CoapMessage(
    int type,
    int code,
    int messageId,
    String token,
    String path,
    boolean pathCut,
    int observe,
    int block1,
    int block2,
    int contentFormat,
    int payloadOctets) {
  public static final int CONFIRMABLE = 0;
  public static final int NON_CONFIRMABLE = 1;
  public static final int ACKNOWLEDGEMENT = 2;
  public static final int RESET = 3;
  public static final int ABSENT = -1;

  /** Code 2.31 Continue (RFC 7959 2.9.1). */
  public static final int CONTINUE = 0x5F;

  /** Code class 0 without the empty message: a method. */
  public boolean isRequest() {
    return code > 0 && code < 0x20;
  }

  /** Code classes 2, 4 and 5. */
  public boolean isResponse() {
    return code >= 0x40 && code < 0xC0;
  }

  /** Code 0.00: an acknowledgement or reset alone, or a ping. */
  public boolean isEmpty() {
    return code == 0;
  }

  /** Whether a response says that the request failed: classes 4 and 5. */
  public boolean isRefusal() {
    return code >= 0x80 && code < 0xC0;
  }

  /** Whether the message carries a block of a larger body. */
  public boolean hasBlock() {
    return block1 != ABSENT || block2 != ABSENT;
  }

  /** Whether more blocks of the body that a response is about are to come. */
  boolean isFollowed() {
    return moreBlocks(block2) || moreBlocks(block1) || code == CONTINUE;
  }

  /** The number of a block. */
  static int blockNumber(int block) {
    return block == ABSENT ? 0 : block >>> 4;
  }

  /** Whether more blocks follow. */
  static boolean moreBlocks(int block) {
    return block != ABSENT && (block & 0x08) != 0;
  }
}
