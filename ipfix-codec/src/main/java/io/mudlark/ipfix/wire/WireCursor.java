package io.mudlark.ipfix.wire;

/**
 * A position in a message that cannot leave its bounds.
 *
 * <p>Every read past the limit throws {@link MalformedMessage} with the offset from the start of
 * the message, and counts read from the wire are to be checked with {@link #require} before
 * anything is sized by them.
 */
public final class WireCursor {
  private final byte[] bytes;
  private final int start;
  private final int limit;
  private int position;

  private WireCursor(byte[] bytes, int start, int position, int limit) {
    this.bytes = bytes;
    this.start = start;
    this.position = position;
    this.limit = limit;
  }

  /** A cursor over {@code length} octets of an array, which is not copied. */
  public static WireCursor over(byte[] bytes, int offset, int length) {
    if (offset < 0 || length < 0 || length > bytes.length - offset) {
      throw new IndexOutOfBoundsException(
          "no " + length + " octets at " + offset + " of " + bytes.length);
    }
    return new WireCursor(bytes, offset, offset, offset + length);
  }

  public static WireCursor over(byte[] bytes) {
    return over(bytes, 0, bytes.length);
  }

  /** The next {@code length} octets as a cursor of their own; this one moves behind them. */
  public WireCursor take(int length) throws MalformedMessage {
    require(length);
    WireCursor taken = new WireCursor(bytes, start, position, position + length);
    position += length;
    return taken;
  }

  /** Refuses when fewer octets are left. */
  public void require(int octets) throws MalformedMessage {
    if (octets < 0 || octets > limit - position) {
      throw new MalformedMessage(offset(), octets + " octets wanted, " + remaining() + " left");
    }
  }

  public int u8() throws MalformedMessage {
    require(1);
    return bytes[position++] & 0xFF;
  }

  public int u16() throws MalformedMessage {
    require(2);
    int value = NetworkOrder.u16(bytes, position);
    position += 2;
    return value;
  }

  public long u32() throws MalformedMessage {
    require(4);
    long value = NetworkOrder.u32(bytes, position);
    position += 4;
    return value;
  }

  public long u64() throws MalformedMessage {
    require(8);
    long value = NetworkOrder.u64(bytes, position);
    position += 8;
    return value;
  }

  public void skip(int octets) throws MalformedMessage {
    require(octets);
    position += octets;
  }

  public int remaining() {
    return limit - position;
  }

  /** Octets from the start of the message. */
  public int offset() {
    return position - start;
  }

  /** Index into {@link #array()}. */
  public int position() {
    return position;
  }

  /** First index of {@link #array()} that is out of bounds. */
  public int limit() {
    return limit;
  }

  /** The array underneath, not a copy. */
  public byte[] array() {
    return bytes;
  }

  /** Whether all octets that are left are zero. */
  public boolean restIsZero() {
    return zerosAtEnd() == remaining();
  }

  /** How many octets at the end of those that are left are zero. */
  public int zerosAtEnd() {
    int end = limit;
    while (end > position && bytes[end - 1] == 0) {
      end--;
    }
    return limit - end;
  }
}
