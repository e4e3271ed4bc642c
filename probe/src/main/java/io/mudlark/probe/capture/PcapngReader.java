package io.mudlark.probe.capture;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads pcapng files (draft-ietf-opsawg-pcapng): sections of both byte orders, enhanced, simple and
 * obsolete packet blocks; every other block is passed over.
 *
 * <p>A simple packet block carries no time; such a packet takes the time of the packet before it.
 */
final class PcapngReader implements RecordReader {
  static final int SECTION_HEADER = 0x0A0D0D0A;
  private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int OBSOLETE_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int ENHANCED_PACKET = 6;
  private static final int FRAME = 12;
  private static final int MAX_INTERFACES = 65_536;

  private final String path;
  private final CaptureBytes bytes;
  private final List<PcapngInterface> interfaces = new ArrayList<>();
  private boolean swapped;
  private int firstOfSection;
  private long position;
  private long lastNanos = CapturedPacket.NO_TIME;
  private long invalidTimes;
  private @Nullable InputProblem problem;

  PcapngReader(String path, CaptureBytes bytes) {
    this.path = path;
    this.bytes = bytes;
  }

  @Override
  public boolean next(CapturedPacket packet) {
    while (problem == null && position < bytes.length()) {
      long block = position;
      int type = blockType();
      long length = problem == null ? blockLength(type) : 0;
      if (problem != null) {
        return false;
      }
      position += length;
      if (take(type, block, (int) Math.min(length, Integer.MAX_VALUE), packet)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The block's type, with the byte order set when it opens a section; stops at what is no block.
   */
  private int blockType() {
    if (bytes.length() - position < FRAME) {
      stop("block is cut short: " + (bytes.length() - position) + " octets are there");
      return 0;
    }
    int raw = bytes.word(position);
    if (raw != SECTION_HEADER) {
      return swapped ? Integer.reverseBytes(raw) : raw;
    }
    int magic = bytes.word(position + 8);
    if (magic != BYTE_ORDER_MAGIC && Integer.reverseBytes(magic) != BYTE_ORDER_MAGIC) {
      stop("section header has no byte-order magic");
    }
    swapped = magic != BYTE_ORDER_MAGIC;
    firstOfSection = interfaces.size();
    return raw;
  }

  private long blockLength(int type) {
    long length = Integer.toUnsignedLong(order(bytes.word(position + 4)));
    long left = bytes.length() - position;
    if (length < FRAME + minimalBody(type) || length % 4 != 0) {
      stop("block length " + length + " is impossible for block type " + type);
    } else if (length > left) {
      stop("block is cut short: " + left + " of " + length + " octets are there");
    } else if (length > CaptureBytes.REACH && minimalBody(type) > 0) {
      stop("block length " + length + " is beyond the limit of 16 MiB");
    } else if (Integer.toUnsignedLong(order(bytes.word(position + length - 4))) != length) {
      stop("block length " + length + " is not repeated at the block's end");
    }
    return length;
  }

  /** The fixed part of the body of the blocks that are read; 0 for those that are passed over. */
  private static int minimalBody(int type) {
    switch (type) {
      case SECTION_HEADER:
        return 16;
      case INTERFACE_DESCRIPTION:
        return 8;
      case SIMPLE_PACKET:
        return 4;
      case OBSOLETE_PACKET:
      case ENHANCED_PACKET:
        return 20;
      default:
        return 0;
    }
  }

  /** Takes in one block; true when it is a packet, which is then shown. */
  private boolean take(int type, long block, int length, CapturedPacket packet) {
    if (type == INTERFACE_DESCRIPTION) {
      describe(block, length);
      return false;
    }
    if (type != SIMPLE_PACKET && type != OBSOLETE_PACKET && type != ENHANCED_PACKET) {
      return false;
    }
    int source = source(type, block);
    show(type, block, source, packet);
    if (type == SIMPLE_PACKET) {
      packet.stamp(lastNanos, packet.linkType());
    } else if (packet.timeNanos() == CapturedPacket.NO_TIME) {
      invalidTimes++;
    } else {
      lastNanos = packet.timeNanos();
    }
    return true;
  }

  private void describe(long block, int length) {
    if (interfaces.size() >= MAX_INTERFACES) {
      position = block;
      stop("more than " + MAX_INTERFACES + " interfaces are described");
      return;
    }
    int at = bytes.index(block);
    interfaces.add(PcapngInterface.read(bytes.window(block), at + 8, at + length - 4, swapped));
  }

  /** The interface of a packet block counted over the whole file, or a negative number for none. */
  private int source(int type, long block) {
    int number = 0;
    if (type == ENHANCED_PACKET) {
      number = order(bytes.word(block + 8));
    } else if (type == OBSOLETE_PACKET) {
      number = PcapngInterface.u16(bytes.window(block), bytes.index(block) + 8, swapped);
    }
    boolean described = number >= 0 && number < interfaces.size() - firstOfSection;
    return described ? firstOfSection + number : swapped ? -2 : -1;
  }

  private void show(int type, long block, int source, CapturedPacket packet) {
    PcapngInterface origin =
        source < 0 ? PcapngInterface.undescribed(source == -2) : interfaces.get(source);
    ByteBuffer window = bytes.window(block);
    int at = bytes.index(block);
    boolean little = origin.swapped();
    int length = PcapngInterface.u32(window, at + 4, little);
    int data = at + (type == SIMPLE_PACKET ? 12 : 28);
    int room = at + length - 4 - data;
    long onWire = u32(window, at + (type == SIMPLE_PACKET ? 8 : 24), little);
    long kept = type == SIMPLE_PACKET ? onWire : u32(window, at + 20, little);
    if (type == SIMPLE_PACKET && origin.snapLength() > 0) {
      kept = Math.min(kept, origin.snapLength());
    }
    packet.show(window, data, (int) Math.min(room, kept), onWire);
    long nanos = CapturedPacket.NO_TIME;
    if (type != SIMPLE_PACKET) {
      nanos = origin.nanos(u32(window, at + 12, little) << 32 | u32(window, at + 16, little));
    }
    packet.stamp(nanos, origin.linkType());
    packet.locate(block, source);
  }

  @Override
  public void read(long recordPosition, int source, CapturedPacket packet) {
    boolean little = source < 0 ? source == -2 : interfaces.get(source).swapped();
    int raw = bytes.word(recordPosition);
    show(little ? Integer.reverseBytes(raw) : raw, recordPosition, source, packet);
  }

  private static long u32(ByteBuffer window, int at, boolean little) {
    return Integer.toUnsignedLong(PcapngInterface.u32(window, at, little));
  }

  private int order(int word) {
    return swapped ? Integer.reverseBytes(word) : word;
  }

  private void stop(String message) {
    problem = new InputProblem(path, position, message);
  }

  @Override
  public @Nullable InputProblem problem() {
    return problem;
  }

  @Override
  public long invalidTimes() {
    return invalidTimes;
  }
}
