package io.mudlark.flow;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address as two longs, so that the hot path compares numbers and allocates no
 * arrays.
 *
 * @param version 4 or 6
 * @param high the upper 64 bits of an IPv6 address, 0 for IPv4
 * @param low the lower 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
 */
public record IpAddress(int version, long high, long low)
    implements Comparable<IpAddress>, Serializable {
  private static final long V4_MAX = 0xFFFF_FFFFL;

  public IpAddress {
    if (version != 4 && version != 6) {
      throw new IllegalArgumentException("IP version is 4 or 6, not " + version);
    }
    if (version == 4 && (high != 0 || low < 0 || low > V4_MAX)) {
      throw new IllegalArgumentException("not a 32-bit IPv4 address: " + Long.toHexString(low));
    }
  }

  /** The IPv4 address of the 32 bits in network order. */
  public static IpAddress v4(int bits) {
    return new IpAddress(4, 0, Integer.toUnsignedLong(bits));
  }

  public static IpAddress v6(long high, long low) {
    return new IpAddress(6, high, low);
  }

  /** From 4 or 16 octets in network order. */
  public static IpAddress of(byte[] octets) {
    if (octets.length == 4) {
      return new IpAddress(4, 0, bits(octets, 0, 4));
    }
    if (octets.length == 16) {
      return new IpAddress(6, bits(octets, 0, 8), bits(octets, 8, 8));
    }
    throw new IllegalArgumentException("an IP address has 4 or 16 octets, not " + octets.length);
  }

  private static long bits(byte[] octets, int offset, int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 8 | (octets[offset + i] & 0xFF);
    }
    return value;
  }

  /** Reads a literal (dotted IPv4, or IPv6 by RFC 4291 2.2); never asks a resolver. */
  public static IpAddress parse(String text) {
    return IpText.parse(text);
  }

  /** Whether the text is an address literal that {@link #parse} accepts. */
  public static boolean isLiteral(String text) {
    return IpText.tryParse(text) != null;
  }

  public boolean isV4() {
    return version == 4;
  }

  public int bitLength() {
    return version == 4 ? 32 : 128;
  }

  /** 4 or 16 octets in network order. */
  public byte[] octets() {
    byte[] octets = new byte[bitLength() / 8];
    for (int i = 0; i < octets.length; i++) {
      int fromEnd = octets.length - 1 - i;
      long word = fromEnd >= 8 ? high : low;
      octets[i] = (byte) (word >>> (fromEnd % 8 * 8));
    }
    return octets;
  }

  /** 224.0.0.0/4 or ff00::/8. */
  public boolean isMulticast() {
    return version == 4 ? low >>> 28 == 0xE : high >>> 56 == 0xFF;
  }

  /** 255.255.255.255 only: directed broadcasts depend on the network and are judged there. */
  public boolean isLimitedBroadcast() {
    return version == 4 && low == V4_MAX;
  }

  public boolean isUnspecified() {
    return high == 0 && low == 0;
  }

  public boolean isLoopback() {
    return version == 4 ? low >>> 24 == 127 : high == 0 && low == 1;
  }

  /** 169.254.0.0/16 or fe80::/10. */
  public boolean isLinkLocal() {
    return version == 4 ? low >>> 16 == 0xA9FE : high >>> 54 == 0x3FA;
  }

  /** RFC 1918 space, or unique local IPv6 addresses (fc00::/7). */
  public boolean isPrivate() {
    if (version == 6) {
      return high >>> 57 == 0x7E;
    }
    return low >>> 24 == 10 || low >>> 20 == 0xAC1 || low >>> 16 == 0xC0A8;
  }

  /** IPv4 before IPv6, then by unsigned value. */
  @Override
  public int compareTo(IpAddress other) {
    int order = Integer.compare(version, other.version);
    if (order == 0) {
      order = Long.compareUnsigned(high, other.high);
    }
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  /** Written out like {@link #hashCode}: both ends of every flow are looked up by it. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpAddress that
        && low == that.low
        && high == that.high
        && version == that.version;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * version + Long.hashCode(high)) + Long.hashCode(low);
  }

  /** Dotted IPv4, or the canonical IPv6 text of RFC 5952. */
  @Override
  public String toString() {
    return IpText.format(this);
  }
}
