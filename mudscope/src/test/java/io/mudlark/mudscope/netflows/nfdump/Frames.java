package io.mudlark.mudscope.netflows.nfdump;

import io.mudlark.flow.IpAddress;
import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.capture.LinkType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Small packets for tests, built from the inside out. */
final class Frames {
  static final int FIN = 1;
  static final int SYN = 2;
  static final int RST = 4;
  static final int ACK = 16;

  private Frames() {}

  static byte[] tcp(int sourcePort, int destinationPort, int flags, int payload) {
    ByteBuffer tcp = ByteBuffer.allocate(20 + payload);
    tcp.putShort((short) sourcePort).putShort((short) destinationPort);
    return tcp.put(12, (byte) 0x50).put(13, (byte) flags).array();
  }

  static byte[] udp(int sourcePort, int destinationPort, int payload) {
    ByteBuffer udp = ByteBuffer.allocate(8 + payload);
    udp.putShort((short) sourcePort).putShort((short) destinationPort);
    return udp.putShort((short) (8 + payload)).array();
  }

  static byte[] icmp(int type, int code, int payload) {
    return ByteBuffer.allocate(8 + payload).put((byte) type).put((byte) code).array();
  }

  static byte[] gre(int etherType, byte[] inner) {
    ByteBuffer gre = ByteBuffer.allocate(4 + inner.length);
    return gre.putShort((short) 0).putShort((short) etherType).put(inner).array();
  }

  static byte[] ipv4(String source, String destination, int protocol, byte[] payload) {
    return fragment(source, destination, protocol, 0, payload);
  }

  /** With identification 77; {@code word} holds flags and offset. */
  static byte[] fragment(
      String source, String destination, int protocol, int word, byte[] payload) {
    ByteBuffer ip = ByteBuffer.allocate(20 + payload.length);
    ip.put((byte) 0x45).put((byte) 0).putShort((short) (20 + payload.length));
    ip.putShort((short) 77).putShort((short) word).put((byte) 64).put((byte) protocol);
    ip.putShort((short) 0).put(IpAddress.parse(source).octets());
    return ip.put(IpAddress.parse(destination).octets()).put(payload).array();
  }

  static byte[] ipv6(String source, String destination, int next, byte[] payload) {
    ByteBuffer ip = ByteBuffer.allocate(40 + payload.length);
    ip.putInt(0x6000_0000).putShort((short) payload.length).put((byte) next).put((byte) 64);
    ip.put(IpAddress.parse(source).octets()).put(IpAddress.parse(destination).octets());
    return ip.put(payload).array();
  }

  static byte[] ethernet(int etherType, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(new byte[12]);
    frame.write(etherType >>> 8);
    frame.write(etherType);
    frame.writeBytes(payload);
    return frame.toByteArray();
  }

  static byte[] vlan(byte[] frame) {
    ByteBuffer tagged = ByteBuffer.allocate(frame.length + 4);
    tagged.put(frame, 0, 12).putShort((short) 0x8100).putShort((short) 5);
    return tagged.put(frame, 12, frame.length - 12).array();
  }

  static CapturedPacket captured(double seconds, byte[] frame) {
    CapturedPacket packet = new CapturedPacket();
    packet.show(ByteBuffer.wrap(frame), 0, frame.length, frame.length);
    packet.stamp(Math.round(seconds * 1e6) * 1000, LinkType.ETHERNET);
    return packet;
  }
}
