package io.mudlark.mudscope.netflows.nfdump;

import io.mudlark.flow.IpProtocol;
import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.capture.LinkType;
import io.mudlark.probe.packet.Counts;
import java.nio.ByteBuffer;

/**
 * Takes packets apart as nfpcapd 1.6.24 does, which is not how they should be: extension headers of
 * IPv6 are not followed, tunnels (IP in IP, 6in4, GRE) are replaced by what they carry, IPv4
 * fragments are reassembled and become one packet at the time of the last of them.
 */
final class NfpcapdDissector {
  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86DD;
  private static final int VLAN = 0x8100;
  private static final int MPLS = 0x8847;
  private static final int IP_IN_IP = 4;
  private static final int IPV6_IN_IP = 41;
  private static final int IPV6_HEADER = 40;
  private static final int UDP_HEADER = 8;
  private static final int ICMP_HEADER = 8;

  private final Counts<NfpcapdFate> fates = new Counts<>(NfpcapdFate.class);
  private final Ipv4Reassembly fragments = new Ipv4Reassembly();

  private ByteBuffer data = ByteBuffer.allocate(0);

  /** What is looked at next, and where the packet ends. */
  private int at;

  private int end;
  private int etherType;
  private boolean reassembled;

  /** Fills {@code out} and counts the packet; whether it is one that goes into a flow. */
  boolean dissect(CapturedPacket packet, NfpcapdPacket out) {
    NfpcapdFate fate = NfpcapdFate.WITHOUT_TIME;
    if (packet.timeNanos() != CapturedPacket.NO_TIME) {
      data = packet.buffer();
      at = packet.offset();
      end = at + packet.length();
      reassembled = false;
      out.reset(packet.timeNanos());
      fate = link(packet.linkType(), out);
    }
    fates.add(fate);
    return fate == NfpcapdFate.COUNTED;
  }

  /** Packets by what became of them. */
  Counts<NfpcapdFate> fates() {
    return fates;
  }

  /** Fragmented packets that were given up because there were too many. */
  long fragmentsForgotten() {
    return fragments.forgotten();
  }

  private NfpcapdFate link(int linkType, NfpcapdPacket out) {
    switch (linkType) {
      case LinkType.ETHERNET:
        return header(14, 12, out);
      case LinkType.LINUX_SLL:
        return header(16, 14, out);
      case LinkType.RAW:
      case LinkType.RAW_DLT:
      case LinkType.RAW_OPENBSD:
        etherType = IPV4;
        return unwrapLink(out);
      case LinkType.NULL:
      case LinkType.LOOP:
        return loopback(out);
      default:
        return NfpcapdFate.UNSUPPORTED_LINK;
    }
  }

  private NfpcapdFate header(int length, int typeAt, NfpcapdPacket out) {
    if (left() < length) {
      return NfpcapdFate.SHORT;
    }
    etherType = u16(at + typeAt);
    at += length;
    return unwrapLink(out);
  }

  /** The address family is in the byte order of the capturing host. */
  private NfpcapdFate loopback(NfpcapdPacket out) {
    if (left() < 4) {
      return NfpcapdFate.SHORT;
    }
    int family = data.getInt(at);
    if ((family & 0xFFFF_0000) != 0) {
      family = Integer.reverseBytes(family);
    }
    at += 4;
    boolean known = family == 2 || family == 24 || family == 28 || family == 30;
    etherType = known ? IPV4 : 0;
    return unwrapLink(out);
  }

  /** Goes through link headers and IP, again where GRE carries a link type; never goes back. */
  private NfpcapdFate unwrapLink(NfpcapdPacket out) {
    while (true) {
      NfpcapdFate fate = toIp();
      if (fate != NfpcapdFate.COUNTED) {
        return fate;
      }
      fate = ip(out);
      if (fate != NfpcapdFate.COUNTED || out.protocol != IpProtocol.GRE) {
        return fate;
      }
    }
  }

  /** Takes VLAN tags and MPLS labels off; {@link NfpcapdFate#COUNTED} when IP follows. */
  private NfpcapdFate toIp() {
    while (etherType == VLAN) {
      if (left() < 4) {
        return NfpcapdFate.SHORT;
      }
      etherType = u16(at + 2);
      at += 4;
    }
    if (etherType == MPLS) {
      return mpls();
    }
    return etherType == IPV4 || etherType == IPV6 ? NfpcapdFate.COUNTED : NfpcapdFate.NOT_IP;
  }

  private NfpcapdFate mpls() {
    boolean bottom = false;
    while (!bottom) {
      if (left() < 5) {
        return NfpcapdFate.SHORT;
      }
      bottom = (data.get(at + 2) & 1) != 0;
      at += 4;
    }
    int version = u8(at) >>> 4;
    return version == 4 || version == 6 ? NfpcapdFate.COUNTED : NfpcapdFate.NOT_IP;
  }

  /** Goes through IP headers until there is one that carries no other IP header. */
  private NfpcapdFate ip(NfpcapdPacket out) {
    NfpcapdFate fate;
    do {
      if (reassembled) {
        return NfpcapdFate.FRAGMENTED_TUNNEL;
      }
      fate = left() < 1 ? NfpcapdFate.SHORT : ipHeader(out);
    } while (fate == NfpcapdFate.COUNTED
        && (out.protocol == IP_IN_IP || out.protocol == IPV6_IN_IP));
    return fate == NfpcapdFate.COUNTED ? transport(out) : fate;
  }

  private NfpcapdFate ipHeader(NfpcapdPacket out) {
    out.version = u8(at) >>> 4;
    switch (out.version) {
      case 4:
        return ipv4(out);
      case 6:
        return ipv6(out);
      default:
        return NfpcapdFate.MALFORMED;
    }
  }

  private NfpcapdFate ipv6(NfpcapdPacket out) {
    if (left() < IPV6_HEADER) {
      return NfpcapdFate.SHORT;
    }
    out.octets = u16(at + 4);
    out.protocol = u8(at + 6);
    out.sourceHigh = data.getLong(at + 8);
    out.sourceLow = data.getLong(at + 16);
    out.destinationHigh = data.getLong(at + 24);
    out.destinationLow = data.getLong(at + 32);
    at += IPV6_HEADER;
    end = Math.min(end, at + out.octets);
    return NfpcapdFate.COUNTED;
  }

  private NfpcapdFate ipv4(NfpcapdPacket out) {
    int header = (u8(at) & 0xF) * 4;
    if (header < 20) {
      return NfpcapdFate.MALFORMED;
    }
    if (left() < header) {
      return NfpcapdFate.SHORT;
    }
    int total = u16(at + 2);
    int id = u16(at + 4);
    int fragment = u16(at + 6);
    out.protocol = u8(at + 9);
    out.sourceHigh = 0;
    out.sourceLow = Integer.toUnsignedLong(data.getInt(at + 12));
    out.destinationHigh = 0;
    out.destinationLow = Integer.toUnsignedLong(data.getInt(at + 16));
    // A total length below the header's (segmentation offload) leaves what was captured.
    end = total < header ? end : Math.min(end, at + total);
    at += header;
    if ((fragment & 0x3FFF) != 0 && !reassemble(out, id, fragment)) {
      return NfpcapdFate.FRAGMENT;
    }
    out.octets = left();
    return NfpcapdFate.COUNTED;
  }

  private boolean reassemble(NfpcapdPacket out, int id, int fragment) {
    ByteBuffer piece = data.duplicate();
    piece.limit(end).position(at);
    boolean last = (fragment & 0x2000) == 0;
    ByteBuffer whole = fragments.add(out, id, (fragment & 0x1FFF) * 8, last, piece);
    if (whole == null) {
      return false;
    }
    data = whole;
    at = 0;
    end = whole.limit();
    reassembled = true;
    return true;
  }

  private NfpcapdFate transport(NfpcapdPacket out) {
    switch (out.protocol) {
      case IpProtocol.GRE:
        return gre();
      case IpProtocol.UDP:
        return udp(out);
      case IpProtocol.TCP:
        return tcp(out);
      case IpProtocol.ICMP:
      case IpProtocol.ICMPV6:
        return icmp(out);
      default:
        return NfpcapdFate.COUNTED;
    }
  }

  /** Only what GRE carries is counted; its type is that of a link. */
  private NfpcapdFate gre() {
    if (left() < 4) {
      return NfpcapdFate.SHORT;
    }
    etherType = u16(at + 2);
    at += 4;
    return NfpcapdFate.COUNTED;
  }

  private NfpcapdFate udp(NfpcapdPacket out) {
    if (left() < UDP_HEADER) {
      return NfpcapdFate.SHORT;
    }
    ports(out);
    out.octets = left() - UDP_HEADER;
    return u16(at + 4) < UDP_HEADER ? NfpcapdFate.MALFORMED : NfpcapdFate.COUNTED;
  }

  private NfpcapdFate tcp(NfpcapdPacket out) {
    if (left() < 14 || left() < (u8(at + 12) >>> 4) * 4) {
      return NfpcapdFate.SHORT;
    }
    ports(out);
    out.tcpFlags = u8(at + 13);
    return NfpcapdFate.COUNTED;
  }

  private NfpcapdFate icmp(NfpcapdPacket out) {
    if (left() < 2) {
      return NfpcapdFate.SHORT;
    }
    out.destinationPort = u16(at);
    if (out.protocol == IpProtocol.ICMP) {
      out.octets = Math.max(0, out.octets - ICMP_HEADER);
    }
    return NfpcapdFate.COUNTED;
  }

  private void ports(NfpcapdPacket out) {
    out.sourcePort = u16(at);
    out.destinationPort = u16(at + 2);
  }

  private int left() {
    return end - at;
  }

  private int u8(int index) {
    return data.get(index) & 0xFF;
  }

  private int u16(int index) {
    return data.getShort(index) & 0xFFFF;
  }
}
