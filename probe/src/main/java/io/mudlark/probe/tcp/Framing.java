package io.mudlark.probe.tcp;

import java.nio.ByteBuffer;

/** How a protocol says where its frames end. */
@FunctionalInterface
public interface Framing {
  /** More octets are needed to tell. */
  long MORE = 0;

  /** No frame begins like this. */
  long BROKEN = -1;

  /**
   * The length in octets, its own header included, of the frame that begins at {@code offset}; or
   * {@link #MORE} or {@link #BROKEN}.
   *
   * @param buffer big-endian buffer
   * @param offset index of the first octet
   * @param available how many octets there are, at least one
   */
  long length(ByteBuffer buffer, int offset, int available);
}
