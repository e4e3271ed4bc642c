package io.mudlark.probe.testing;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.MacAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Builds Ethernet frames for tests; each call states one difference from a plain UDP packet. */
public final class PacketBuilder {
  private MacAddress sourceMac = new MacAddress(0x020000000001L);
  private MacAddress destinationMac = new MacAddress(0x020000000002L);
  private IpAddress source = IpAddress.parse("10.0.0.1");
  private IpAddress destination = IpAddress.parse("10.0.0.2");
  private int protocol = IpProtocol.UDP;
  private byte[] transport = udp(1000, 2000, new byte[0]);
  private byte[] linkHeader = new byte[0];
  private byte[] extensions = new byte[0];
  private int firstProtocol = -1;
  private int fragmentWord;
  private int fragmentId;
  private int optionOctets;

  public static PacketBuilder packet() {
    return new PacketBuilder();
  }

  public PacketBuilder from(String address) {
    source = IpAddress.parse(address);
    return this;
  }

  public PacketBuilder to(String address) {
    destination = IpAddress.parse(address);
    return this;
  }

  public PacketBuilder macs(String from, String to) {
    sourceMac = MacAddress.parse(from);
    destinationMac = MacAddress.parse(to);
    return this;
  }

  public PacketBuilder udpPorts(int from, int to, byte... payload) {
    protocol = IpProtocol.UDP;
    transport = udp(from, to, payload);
    return this;
  }

  public PacketBuilder tcp(int from, int to, int flags, int sequence, byte... payload) {
    protocol = IpProtocol.TCP;
    ByteBuffer header = ByteBuffer.allocate(20 + payload.length);
    header.putShort((short) from).putShort((short) to).putInt(sequence).putInt(0);
    header.put((byte) 0x50).put((byte) flags).putShort((short) 1024).putInt(0).put(payload);
    transport = header.array();
    return this;
  }

  public PacketBuilder icmp(int type, int code, int identifier) {
    protocol = source.isV4() ? IpProtocol.ICMP : IpProtocol.ICMPV6;
    ByteBuffer header = ByteBuffer.allocate(8);
    header.put((byte) type).put((byte) code).putShort((short) 0);
    transport = header.putShort((short) identifier).putShort((short) 1).array();
    return this;
  }

  public PacketBuilder raw(int ipProtocol, byte... octets) {
    protocol = ipProtocol;
    transport = octets;
    return this;
  }

  /** Tags between the MAC addresses and the IP EtherType, given without the MAC addresses. */
  public PacketBuilder tags(int... words) {
    ByteBuffer header = ByteBuffer.allocate(words.length * 2);
    for (int word : words) {
      header.putShort((short) word);
    }
    linkHeader = header.array();
    return this;
  }

  public PacketBuilder ipv4Options(int words) {
    optionOctets = words * 4;
    return this;
  }

  /** The IPv4 identification, and flags with the offset in units of 8 octets. */
  public PacketBuilder fragment(int id, boolean more, int offsetUnits) {
    fragmentId = id;
    fragmentWord = (more ? 0x2000 : 0) | offsetUnits;
    return this;
  }

  /** IPv6 extension headers, and the number of the first. */
  public PacketBuilder extensions(int first, byte... headers) {
    firstProtocol = first;
    extensions = headers;
    return this;
  }

  private static byte[] udp(int from, int to, byte[] payload) {
    ByteBuffer header = ByteBuffer.allocate(8 + payload.length);
    header.putShort((short) from).putShort((short) to);
    header.putShort((short) (8 + payload.length)).putShort((short) 0).put(payload);
    return header.array();
  }

  /** The IP packet alone. */
  public byte[] ip() {
    return source.isV4() ? ipv4() : ipv6();
  }

  private byte[] ipv4() {
    int header = 20 + optionOctets;
    int total = header + transport.length;
    ByteBuffer packet = ByteBuffer.allocate(total);
    packet.put((byte) (0x40 | header / 4)).put((byte) 0).putShort((short) total);
    packet.putShort((short) fragmentId).putShort((short) fragmentWord);
    packet.put((byte) 64).put((byte) protocol).putShort((short) 0);
    packet.put(source.octets()).put(destination.octets()).position(header);
    return packet.put(transport).array();
  }

  private byte[] ipv6() {
    int payload = extensions.length + transport.length;
    ByteBuffer packet = ByteBuffer.allocate(40 + payload);
    packet.putInt(0x60000000).putShort((short) payload);
    packet.put((byte) (firstProtocol < 0 ? protocol : firstProtocol)).put((byte) 64);
    packet.put(source.octets()).put(destination.octets());
    return packet.put(extensions).put(transport).array();
  }

  /** The Ethernet frame, not padded. */
  public byte[] frame() {
    byte[] ip = ip();
    ByteBuffer frame = ByteBuffer.allocate(14 + linkHeader.length + ip.length);
    putMac(frame, destinationMac);
    putMac(frame, sourceMac);
    frame.put(linkHeader).putShort((short) (source.isV4() ? 0x0800 : 0x86DD));
    return frame.put(ip).array();
  }

  private static void putMac(ByteBuffer frame, MacAddress mac) {
    frame.putShort((short) (mac.value() >>> 32)).putInt((int) mac.value());
  }

  /** A frame with any EtherType and content. */
  public static byte[] frame(int etherType, byte... content) {
    ByteBuffer frame = ByteBuffer.allocate(14 + content.length);
    return frame.putLong(0).putInt(0).putShort((short) etherType).put(content).array();
  }

  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
