package io.mudlark.flow;

import java.io.Serializable;

/**
 * A block of addresses in CIDR form; a bare address is a block of one.
 *
 * @param base the lowest address of the block
 * @param length the number of leading bits that are fixed
 */
public record IpPrefix(IpAddress base, int length) implements Serializable {
  public IpPrefix {
    if (length < 0 || length > base.bitLength()) {
      throw new IllegalArgumentException("prefix length " + length + " does not fit " + base);
    }
    base = masked(base, length);
  }

  /** Reads {@code 192.168.0.0/16}, {@code fe80::/10} or a bare address. */
  public static IpPrefix parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return of(IpAddress.parse(text));
    }
    IpAddress base = IpAddress.parse(text.substring(0, slash));
    String length = text.substring(slash + 1);
    if (!length.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException("not an address block: '" + text + "'");
    }
    return new IpPrefix(base, Integer.parseInt(length));
  }

  public static IpPrefix of(IpAddress address) {
    return new IpPrefix(address, address.bitLength());
  }

  public boolean contains(IpAddress address) {
    if (address.version() != base.version()) {
      return false;
    }
    if (address.isV4()) {
      return ((address.low() ^ base.low()) & mask(length + 32)) == 0;
    }
    return ((address.high() ^ base.high()) & mask(length)) == 0
        && ((address.low() ^ base.low()) & mask(length - 64)) == 0;
  }

  private static IpAddress masked(IpAddress address, int length) {
    if (address.isV4()) {
      return new IpAddress(4, 0, address.low() & mask(length + 32) & 0xFFFF_FFFFL);
    }
    return new IpAddress(
        6, address.high() & mask(length), address.low() & mask(Math.max(0, length - 64)));
  }

  /** The upper {@code bits} of a long set; 64 and more set them all. */
  private static long mask(int bits) {
    return bits <= 0 ? 0 : bits >= 64 ? -1L : -1L << (64 - bits);
  }

  @Override
  public String toString() {
    return base + "/" + length;
  }
}
