package io.mudlark.probe.capture;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads classic pcap files (draft-ietf-opsawg-pcap) of both byte orders, with microseconds or
 * nanoseconds, and the variant with longer record headers that Kuznetzov's patch wrote.
 */
final class PcapReader implements RecordReader {
  static final int FILE_HEADER = 24;
  static final int MICROSECONDS = 0xA1B2C3D4;
  static final int NANOSECONDS = 0xA1B23C4D;
  static final int KUZNETZOV = 0xA1B2CD34;
  private static final long NANOS = 1_000_000_000L;

  private final String path;
  private final CaptureBytes bytes;
  private final boolean swapped;
  private final int recordHeader;
  private final long fractionNanos;
  private final int linkType;
  private long position = FILE_HEADER;
  private long invalidTimes;
  private @Nullable InputProblem problem;

  /** The file's magic number must have been recognized by {@link #recognizes}. */
  PcapReader(String path, CaptureBytes bytes) throws UnreadableCapture {
    this.path = path;
    this.bytes = bytes;
    int magic = bytes.word(0);
    swapped = !isMagic(magic);
    int known = swapped ? Integer.reverseBytes(magic) : magic;
    recordHeader = known == KUZNETZOV ? 24 : 16;
    fractionNanos = known == NANOSECONDS ? 1 : 1000;
    if (bytes.length() < FILE_HEADER) {
      throw new UnreadableCapture(
          new InputProblem(path, bytes.length(), "pcap file header is cut short"));
    }
    // The upper half holds the length of the frame check sequence.
    linkType = order(bytes.word(20)) & 0xFFFF;
  }

  static boolean recognizes(int firstWord) {
    return isMagic(firstWord) || isMagic(Integer.reverseBytes(firstWord));
  }

  private static boolean isMagic(int word) {
    return word == MICROSECONDS || word == NANOSECONDS || word == KUZNETZOV;
  }

  @Override
  public boolean next(CapturedPacket packet) {
    long left = bytes.length() - position;
    if (left == 0 || problem != null) {
      return false;
    }
    if (left < recordHeader) {
      return stop("record header is cut short: " + left + " of " + recordHeader + " octets");
    }
    ByteBuffer window = bytes.window(position);
    int at = bytes.index(position);
    long captured = Integer.toUnsignedLong(order(window.getInt(at + 8)));
    if (captured > CaptureBytes.REACH - recordHeader) {
      return stop("captured length " + captured + " is beyond the limit of 16 MiB");
    }
    if (captured > left - recordHeader) {
      return stop(
          "packet is cut short: "
              + (left - recordHeader)
              + " of "
              + captured
              + " octets are there");
    }
    show(window, at, (int) captured, packet);
    packet.locate(position, 0);
    if (packet.timeNanos() == CapturedPacket.NO_TIME) {
      invalidTimes++;
    }
    position += recordHeader + captured;
    return true;
  }

  @Override
  public void read(long recordPosition, int source, CapturedPacket packet) {
    ByteBuffer window = bytes.window(recordPosition);
    int at = bytes.index(recordPosition);
    show(window, at, order(window.getInt(at + 8)), packet);
    packet.locate(recordPosition, source);
  }

  private void show(ByteBuffer window, int at, int captured, CapturedPacket packet) {
    long seconds = Integer.toUnsignedLong(order(window.getInt(at)));
    long fraction = Integer.toUnsignedLong(order(window.getInt(at + 4))) * fractionNanos;
    long onWire = Integer.toUnsignedLong(order(window.getInt(at + 12)));
    packet.show(window, at + recordHeader, captured, onWire);
    packet.stamp(fraction < NANOS ? seconds * NANOS + fraction : CapturedPacket.NO_TIME, linkType);
  }

  private boolean stop(String message) {
    problem = new InputProblem(path, position, message);
    return false;
  }

  private int order(int word) {
    return swapped ? Integer.reverseBytes(word) : word;
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
