package io.mudlark.probe.capture;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes a classic pcap file in network byte order, which every reader of pcap accepts. */
public final class PcapWriter implements Closeable {
  /** The snapshot length that the file header declares. */
  public static final int SNAP_LENGTH = 262_144;

  /** How finely times are written; what is finer is cut off. */
  public enum Resolution {
    MICROSECONDS(PcapReader.MICROSECONDS, 1000),
    NANOSECONDS(PcapReader.NANOSECONDS, 1);

    private final int magic;
    private final int nanos;

    Resolution(int magic, int nanos) {
      this.magic = magic;
      this.nanos = nanos;
    }
  }

  private static final long NANOS = 1_000_000_000L;

  private final OutputStream out;
  private final Resolution resolution;
  private final ByteBuffer header = ByteBuffer.allocate(16);
  private byte[] octets = new byte[2048];

  /** Writes the file header at once; closing this closes {@code out}. */
  public PcapWriter(OutputStream out, int linkType, Resolution resolution) throws IOException {
    this.out = new BufferedOutputStream(out, 1 << 16);
    this.resolution = resolution;
    ByteBuffer file = ByteBuffer.allocate(PcapReader.FILE_HEADER);
    file.putInt(resolution.magic).putShort((short) 2).putShort((short) 4);
    file.putInt(0).putInt(0).putInt(SNAP_LENGTH).putInt(linkType);
    this.out.write(file.array());
  }

  /** Writes a packet as it was captured. */
  public void write(CapturedPacket packet) throws IOException {
    int length = Math.min(packet.length(), SNAP_LENGTH);
    if (octets.length < length) {
      octets = new byte[SNAP_LENGTH];
    }
    packet.buffer().get(packet.offset(), octets, 0, length);
    writeRecord(packet.timeNanos(), octets, length, packet.wireLength());
  }

  /** Writes a whole packet; beyond {@link #SNAP_LENGTH} octets it is cut. */
  public void write(long timeNanos, byte[] packet) throws IOException {
    writeRecord(timeNanos, packet, Math.min(packet.length, SNAP_LENGTH), packet.length);
  }

  private void writeRecord(long timeNanos, byte[] data, int length, int wireLength)
      throws IOException {
    long seconds = Math.floorDiv(timeNanos, NANOS);
    if (seconds < 0 || seconds > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException("pcap has no time before 1970 or after 2106: " + seconds);
    }
    int fraction = (int) (Math.floorMod(timeNanos, NANOS) / resolution.nanos);
    header.putInt(0, (int) seconds).putInt(4, fraction).putInt(8, length).putInt(12, wireLength);
    out.write(header.array());
    out.write(data, 0, length);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
