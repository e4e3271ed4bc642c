package io.mudlark.probe.tcp;

import java.nio.ByteBuffer;

/**
 * One frame of an application protocol, or its first octets where the rest was not kept; a view
 * that is valid only during the call that shows it.
 */
public final class Frame {
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private int offset;
  private int kept;
  private long length;

  /**
   * Points the view at a frame.
   *
   * @param data big-endian buffer that holds it
   * @param from index of its first octet
   * @param octets how many of its octets the buffer holds
   * @param total how many it has
   */
  public void show(ByteBuffer data, int from, int octets, long total) {
    buffer = data;
    offset = from;
    kept = octets;
    length = total;
  }

  /** A big-endian buffer; its position and limit mean nothing. */
  public ByteBuffer buffer() {
    return buffer;
  }

  /** Index of the frame's first octet in the buffer. */
  public int offset() {
    return offset;
  }

  /** Octets of the frame that can be read. */
  public int kept() {
    return kept;
  }

  /** Octets of the frame on the wire. */
  public long length() {
    return length;
  }

  /** Whether all of it can be read. */
  public boolean isWhole() {
    return kept == length;
  }
}
