package io.mudlark.probe.coap;

import java.nio.ByteBuffer;

/** Gathers Uri-Path and Uri-Query options into one text (RFC 7252 6.5), up to a limit. */
final class UriText {
  /** Octets of path and query that are kept. */
  static final int LIMIT = 1_024;

  private static final String PLAIN = "-._~!$'()*+,;:@";

  private final StringBuilder path = new StringBuilder();
  private final StringBuilder query = new StringBuilder();
  private boolean cut;

  void segment(ByteBuffer buffer, int from, int length) {
    path.append('/');
    append(path, buffer, from, length, "&=");
  }

  void argument(ByteBuffer buffer, int from, int length) {
    query.append(query.length() == 0 ? '?' : '&');
    append(query, buffer, from, length, "/?=");
  }

  private void append(StringBuilder text, ByteBuffer buffer, int from, int length, String also) {
    int kept = Math.min(length, Math.max(0, LIMIT - path.length() - query.length()));
    cut |= kept < length;
    for (int i = from; i < from + kept; i++) {
      int octet = buffer.get(i) & 0xFF;
      boolean alphanumeric =
          (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z') || isDigit(octet);
      if (alphanumeric || PLAIN.indexOf(octet) >= 0 || also.indexOf(octet) >= 0) {
        text.append((char) octet);
      } else {
        text.append('%').append(hexDigit(octet >>> 4)).append(hexDigit(octet & 15));
      }
    }
  }

  private static boolean isDigit(int octet) {
    return octet >= '0' && octet <= '9';
  }

  private static char hexDigit(int nibble) {
    return (char) (nibble < 10 ? '0' + nibble : 'A' + nibble - 10);
  }

  boolean isCut() {
    return cut;
  }

  /** The text so far; {@code /} when there was no option at all. */
  String text() {
    if (path.length() == 0 && query.length() == 0) {
      return "/";
    }
    return path.length() == 0 ? "/" + query : path.append(query).toString();
  }
}
