package io.mudlark.mudscope.reject;

import io.mudlark.probe.capture.CapturedPacket;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes rejected packets as scapy does: classic pcap, little-endian, microseconds, a snapshot
 * length of 65535. What is finer than a microsecond is lost.
 */
final class RejectedCapture implements Closeable {
  private static final int MAGIC = 0xA1B2C3D4;
  private static final int SNAP_LENGTH = 65_535;
  private static final long NANOS = 1_000_000_000L;
  private static final long LAST_SECOND = 0xFFFF_FFFFL;

  private final OutputStream out;
  private final ByteBuffer header = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
  private byte[] octets = new byte[2_048];
  private long packets;
  private long withoutTime;

  RejectedCapture(Path file, int linkType) throws IOException {
    out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    ByteBuffer start = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    start.putInt(MAGIC).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    start.putInt(SNAP_LENGTH).putInt(linkType);
    out.write(start.array());
  }

  void write(CapturedPacket packet) throws IOException {
    int length = packet.length();
    if (octets.length < length) {
      octets = new byte[Math.max(length, 2 * octets.length)];
    }
    packet.buffer().get(packet.offset(), octets, 0, length);
    long nanos = packet.timeNanos();
    long seconds = nanos == CapturedPacket.NO_TIME ? -1 : Math.floorDiv(nanos, NANOS);
    if (seconds < 0 || seconds > LAST_SECOND) {
      // pcap cannot say it; the packet is worth more than its time.
      withoutTime++;
      seconds = 0;
      nanos = 0;
    }
    header.putInt(0, (int) seconds).putInt(4, (int) (Math.floorMod(nanos, NANOS) / 1_000));
    header.putInt(8, length).putInt(12, packet.wireLength());
    out.write(header.array());
    out.write(octets, 0, length);
    packets++;
  }

  long packets() {
    return packets;
  }

  /** Packets whose time pcap cannot hold; they are written with time 0. */
  long withoutTime() {
    return withoutTime;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
