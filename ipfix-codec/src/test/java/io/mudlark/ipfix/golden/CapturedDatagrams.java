package io.mudlark.ipfix.golden;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The UDP payloads of a pcap or pcapng file: just enough of a reader for these tests. */
public final class CapturedDatagrams {
  /**
   * One datagram.
   *
   * @param frame its number in the file, from 1
   * @param source address and port it came from
   * @param nanos capture time
   * @param payload UDP payload as far as captured
   */
  public record Datagram(int frame, String source, long nanos, byte[] payload) {}

  private final List<Datagram> datagrams = new ArrayList<>();
  private int frame;

  private CapturedDatagrams() {}

  public static List<Datagram> of(Path file) throws IOException {
    CapturedDatagrams reader = new CapturedDatagrams();
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
    int magic = in.getInt(0);
    if (magic == 0x0A0D0D0A) {
      reader.pcapng(in);
    } else {
      boolean big = magic == 0xA1B2C3D4 || magic == 0xA1B23C4D;
      in.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      boolean nanos = in.getInt(0) == 0xA1B23C4D;
      int link = in.getInt(20) & 0xFFFF;
      in.position(24);
      while (in.remaining() >= 16) {
        long seconds = in.getInt() & 0xFFFFFFFFL;
        long fraction = in.getInt() & 0xFFFFFFFFL;
        byte[] packet = new byte[in.getInt()];
        in.getInt();
        in.get(packet);
        reader.packet(link, seconds * 1_000_000_000L + fraction * (nanos ? 1 : 1000), packet);
      }
    }
    return reader.datagrams;
  }

  private void pcapng(ByteBuffer in) {
    boolean little = in.get(8) == 0x4D;
    in.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int link = 1;
    while (in.remaining() >= 12) {
      int start = in.position();
      int type = in.getInt();
      int length = in.getInt();
      if (type == 1) {
        link = in.getShort(start + 8) & 0xFFFF;
      } else if (type == 6) {
        byte[] packet = new byte[in.getInt(start + 20)];
        in.get(start + 28, packet);
        packet(link, 0, packet);
      }
      in.position(start + length);
    }
  }

  private void packet(int link, long nanos, byte[] p) {
    frame++;
    int at;
    if (link == 1) {
      at = 14;
      int type = (p[12] & 0xFF) << 8 | (p[13] & 0xFF);
      while (type == 0x8100 || type == 0x88A8) {
        type = (p[at + 2] & 0xFF) << 8 | (p[at + 3] & 0xFF);
        at += 4;
      }
    } else if (link == 113) {
      at = 16;
    } else if (link == 0) {
      at = 4;
    } else {
      at = 0;
    }
    ip(p, at, nanos);
  }

  private void ip(byte[] p, int at, long nanos) {
    int version = p[at] >> 4 & 15;
    int protocol = version == 4 ? p[at + 9] : p[at + 6];
    int header = version == 4 ? (p[at] & 15) * 4 : 40;
    if (protocol != 17) {
      return;
    }
    byte[] source =
        Arrays.copyOfRange(p, at + (version == 4 ? 12 : 8), at + (version == 4 ? 16 : 24));
    int udp = at + header;
    int port = (p[udp] & 0xFF) << 8 | (p[udp + 1] & 0xFF);
    int length = Math.max(8, (p[udp + 4] & 0xFF) << 8 | (p[udp + 5] & 0xFF));
    int end = Math.min(p.length, udp + length);
    String from = io.mudlark.flow.IpAddress.of(source) + ":" + port;
    datagrams.add(new Datagram(frame, from, nanos, Arrays.copyOfRange(p, udp + 8, end)));
  }
}
