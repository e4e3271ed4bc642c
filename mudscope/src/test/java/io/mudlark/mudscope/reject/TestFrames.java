package io.mudlark.mudscope.reject;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.MacAddress;
import io.mudlark.mudscope.mudgen.CaptureJob;
import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.capture.LinkType;
import io.mudlark.probe.capture.PcapWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/** Frames between a device, its gateway and others. */
final class TestFrames {
  static final String DEVICE = "02:00:00:00:00:0d";
  static final String GATEWAY = "02:00:00:00:00:01";
  static final String OTHER = "02:00:00:00:00:99";

  private TestFrames() {}

  static CaptureJob job(Path capture) {
    return new CaptureJob(
        MacAddress.parse(GATEWAY),
        IpAddress.parse("192.168.1.1"),
        null,
        MacAddress.parse(DEVICE),
        "plug",
        capture,
        new TreeMap<>());
  }

  static byte[] udp(String fromMac, String toMac, String from, String to, int source, int port) {
    ByteBuffer udp = ByteBuffer.allocate(8);
    udp.putShort((short) source).putShort((short) port).putShort((short) 8);
    return ip(fromMac, toMac, from, to, IpProtocol.UDP, udp.array());
  }

  static byte[] tcp(String fromMac, String toMac, String from, String to, int ports, int flags) {
    ByteBuffer tcp = ByteBuffer.allocate(20);
    tcp.putInt(ports).putInt(1).putInt(1).put((byte) 0x50).put((byte) flags);
    return ip(fromMac, toMac, from, to, IpProtocol.TCP, tcp.array());
  }

  static byte[] icmp(String fromMac, String toMac, String from, String to, int type) {
    boolean version4 = IpAddress.parse(from).isV4();
    byte[] icmp = ByteBuffer.allocate(8).put((byte) type).array();
    return ip(fromMac, toMac, from, to, version4 ? IpProtocol.ICMP : IpProtocol.ICMPV6, icmp);
  }

  static byte[] ip(
      String fromMac, String toMac, String from, String to, int protocol, byte[] payload) {
    IpAddress source = IpAddress.parse(from);
    IpAddress destination = IpAddress.parse(to);
    boolean version4 = source.isV4();
    ByteBuffer frame = ByteBuffer.allocate(14 + (version4 ? 20 : 40) + payload.length);
    putMac(frame, toMac);
    putMac(frame, fromMac);
    if (version4) {
      frame.putShort((short) 0x0800).put((byte) 0x45).put((byte) 0);
      frame.putShort((short) (20 + payload.length)).putInt(0).put((byte) 64);
      frame.put((byte) protocol).putShort((short) 0);
    } else {
      frame.putShort((short) 0x86DD).putInt(0x60000000).putShort((short) payload.length);
      frame.put((byte) protocol).put((byte) 64);
    }
    return frame.put(source.octets()).put(destination.octets()).put(payload).array();
  }

  static byte[] arp(String fromMac, String toMac) {
    ByteBuffer frame = ByteBuffer.allocate(42);
    putMac(frame, toMac);
    putMac(frame, fromMac);
    return frame.putShort((short) 0x0806).array();
  }

  private static void putMac(ByteBuffer frame, String mac) {
    long value = MacAddress.parse(mac).value();
    frame.putShort((short) (value >>> 32)).putInt((int) value);
  }

  static CapturedPacket packet(byte[] frame, long timeNanos) {
    CapturedPacket packet = new CapturedPacket();
    packet.show(ByteBuffer.wrap(frame), 0, frame.length, frame.length);
    packet.stamp(timeNanos, LinkType.ETHERNET);
    return packet;
  }

  static Path capture(Path file, byte[]... frames) throws IOException {
    try (PcapWriter writer =
        new PcapWriter(
            Files.newOutputStream(file), LinkType.ETHERNET, PcapWriter.Resolution.MICROSECONDS)) {
      long time = 1_600_000_000_000_000_000L;
      for (byte[] frame : frames) {
        writer.write(time, frame);
        time += 1_000_000;
      }
    }
    return file;
  }
}
