package io.mudlark.probe.tls;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds the ClientHello of a TLS 1.3 client for tests. */
final class Hello {
  private Hello() {}

  static byte[] of(String name, String... protocols) {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    for (String protocol : protocols) {
      list.writeBytes(vector(1, protocol.getBytes(StandardCharsets.US_ASCII)));
    }
    byte[] host = vector(2, name.getBytes(StandardCharsets.US_ASCII));
    ByteArrayOutputStream extensions = new ByteArrayOutputStream();
    extensions.writeBytes(extension(0x0A0A));
    extensions.writeBytes(extension(0, vector(2, new byte[] {0}, host)));
    extensions.writeBytes(extension(16, vector(2, list.toByteArray())));
    extensions.writeBytes(extension(43, vector(1, new byte[] {0x5A, 0x5A, 3, 4, 3, 3})));
    byte[] body =
        join(
            new byte[] {3, 3},
            new byte[32],
            vector(1, new byte[32]),
            vector(2, new byte[] {0x13, 1}),
            vector(1, new byte[1]),
            vector(2, extensions.toByteArray()));
    return join(new byte[] {1}, vector(3, body));
  }

  /** The handshake message in records of at most that many octets. */
  static byte[] records(byte[] message, int each) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < message.length; at += each) {
      byte[] part = Arrays.copyOfRange(message, at, Math.min(message.length, at + each));
      out.writeBytes(new byte[] {22, 3, 1});
      out.writeBytes(vector(2, part));
    }
    return out.toByteArray();
  }

  private static byte[] extension(int type, byte[]... content) {
    return join(new byte[] {(byte) (type >>> 8), (byte) type}, vector(2, content));
  }

  private static byte[] vector(int width, byte[]... parts) {
    byte[] content = join(parts);
    byte[] length = new byte[width];
    for (int i = 0; i < width; i++) {
      length[i] = (byte) (content.length >>> (8 * (width - 1 - i)));
    }
    return join(length, content);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
