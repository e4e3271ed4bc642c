package io.mudlark.probe.testing;

import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.capture.LinkType;
import io.mudlark.probe.capture.PcapWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes captures and shows packets for tests. */
public final class Captures {
  /** A frame and when it was seen. */
  public record Timed(long nanos, byte[] frame) {}

  private Captures() {}

  /** Writes an Ethernet capture with nanoseconds. */
  public static Path write(Path file, List<Timed> packets) {
    try (PcapWriter writer =
        new PcapWriter(
            Files.newOutputStream(file), LinkType.ETHERNET, PcapWriter.Resolution.NANOSECONDS)) {
      for (Timed packet : packets) {
        writer.write(packet.nanos(), packet.frame());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  public static CapturedPacket show(int linkType, byte[] octets) {
    return show(linkType, octets, octets.length, octets.length, 0);
  }

  /** Shows the first {@code captured} octets of a packet that was {@code wire} octets long. */
  public static CapturedPacket show(
      int linkType, byte[] octets, int captured, int wire, long nanos) {
    CapturedPacket packet = new CapturedPacket();
    packet.show(ByteBuffer.wrap(octets), 0, captured, wire);
    packet.stamp(nanos, linkType);
    return packet;
  }
}
