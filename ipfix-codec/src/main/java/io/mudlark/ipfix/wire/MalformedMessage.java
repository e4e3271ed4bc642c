package io.mudlark.ipfix.wire;

/**
 * Bytes that break the rules of their protocol: where, and which rule.
 *
 * <p>It carries no stack trace, because hostile input must not make the reader slow.
 */
public final class MalformedMessage extends Exception {
  private static final long serialVersionUID = 1L;

  private final int offset;

  /**
   * @param offset octets from the start of the message
   * @param reason one clause, without the offset
   */
  public MalformedMessage(int offset, String reason) {
    super("offset " + offset + ": " + reason, null, false, false);
    this.offset = offset;
  }

  /** Octets from the start of the message. */
  public int offset() {
    return offset;
  }
}
