package io.mudlark.flow;

import java.io.Serializable;
import java.util.Locale;

/**
 * An IEEE 802 MAC address, kept in the lower 48 bits of a long.
 *
 * @param value 0 .. 2^48-1, first octet on the wire in the highest of the 48 bits
 */
public record MacAddress(long value) implements Comparable<MacAddress>, Serializable {
  private static final long MAX = 0xFFFF_FFFF_FFFFL;

  /** ff:ff:ff:ff:ff:ff. */
  public static final MacAddress BROADCAST = new MacAddress(MAX);

  public MacAddress {
    if (value < 0 || value > MAX) {
      throw new IllegalArgumentException("not a 48-bit MAC address: " + Long.toHexString(value));
    }
  }

  /** Reads {@code 00:31:92:e1:7b:17}; dashes and upper case are accepted. */
  public static MacAddress parse(String text) {
    String[] parts = text.trim().toLowerCase(Locale.ROOT).replace('-', ':').split(":", -1);
    if (parts.length != 6) {
      throw new IllegalArgumentException("not a MAC address: '" + text + "'");
    }
    long value = 0;
    for (String part : parts) {
      if (part.isEmpty() || part.length() > 2) {
        throw new IllegalArgumentException("not a MAC address: '" + text + "'");
      }
      try {
        value = value << 8 | Integer.parseUnsignedInt(part, 16);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("not a MAC address: '" + text + "'", e);
      }
    }
    return new MacAddress(value);
  }

  /** The group bit of the first octet: multicast and broadcast. */
  public boolean isGroup() {
    return (value >>> 40 & 1) != 0;
  }

  public boolean isBroadcast() {
    return value == MAX;
  }

  @Override
  public int compareTo(MacAddress other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(17);
    for (int shift = 40; shift >= 0; shift -= 8) {
      int octet = (int) (value >>> shift & 0xFF);
      text.append(Character.forDigit(octet >>> 4, 16)).append(Character.forDigit(octet & 15, 16));
      if (shift > 0) {
        text.append(':');
      }
    }
    return text.toString();
  }
}
