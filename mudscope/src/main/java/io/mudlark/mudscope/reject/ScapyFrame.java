package io.mudlark.mudscope.reject;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.MacAddress;
import io.mudlark.probe.capture.CapturedPacket;
import java.nio.ByteBuffer;

/** An Ethernet frame as scapy 2.4.5 takes it apart, as far as MUDscope looks at it. */
final class ScapyFrame {
  private static final int ETHERNET = 14;
  private static final int ARP_HEADER = 28;
  private static final int IPV4_HEADER = 20;
  private static final int MAX_TAGS = 16;
  private static final int LONGEST_802_3 = 1500;
  private static final int ARP = 0x0806;
  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86DD;
  private static final int EAPOL = 0x888E;
  private static final int VLAN = 0x8100;
  private static final int PROVIDER_VLAN = 0x88A8;

  long srcMac;
  long dstMac;

  /** The frame's own type, or its length when it is an IEEE 802.3 frame. */
  int etherType;

  /** The type behind all tags. */
  int innerType;

  boolean hasIpv4;
  int srcIp;
  int dstIp;
  int protocol;
  int srcPort;
  int dstPort;
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private int start;
  private int cursor;
  private int end;

  /** Reads a frame; false when it is too short for one. */
  boolean read(CapturedPacket packet) {
    buffer = packet.buffer();
    start = packet.offset();
    end = start + packet.length();
    hasIpv4 = false;
    if (packet.length() < ETHERNET) {
      return false;
    }
    dstMac = mac(start);
    srcMac = mac(start + 6);
    etherType = u16(start + 12);
    innerType = etherType;
    cursor = start + ETHERNET;
    for (int i = 0; i < MAX_TAGS && isTag(innerType) && end - cursor >= 4; i++) {
      innerType = u16(cursor + 2);
      cursor += 4;
    }
    if (innerType == IPV4 && !is8023()) {
      readIpv4();
    }
    return true;
  }

  boolean is8023() {
    return etherType <= LONGEST_802_3;
  }

  boolean isArp() {
    return innerType == ARP;
  }

  boolean isEapol() {
    return innerType == EAPOL;
  }

  boolean isIpv6() {
    return innerType == IPV6;
  }

  FrameKey key() {
    return new FrameKey(srcMac, dstMac, etherType, srcIp, dstIp, srcPort, dstPort, protocol);
  }

  private static boolean isTag(int type) {
    return type == VLAN || type == PROVIDER_VLAN;
  }

  private void readIpv4() {
    if (end - cursor < IPV4_HEADER) {
      return;
    }
    int header = Math.max(IPV4_HEADER, (buffer.get(cursor) & 0x0F) * 4);
    hasIpv4 = true;
    protocol = buffer.get(cursor + 9) & 0xFF;
    srcIp = buffer.getInt(cursor + 12);
    dstIp = buffer.getInt(cursor + 16);
    srcPort = FrameKey.NO_PORT;
    dstPort = FrameKey.NO_PORT;
    boolean laterFragment = (u16(cursor + 6) & 0x1FFF) != 0;
    int least = protocol == IpProtocol.TCP ? 20 : protocol == IpProtocol.UDP ? 8 : -1;
    int ipEnd = Math.min(end, cursor + Math.max(u16(cursor + 2), header));
    if (!laterFragment && least > 0 && ipEnd - cursor - header >= least) {
      srcPort = u16(cursor + header);
      dstPort = u16(cursor + header + 2);
    }
  }

  /**
   * The line scapy sums a frame up with. Those of ARP and IEEE 802.3 are scapy's; of other frames
   * only the frame's type is told.
   */
  String summary() {
    if (is8023()) {
      boolean padded = end - cursor > etherType;
      return "802.3 "
          + new MacAddress(srcMac)
          + " > "
          + new MacAddress(dstMac)
          + " / LLC / Raw"
          + (padded ? " / Padding" : "");
    }
    if (isArp() && end - cursor >= ARP_HEADER) {
      return "Ether / " + arp() + (end - cursor > ARP_HEADER ? " / Padding" : "");
    }
    return "Ether / 0x" + Integer.toHexString(innerType) + (isIpv6() ? " IPv6" : "");
  }

  private String arp() {
    int operation = u16(cursor + 6);
    String sender = IpAddress.v4(buffer.getInt(cursor + 14)).toString();
    String target = IpAddress.v4(buffer.getInt(cursor + 24)).toString();
    if (operation == 1) {
      return "ARP who has " + target + " says " + sender;
    }
    if (operation == 2) {
      return "ARP is at " + new MacAddress(mac(cursor + 8)) + " says " + sender;
    }
    return "ARP " + operation + " " + sender + " > " + target;
  }

  private int u16(int at) {
    return buffer.getShort(at) & 0xFFFF;
  }

  private long mac(int at) {
    return Integer.toUnsignedLong(buffer.getInt(at)) << 16 | u16(at + 4);
  }
}
