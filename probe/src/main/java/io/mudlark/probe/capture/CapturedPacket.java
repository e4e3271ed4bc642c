package io.mudlark.probe.capture;

import java.nio.ByteBuffer;

/**
 * One packet as a capture holds it; a view that a reader moves from packet to packet, so that
 * reading allocates nothing.
 *
 * <p>The octets are {@code length()} octets of {@code buffer()} from {@code offset()} on; the
 * buffer's order is big-endian and must not be changed.
 */
public final class CapturedPacket {
  /** The time of a packet that has none and follows none that has. */
  public static final long NO_TIME = Long.MIN_VALUE;

  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private int offset;
  private int length;
  private int wireLength;
  private int linkType;
  private int source;
  private long timeNanos;
  private long position;

  /**
   * Points the view at a packet.
   *
   * @param data big-endian buffer that holds it
   * @param from index of its first octet
   * @param captured number of octets held; the caller has checked that they are there
   * @param onWire its length on the wire; raised to {@code captured} when it claims less
   */
  public void show(ByteBuffer data, int from, int captured, long onWire) {
    buffer = data;
    offset = from;
    length = captured;
    wireLength = (int) Math.min(Integer.MAX_VALUE, Math.max(captured, onWire));
  }

  /** Sets when the packet was captured (nanoseconds since the Unix epoch) and on what link. */
  public void stamp(long nanos, int link) {
    timeNanos = nanos;
    linkType = link;
  }

  /** Remembers where its record starts in the file, and of which interface it is. */
  void locate(long recordPosition, int interfaceNumber) {
    position = recordPosition;
    source = interfaceNumber;
  }

  public ByteBuffer buffer() {
    return buffer;
  }

  public int offset() {
    return offset;
  }

  /** Octets captured. */
  public int length() {
    return length;
  }

  /** Octets on the wire, never less than {@link #length}. */
  public int wireLength() {
    return wireLength;
  }

  /** A value of {@link LinkType}, or another of the registry. */
  public int linkType() {
    return linkType;
  }

  /** Nanoseconds since the Unix epoch, or {@link #NO_TIME}. */
  public long timeNanos() {
    return timeNanos;
  }

  /** Where the packet's record starts in the (inflated) file. */
  public long position() {
    return position;
  }

  /** The interface within the file, counted over all sections; 0 in a classic pcap file. */
  public int source() {
    return source;
  }
}
