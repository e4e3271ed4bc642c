package io.mudlark.mud.match;

import io.mudlark.flow.IpAddress;

/** Which addresses a device may take a DNS name for, at a time. */
public interface NameView {
  /** Knows no name at all. */
  NameView NONE =
      new NameView() {
        @Override
        public boolean known(String name, long atNanos) {
          return false;
        }

        @Override
        public boolean resolves(String name, IpAddress address, long atNanos) {
          return false;
        }
      };

  /**
   * Whether any address of the name is known.
   *
   * @param name lower case, without the final dot
   * @param atNanos nanoseconds since the Unix epoch
   */
  boolean known(String name, long atNanos);

  /** Whether the address is one that the name stands for. */
  boolean resolves(String name, IpAddress address, long atNanos);

  /** Both questions at once. */
  default Resolution resolution(String name, IpAddress address, long atNanos) {
    if (resolves(name, address, atNanos)) {
      return Resolution.RESOLVES;
    }
    return known(name, atNanos) ? Resolution.OTHER_ADDRESSES : Resolution.UNKNOWN;
  }

  /** What a name is to an address. */
  enum Resolution {
    RESOLVES,
    /** The name is known, and stands for other addresses. */
    OTHER_ADDRESSES,
    UNKNOWN
  }
}
