package io.mudlark.probe.coap;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads CoAP messages from datagrams (RFC 7252 3) and from TCP streams (RFC 8323 3.2); never beyond
 * the octets it is given.
 */
public final class CoapReader {
  /** Options that a message may have; every option needs at least one octet. */
  static final int MAX_OPTIONS = 1_024;

  private static final int OBSERVE = 6;
  private static final int URI_PATH = 11;
  private static final int CONTENT_FORMAT = 12;
  private static final int URI_QUERY = 15;
  private static final int BLOCK2 = 23;
  private static final int BLOCK1 = 27;
  private static final int MARKER = 0xFF;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private CoapFault fault = CoapFault.TRUNCATED;
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private int at;
  private int end;
  private boolean failed;
  private int observe;
  private int block1;
  private int block2;
  private int contentFormat;
  private int payload;
  private UriText uri = new UriText();

  /**
   * Reads the message that fills a datagram. An empty message with a token is against RFC 7252 4.1,
   * yet sent and understood by some, and therefore read.
   *
   * @param octets holds it, big-endian
   * @return null when it is none; {@link #fault} then says why
   */
  public @Nullable CoapMessage read(ByteBuffer octets, int offset, int length) {
    begin(octets, offset, length);
    if (length < 4) {
      return refuse(CoapFault.TRUNCATED);
    }
    int first = buffer.get(offset) & 0xFF;
    int code = buffer.get(offset + 1) & 0xFF;
    int messageId = buffer.getShort(offset + 2) & 0xFFFF;
    at = offset + 4;
    if (first >>> 6 != 1) {
      return refuse(CoapFault.VERSION);
    }
    return message(first >>> 4 & 3, code, messageId, first & 15);
  }

  /** Octets that a message over TCP has in front of its code: one to five. */
  static int streamHeader(int firstOctet) {
    int nibble = firstOctet >>> 4;
    return nibble < 13 ? 1 : nibble == 13 ? 2 : nibble == 14 ? 3 : 5;
  }

  /**
   * The length of the message over TCP (RFC 8323 3.2) that begins at {@code offset}, its length
   * octets included; they must be there ({@link #streamHeader}).
   */
  static long streamLength(ByteBuffer octets, int offset) {
    int first = octets.get(offset) & 0xFF;
    int header = streamHeader(first);
    int nibble = first >>> 4;
    long body = nibble;
    if (header == 2) {
      body = (octets.get(offset + 1) & 0xFF) + 13L;
    } else if (header == 3) {
      body = (octets.getShort(offset + 1) & 0xFFFF) + 269L;
    } else if (header == 5) {
      body = Integer.toUnsignedLong(octets.getInt(offset + 1)) + 65_805L;
    }
    return header + 1L + (first & 15) + body;
  }

  /**
   * Reads a message over TCP, whose {@link #streamLength} is {@code length}. Signalling messages
   * (class 7) are read like others.
   */
  @Nullable CoapMessage readStream(ByteBuffer octets, int offset, int length) {
    begin(octets, offset, length);
    int first = octets.get(offset) & 0xFF;
    at = offset + streamHeader(first) + 1;
    if (at > end) {
      return refuse(CoapFault.TRUNCATED);
    }
    int code = octets.get(at - 1) & 0xFF;
    if (code >>> 5 == 7) {
      return new CoapMessage(
          CoapMessage.NON_CONFIRMABLE, code, 0, "", "/", false, -1, -1, -1, -1, 0);
    }
    return message(CoapMessage.NON_CONFIRMABLE, code, 0, first & 15);
  }

  /** Why the last message was none. */
  public CoapFault fault() {
    return fault;
  }

  private void begin(ByteBuffer octets, int offset, int length) {
    buffer = octets;
    at = offset;
    end = offset + length;
    failed = false;
    observe = CoapMessage.ABSENT;
    block1 = CoapMessage.ABSENT;
    block2 = CoapMessage.ABSENT;
    contentFormat = CoapMessage.ABSENT;
    payload = 0;
    uri = new UriText();
  }

  private @Nullable CoapMessage message(int type, int code, int messageId, int tokenLength) {
    if (tokenLength > 8) {
      return refuse(CoapFault.TOKEN_LENGTH);
    }
    int codeClass = code >>> 5;
    if (codeClass == 1 || codeClass > 5) {
      return refuse(CoapFault.RESERVED_CLASS);
    }
    if (tokenLength > end - at) {
      return refuse(CoapFault.TRUNCATED);
    }
    String token = hex(tokenLength);
    if (code == 0) {
      return end > at ? refuse(CoapFault.EMPTY_WITH_CONTENT) : empty(type, messageId, token);
    }
    options();
    if (failed) {
      return null;
    }
    return new CoapMessage(
        type,
        code,
        messageId,
        token,
        uri.text(),
        uri.isCut(),
        observe,
        block1,
        block2,
        contentFormat,
        payload);
  }

  private static CoapMessage empty(int type, int messageId, String token) {
    return new CoapMessage(type, 0, messageId, token, "/", false, -1, -1, -1, -1, 0);
  }

  private String hex(int length) {
    char[] digits = new char[2 * length];
    for (int i = 0; i < length; i++) {
      int octet = buffer.get(at + i);
      digits[2 * i] = HEX[octet >>> 4 & 15];
      digits[2 * i + 1] = HEX[octet & 15];
    }
    at += length;
    return new String(digits);
  }

  private void options() {
    int number = 0;
    int count = 0;
    while (at < end && !failed) {
      int first = buffer.get(at++) & 0xFF;
      if (first == MARKER) {
        payload = end - at;
        if (payload == 0) {
          refuse(CoapFault.MARKER_WITHOUT_PAYLOAD);
        }
        return;
      }
      number += extended(first >>> 4);
      int length = extended(first & 15);
      if (failed) {
        return;
      }
      if (number > 65_535 || length > end - at) {
        refuse(CoapFault.OPTION_BEYOND_MESSAGE);
        return;
      }
      if (++count > MAX_OPTIONS) {
        refuse(CoapFault.TOO_MANY_OPTIONS);
        return;
      }
      option(number, length);
      at += length;
    }
  }

  /** Delta and length of options in the extended form of RFC 7252 3.1. */
  private int extended(int nibble) {
    int more = nibble == 13 ? 1 : nibble == 14 ? 2 : 0;
    if (failed || nibble == 15 || more > end - at) {
      refuse(nibble == 15 ? CoapFault.RESERVED_OPTION : CoapFault.OPTION_BEYOND_MESSAGE);
      return 0;
    }
    int value = nibble;
    if (more == 1) {
      value = (buffer.get(at) & 0xFF) + 13;
    } else if (more == 2) {
      value = (buffer.getShort(at) & 0xFFFF) + 269;
    }
    at += more;
    return value;
  }

  private void option(int number, int length) {
    switch (number) {
      case URI_PATH -> uri.segment(buffer, at, length);
      case URI_QUERY -> uri.argument(buffer, at, length);
      case OBSERVE -> observe = number(length, 3);
      case CONTENT_FORMAT -> contentFormat = number(length, 2);
      case BLOCK1 -> block1 = number(length, 3);
      case BLOCK2 -> block2 = number(length, 3);
      default -> {
        // other options say nothing that an exchange keeps
      }
    }
  }

  /** An unsigned option value; one that is longer than its option allows is ignored (5.4.3). */
  private int number(int length, int most) {
    if (length > most) {
      return CoapMessage.ABSENT;
    }
    int value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | (buffer.get(at + i) & 0xFF);
    }
    return value;
  }

  private @Nullable CoapMessage refuse(CoapFault reason) {
    if (!failed) {
      fault = reason;
    }
    failed = true;
    return null;
  }
}
