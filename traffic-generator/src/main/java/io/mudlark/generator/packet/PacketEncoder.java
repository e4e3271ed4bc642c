package io.mudlark.generator.packet;

import io.mudlark.flow.FlowKey;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.MacAddress;

/**
 * Writes one Ethernet frame at a time, with lengths and checksums that hold.
 *
 * <p>The frame stays in {@link #frame()} until the next is begun. Frames shorter than 60 octets are
 * not padded: that is what a capture on the sending host shows.
 */
public final class PacketEncoder {
  private static final int ETHERTYPE_IPV4 = 0x0800;
  private static final int ETHERTYPE_ARP = 0x0806;
  private static final int ETHERTYPE_VLAN = 0x8100;
  private static final int ETHERTYPE_IPV6 = 0x86DD;
  private static final int DONT_FRAGMENT = 0x4000;

  private final OctetWriter out = new OctetWriter(1 << 16);
  private int identification;
  private int ipOctets;

  /** The frame that was written last. */
  public OctetWriter frame() {
    return out;
  }

  /** Octets of its IP packet, headers included; 0 when it carries none. */
  public int ipOctets() {
    return ipOctets;
  }

  /** TCP over IPv4 or IPv6. The key's side that sends is its source. */
  public void tcp(Link link, FlowKey key, TcpSegment segment, Payload payload) {
    int header = segment.headerOctets();
    ip(link, key, header + payload.length());
    int start = out.length();
    out.u16(key.sourcePort()).u16(key.destinationPort());
    out.u32(segment.sequence()).u32(segment.acknowledgement());
    out.u16((header << 10) | segment.flags()).u16(segment.window()).u32(0);
    if (header > 20) {
      out.u16(0x0204).u16(segment.maximumSegmentSize());
    }
    out.bytes(payload.octets(), payload.offset(), payload.length());
    checksum(key, start, start + 16);
  }

  /** UDP over IPv4 or IPv6. */
  public void udp(Link link, FlowKey key, Payload payload) {
    int length = 8 + payload.length();
    ip(link, key, length);
    int start = out.length();
    out.u16(key.sourcePort()).u16(key.destinationPort()).u16(length).u16(0);
    out.bytes(payload.octets(), payload.offset(), payload.length());
    checksum(key, start, start + 6);
  }

  /**
   * ICMP or ICMPv6, by the key's protocol.
   *
   * @param typeAndCode {@code type * 256 + code}
   * @param body what follows the checksum, at least 4 octets
   */
  public void icmp(Link link, FlowKey key, int typeAndCode, Payload body) {
    ip(link, key, 4 + body.length());
    int start = out.length();
    out.u16(typeAndCode).u16(0);
    out.bytes(body.octets(), body.offset(), body.length());
    long pseudo =
        key.protocol() == IpProtocol.ICMPV6
            ? InternetChecksum.pseudoHeader(
                key.source(), key.destination(), key.protocol(), out.length() - start)
            : 0;
    long sum = pseudo + InternetChecksum.sum(out.array(), start, out.length() - start);
    out.setU16(start + 2, InternetChecksum.finish(sum));
  }

  /** An IP packet of any other protocol, whose payload is complete. */
  public void raw(Link link, FlowKey key, Payload payload) {
    ip(link, key, payload.length());
    out.bytes(payload.octets(), payload.offset(), payload.length());
  }

  /**
   * ARP for IPv4 over Ethernet (RFC 826).
   *
   * @param operation 1 asks, 2 answers
   * @param target the MAC asked for: zero in a question
   */
  public void arp(Link link, int operation, IpAddress sender, IpAddress asked, MacAddress target) {
    ethernet(link, ETHERTYPE_ARP);
    ipOctets = 0;
    out.u16(1).u16(ETHERTYPE_IPV4).u8(6).u8(4).u16(operation);
    out.u48(link.source().value()).address(sender).u48(target.value()).address(asked);
  }

  private void ethernet(Link link, int etherType) {
    out.clear();
    out.u48(link.destination().value()).u48(link.source().value());
    if (link.vlanId() != FlowKey.NO_VLAN) {
      out.u16(ETHERTYPE_VLAN).u16(link.vlanId());
    }
    out.u16(etherType);
  }

  private void ip(Link link, FlowKey key, int payloadLength) {
    if (key.source().isV4()) {
      ipv4(link, key, payloadLength);
    } else {
      ipv6(link, key, payloadLength);
    }
  }

  private void ipv4(Link link, FlowKey key, int payloadLength) {
    ethernet(link, ETHERTYPE_IPV4);
    int start = out.length();
    ipOctets = 20 + payloadLength;
    identification = (identification + 1) & 0xFFFF;
    out.u16(0x4500).u16(ipOctets).u16(identification).u16(DONT_FRAGMENT);
    out.u8(hops(key.source(), key.destination())).u8(key.protocol()).u16(0);
    out.address(key.source()).address(key.destination());
    out.setU16(start + 10, InternetChecksum.finish(InternetChecksum.sum(out.array(), start, 20)));
  }

  private void ipv6(Link link, FlowKey key, int payloadLength) {
    ethernet(link, ETHERTYPE_IPV6);
    ipOctets = 40 + payloadLength;
    out.u32(0x6000_0000L).u16(payloadLength).u8(key.protocol());
    // Neighbour discovery must arrive with 255 (RFC 4861 7.1).
    boolean discovery = key.protocol() == IpProtocol.ICMPV6 && key.icmpType() >= 133;
    out.u8(discovery ? 255 : hops(key.source(), key.destination()));
    out.address(key.source()).address(key.destination());
  }

  /** 64 from a local sender; a far one has passed some routers, the same number each time. */
  private static int hops(IpAddress source, IpAddress destination) {
    if (destination.isMulticast()) {
      return source.isV4() ? 255 : 1;
    }
    if (source.isPrivate() || source.isLinkLocal() || source.isUnspecified()) {
      return 64;
    }
    return 64 - 8 - (int) ((source.low() ^ source.high()) & 7);
  }

  private void checksum(FlowKey key, int start, int at) {
    int length = out.length() - start;
    long sum =
        InternetChecksum.pseudoHeader(key.source(), key.destination(), key.protocol(), length)
            + InternetChecksum.sum(out.array(), start, length);
    int checksum = InternetChecksum.finish(sum);
    // RFC 768: an UDP checksum of zero is sent as all ones, since zero means none.
    out.setU16(at, checksum == 0 && key.protocol() == IpProtocol.UDP ? 0xFFFF : checksum);
  }
}
