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
}
