package io.mudlark.probe.mqtt;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes MQTT 5.0 correlation data, which is any octets, as text. */
public final class CorrelationText {
  private CorrelationText() {}

  /**
   * The text itself when the octets are UTF-8 without control characters; otherwise {@code 0x} and
   * hexadecimal digits.
   */
  public static String of(byte[] octets) {
    boolean ascii = true;
    for (byte octet : octets) {
      if ((octet >= 0 && octet < 0x20) || octet == 0x7F) {
        return hex(octets);
      }
      ascii &= octet >= 0;
    }
    if (ascii) {
      return new String(octets, StandardCharsets.US_ASCII);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      return hex(octets);
    }
  }

  private static String hex(byte[] octets) {
    return "0x" + HexFormat.of().formatHex(octets);
  }
}
