package io.mudlark.probe.dns;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a DNS message (RFC 1035) and never beyond it; once something does not fit, {@link #failed}
 * stays true and every value is 0.
 */
final class DnsCursor {
  private static final int MAX_NAME = 255;

  private final ByteBuffer buffer;
  private final int start;
  private final int end;
  private int at;
  private boolean failed;

  DnsCursor(ByteBuffer buffer, int start, int length) {
    this.buffer = buffer;
    this.start = start;
    this.end = start + length;
    this.at = start;
  }

  boolean failed() {
    return failed;
  }

  void fail() {
    failed = true;
  }

  int u16() {
    int from = take(2);
    return failed ? 0 : buffer.getShort(from) & 0xFFFF;
  }

  long u32() {
    int from = take(4);
    return failed ? 0 : Integer.toUnsignedLong(buffer.getInt(from));
  }

  byte[] octets(int count) {
    int from = take(count);
    byte[] octets = new byte[failed ? 0 : count];
    if (!failed) {
      buffer.get(from, octets);
    }
    return octets;
  }

  /** Moves on by {@code count} octets and says where they start. */
  int take(int count) {
    if (failed || count > end - at) {
      failed = true;
      return at;
    }
    int from = at;
    at += count;
    return from;
  }

  int position() {
    return at;
  }

  /**
   * A domain name in lower case without the final dot; unprintable octets, dots and backslashes
   * inside of labels are escaped as master files do (RFC 1035 5.1). Each compression pointer must
   * lead to before the name that it is part of, so that no chain of them can go in circles.
   */
  @Nullable String name() {
    StringBuilder text = new StringBuilder();
    int octets = 1;
    int here = at;
    int limit = at;
    int resume = -1;
    while (here < end) {
      int length = buffer.get(here) & 0xFF;
      if (length == 0) {
        at = resume < 0 ? here + 1 : resume;
        return text.toString();
      }
      if (length >= 0xC0 && end - here >= 2) {
        int target = start + (buffer.getShort(here) & 0x3FFF);
        resume = resume < 0 ? here + 2 : resume;
        if (target >= limit) {
          break;
        }
        here = target;
        limit = target;
      } else {
        octets += length + 1;
        if (length > 63 || octets > MAX_NAME || length >= end - here) {
          break;
        }
        appendLabel(text, here + 1, length);
        here += length + 1;
      }
    }
    failed = true;
    return null;
  }

  private void appendLabel(StringBuilder text, int from, int length) {
    if (text.length() > 0) {
      text.append('.');
    }
    for (int i = from; i < from + length; i++) {
      int octet = buffer.get(i) & 0xFF;
      if (octet == '.' || octet == '\\') {
        text.append('\\').append((char) octet);
      } else if (octet <= ' ' || octet > '~') {
        text.append('\\').append((char) ('0' + octet / 100));
        text.append((char) ('0' + octet / 10 % 10)).append((char) ('0' + octet % 10));
      } else {
        text.append((char) (octet >= 'A' && octet <= 'Z' ? octet + 32 : octet));
      }
    }
  }
}
