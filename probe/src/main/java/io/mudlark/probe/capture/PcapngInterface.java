package io.mudlark.probe.capture;

import java.nio.ByteBuffer;

/**
 * One interface of a pcapng section: its link type and how it writes time.
 *
 * @param linkType of its packets
 * @param swapped whether its section is little-endian
 * @param snapLength the most octets of a packet it keeps; 0 means no limit
 * @param resolution if_tsresol: 10^-n seconds, or 2^-n when the highest bit is set
 * @param offsetSeconds if_tsoffset: added to every time
 */
record PcapngInterface(
    int linkType, boolean swapped, long snapLength, int resolution, long offsetSeconds) {
  private static final int OPTION_END = 0;
  private static final int IF_TSRESOL = 9;
  private static final int IF_TSOFFSET = 14;
  private static final long NANOS = 1_000_000_000L;

  /** For packets whose interface was not described: microseconds of an unknown link. */
  static PcapngInterface undescribed(boolean swapped) {
    return new PcapngInterface(LinkType.UNKNOWN, swapped, 0, 6, 0);
  }

  /** Reads the body of an interface description block, {@code end} exclusive. */
  static PcapngInterface read(ByteBuffer body, int at, int end, boolean swapped) {
    int linkType = u16(body, at, swapped);
    long snapLength = Integer.toUnsignedLong(u32(body, at + 4, swapped));
    int resolution = 6;
    long offset = 0;
    int option = at + 8;
    while (end - option >= 4) {
      int code = u16(body, option, swapped);
      int length = u16(body, option + 2, swapped);
      int value = option + 4;
      if (code == OPTION_END || length > end - value) {
        break;
      }
      if (code == IF_TSRESOL && length >= 1) {
        resolution = body.get(value) & 0xFF;
      } else if (code == IF_TSOFFSET && length >= 8) {
        long raw = body.getLong(value);
        offset = swapped ? Long.reverseBytes(raw) : raw;
      }
      option = value + ((length + 3) & ~3);
    }
    return new PcapngInterface(linkType, swapped, snapLength, resolution, offset);
  }

  static int u16(ByteBuffer body, int at, boolean swapped) {
    short raw = body.getShort(at);
    return (swapped ? Short.reverseBytes(raw) : raw) & 0xFFFF;
  }

  static int u32(ByteBuffer body, int at, boolean swapped) {
    int raw = body.getInt(at);
    return swapped ? Integer.reverseBytes(raw) : raw;
  }

  /**
   * A time stamp in nanoseconds since the Unix epoch, finer parts cut off.
   *
   * @param stamp 64 bits, unsigned, in units of the interface's resolution
   * @return {@link CapturedPacket#NO_TIME} when it lies before 1970 or after 2262
   */
  long nanos(long stamp) {
    long sinceOffset = (resolution & 0x80) != 0 ? binary(stamp) : decimal(stamp);
    long shift = Math.multiplyHigh(offsetSeconds, NANOS);
    long shiftLow = offsetSeconds * NANOS;
    if (sinceOffset < 0 || shift != shiftLow >> 63) {
      return CapturedPacket.NO_TIME;
    }
    long nanos = sinceOffset + shiftLow;
    // Two non-negative numbers that overflow, and times before the epoch, both come out negative.
    return nanos < 0 ? CapturedPacket.NO_TIME : nanos;
  }

  private long decimal(long stamp) {
    if (resolution > 27) {
      return 0;
    }
    if (resolution > 9) {
      return Long.divideUnsigned(stamp, power(resolution - 9));
    }
    long factor = power(9 - resolution);
    return stamp < 0 || stamp > Long.MAX_VALUE / factor ? -1 : stamp * factor;
  }

  private long binary(long stamp) {
    int bits = resolution & 0x7F;
    if (bits == 0) {
      return stamp < 0 || stamp > Long.MAX_VALUE / NANOS ? -1 : stamp * NANOS;
    }
    long seconds = bits >= 64 ? 0 : stamp >>> bits;
    if (seconds > Long.MAX_VALUE / NANOS - 1) {
      return -1;
    }
    long fraction = bits >= 64 ? stamp : stamp & ((1L << bits) - 1);
    // 33 bits times 10^9 still fit into 63.
    int excess = Math.max(0, bits - 33);
    long kept = excess >= 64 ? 0 : fraction >>> excess;
    return seconds * NANOS + ((kept * NANOS) >>> (bits - excess));
  }

  private static long power(int exponent) {
    long value = 1;
    for (int i = 0; i < exponent; i++) {
      value *= 10;
    }
    return value;
  }
}
