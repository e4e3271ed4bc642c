package io.mudlark.probe.packet;

import io.mudlark.flow.FlowKey;
import io.mudlark.probe.capture.LinkType;

/**
 * Finds the IP packet in a link-layer frame: Ethernet, Linux cooked, PPP, BSD loopback and raw IP;
 * VLAN tags, MPLS labels, PPPoE sessions and SNAP are taken off.
 */
final class LinkLayer {
  /** Tags and labels beyond this many are no packet any more. */
  private static final int MAX_DEPTH = 16;

  private static final int IPV4 = 0x0800;
  private static final int ARP = 0x0806;
  private static final int RARP = 0x8035;
  private static final int VLAN = 0x8100;
  private static final int IPV6 = 0x86DD;
  private static final int MPLS_UNICAST = 0x8847;
  private static final int MPLS_MULTICAST = 0x8848;
  private static final int PPPOE_DISCOVERY = 0x8863;
  private static final int PPPOE_SESSION = 0x8864;
  private static final int EAPOL = 0x888E;
  private static final int PROVIDER_VLAN = 0x88A8;
  private static final int LLDP = 0x88CC;
  private static final int OLD_QINQ = 0x9100;

  /** EtherTypes start here; smaller values are IEEE 802.3 lengths. */
  private static final int FIRST_ETHERTYPE = 0x0600;

  private final Counts<Note> notes;

  LinkLayer(Counts<Note> notes) {
    this.notes = notes;
  }

  /** Moves the cursor to the IP header; {@link Fate#METERED} means that there is one. */
  Fate unwrap(PacketView p, int linkType) {
    switch (linkType) {
      case LinkType.ETHERNET:
        return ethernet(p);
      case LinkType.LINUX_SLL:
        return cooked(p);
      case LinkType.LINUX_SLL2:
        return cooked2(p);
      case LinkType.RAW:
      case LinkType.RAW_DLT:
      case LinkType.RAW_OPENBSD:
        return Fate.METERED;
      case LinkType.IPV4:
        return ip(p, 4);
      case LinkType.IPV6:
        return ip(p, 6);
      case LinkType.NULL:
      case LinkType.LOOP:
        return loopback(p);
      case LinkType.PPP:
      case LinkType.PPP_HDLC:
        return ppp(p, Fate.OTHER_ETHERTYPE);
      default:
        return Fate.UNSUPPORTED_LINK_TYPE;
    }
  }

  private Fate ethernet(PacketView p) {
    if (p.captured() < 14) {
      return lacking(p);
    }
    p.destinationMac = mac(p, p.cursor);
    p.sourceMac = mac(p, p.cursor + 6);
    int type = p.u16(p.cursor + 12);
    p.cursor += 14;
    return etherType(p, type);
  }

  private static long mac(PacketView p, int at) {
    return Integer.toUnsignedLong(p.buffer.getInt(at)) << 16 | p.u16(at + 4);
  }

  private Fate cooked(PacketView p) {
    if (p.captured() < 16) {
      return lacking(p);
    }
    if (p.u16(p.cursor + 4) == 6) {
      p.sourceMac = mac(p, p.cursor + 6);
    }
    int type = p.u16(p.cursor + 14);
    p.cursor += 16;
    return etherType(p, type);
  }

  private Fate cooked2(PacketView p) {
    if (p.captured() < 20) {
      return lacking(p);
    }
    if (p.u8(p.cursor + 11) == 6) {
      p.sourceMac = mac(p, p.cursor + 12);
    }
    int type = p.u16(p.cursor);
    p.cursor += 20;
    return etherType(p, type);
  }

  /**
   * The address family is in the byte order of the capturing host; those of IP tell by the packet.
   */
  private Fate loopback(PacketView p) {
    if (p.captured() < 5) {
      return lacking(p);
    }
    int family = p.buffer.getInt(p.cursor);
    if ((family & 0xFFFF_0000) != 0) {
      family = Integer.reverseBytes(family);
    }
    p.cursor += 4;
    if (family == 2) {
      return ip(p, 4);
    }
    boolean version6 = family == 10 || family == 24 || family == 28 || family == 30;
    return version6 ? ip(p, 6) : Fate.OTHER_ETHERTYPE;
  }

  private Fate etherType(PacketView p, int firstType) {
    int type = firstType;
    for (int depth = 0; depth < MAX_DEPTH; depth++) {
      if (type == IPV4 || type == IPV6) {
        return ip(p, type == IPV4 ? 4 : 6);
      }
      if (type == VLAN || type == PROVIDER_VLAN || type == OLD_QINQ) {
        if (p.captured() < 4) {
          return lacking(p);
        }
        int id = p.u16(p.cursor) & 0xFFF;
        // Id 0 is a priority without a VLAN (IEEE 802.1Q 9.6).
        if (p.vlanId == FlowKey.NO_VLAN && id != 0) {
          p.vlanId = id;
        }
        type = p.u16(p.cursor + 2);
        p.cursor += 4;
      } else if (type < FIRST_ETHERTYPE) {
        int inner = snapType(p);
        if (inner != IPV4 && inner != IPV6) {
          return Fate.LLC;
        }
        p.cursor += 8;
        type = inner;
      } else {
        return other(p, type);
      }
    }
    notes.add(Note.MALFORMED_TAG_DEPTH);
    return Fate.MALFORMED;
  }

  /** The EtherType of a SNAP header (RFC 1042), or -1. */
  private static int snapType(PacketView p) {
    boolean snap =
        p.captured() >= 8 && p.buffer.getInt(p.cursor) == 0xAAAA0300 && p.u16(p.cursor + 4) == 0;
    return snap ? p.u16(p.cursor + 6) : -1;
  }

  private Fate other(PacketView p, int type) {
    switch (type) {
      case MPLS_UNICAST:
      case MPLS_MULTICAST:
        return mpls(p);
      case PPPOE_SESSION:
        if (p.captured() < 8) {
          return lacking(p);
        }
        p.cursor += 6;
        return ppp(p, Fate.PPPOE);
      case PPPOE_DISCOVERY:
        return Fate.PPPOE;
      case ARP:
      case RARP:
        return Fate.ARP;
      case EAPOL:
        return Fate.EAPOL;
      case LLDP:
        return Fate.LLDP;
      default:
        return Fate.OTHER_ETHERTYPE;
    }
  }

  /** Takes the label stack off; what follows shows only by its first bits (RFC 4928). */
  private Fate mpls(PacketView p) {
    for (int depth = 0; depth < MAX_DEPTH; depth++) {
      if (p.captured() < 5) {
        return lacking(p);
      }
      boolean bottom = (p.u8(p.cursor + 2) & 1) != 0;
      p.cursor += 4;
      if (bottom) {
        int nibble = p.u8(p.cursor) >>> 4;
        return nibble == 4 || nibble == 6 ? Fate.METERED : Fate.MPLS;
      }
    }
    notes.add(Note.MALFORMED_TAG_DEPTH);
    return Fate.MALFORMED;
  }

  /** PPP (RFC 1661) with or without address and control, protocol field compressed or not. */
  private Fate ppp(PacketView p, Fate otherwise) {
    if (p.captured() < 4) {
      return lacking(p);
    }
    if (p.u16(p.cursor) == 0xFF03) {
      p.cursor += 2;
    }
    boolean compressed = (p.u8(p.cursor) & 1) != 0;
    int protocol = compressed ? p.u8(p.cursor) : p.u16(p.cursor);
    p.cursor += compressed ? 1 : 2;
    switch (protocol) {
      case 0x21:
        return ip(p, 4);
      case 0x57:
        return ip(p, 6);
      case 0x281:
      case 0x283:
        return mpls(p);
      default:
        return otherwise;
    }
  }

  private static Fate ip(PacketView p, int version) {
    p.announced = version;
    return Fate.METERED;
  }

  private Fate lacking(PacketView p) {
    if (p.cut) {
      return Fate.TRUNCATED;
    }
    notes.add(Note.MALFORMED_LINK_HEADER);
    return Fate.MALFORMED;
  }
}
