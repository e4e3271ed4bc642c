package io.mudlark.probe.coap;

/** Why octets are no CoAP message (the message format errors of RFC 7252 3 and 4.1). */
public enum CoapFault {
  /** Fewer than the four octets of the header, or fewer than it announces. */
  TRUNCATED("truncated"),
  /** The version is not 1. */
  VERSION("version"),
  /** A token length of 9 to 15. */
  TOKEN_LENGTH("token-length"),
  /** An empty message (code 0.00) with more than a token behind its message id. */
  EMPTY_WITH_CONTENT("empty-with-content"),
  /** A code of the reserved classes 1, 6 and 7. */
  RESERVED_CLASS("reserved-class"),
  /** Delta or length nibble 15 without being the payload marker. */
  RESERVED_OPTION("reserved-option"),
  /** An option that ends behind the message, or whose number is above 65,535. */
  OPTION_BEYOND_MESSAGE("option-beyond-message"),
  /** A payload marker with nothing behind it. */
  MARKER_WITHOUT_PAYLOAD("marker-without-payload"),
  /** More options than the limit. */
  TOO_MANY_OPTIONS("too-many-options");

  private final String text;

  CoapFault(String text) {
    this.text = text;
  }

  /** The stable word of counters. */
  public String text() {
    return text;
  }
}
