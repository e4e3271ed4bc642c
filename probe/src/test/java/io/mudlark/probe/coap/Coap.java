package io.mudlark.probe.coap;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Builds CoAP messages for tests; options must be added in the order of their numbers. */
final class Coap {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int lastOption;

  private Coap() {}

  static Coap message(int type, int code, int messageId, String token) {
    Coap coap = new Coap();
    byte[] octets = HexFormat.of().parseHex(token);
    coap.out.write(0x40 | type << 4 | octets.length);
    coap.out.write(code);
    coap.out.write(messageId >>> 8);
    coap.out.write(messageId);
    coap.out.writeBytes(octets);
    return coap;
  }

  Coap option(int number, byte... value) {
    int delta = number - lastOption;
    lastOption = number;
    out.write((delta < 13 ? delta : 13) << 4 | (value.length < 13 ? value.length : 13));
    if (delta >= 13) {
      out.write(delta - 13);
    }
    if (value.length >= 13) {
      out.write(value.length - 13);
    }
    out.writeBytes(value);
    return this;
  }

  Coap observe(int value) {
    return option(6, (byte) value);
  }

  Coap path(String... segments) {
    for (String segment : segments) {
      option(11, segment.getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  Coap query(String argument) {
    return option(15, argument.getBytes(StandardCharsets.UTF_8));
  }

  Coap block2(int number, boolean more, int size) {
    return option(23, (byte) (number << 4 | (more ? 8 : 0) | size));
  }

  Coap block1(int number, boolean more, int size) {
    return option(27, (byte) (number << 4 | (more ? 8 : 0) | size));
  }

  Coap payload(String text) {
    out.write(0xFF);
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  byte[] build() {
    return out.toByteArray();
  }
}
