package io.mudlark.probe.packet;

import io.mudlark.flow.IpProtocol;

/** Dissects IPv4 (RFC 791) and IPv6 (RFC 8200) headers with their options and extensions. */
final class InternetLayer {
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int MAX_EXTENSIONS = 16;
  private static final int SHORTEST_ETHERNET_PAYLOAD = 46;
  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int AUTHENTICATION = 51;
  private static final int NO_NEXT_HEADER = 59;
  private static final int DESTINATION_OPTIONS = 60;
  private static final int JUMBO_PAYLOAD = 0xC2;

  private final Counts<Note> notes;
  private final TransportLayer transport;

  InternetLayer(Counts<Note> notes) {
    this.notes = notes;
    this.transport = new TransportLayer(notes);
  }

  /** Dissects the IP packet at the cursor; the first four bits say which version it is. */
  Fate dissect(PacketView p) {
    if (p.captured() < 1) {
      return lacking(p, Note.MALFORMED_IP_HEADER);
    }
    p.ipStart = p.cursor;
    int version = p.u8(p.cursor) >>> 4;
    boolean expected = p.announced == 0 ? version == 4 || version == 6 : version == p.announced;
    if (!expected) {
      return malformed(Note.MALFORMED_IP_VERSION);
    }
    return version == 4 ? ipv4(p) : ipv6(p);
  }

  private Fate ipv4(PacketView p) {
    int at = p.cursor;
    if (p.captured() < IPV4_HEADER) {
      return lacking(p, Note.MALFORMED_IP_HEADER);
    }
    int header = (p.u8(at) & 0x0F) * 4;
    int total = p.u16(at + 2);
    if (total == 0 && isOffloaded(p, p.u8(at + 9))) {
      total = p.onWire();
      notes.add(Note.LENGTH_FROM_FRAME);
    }
    if (header < IPV4_HEADER || total < header) {
      return malformed(Note.MALFORMED_IP_HEADER);
    }
    if (total > p.onWire()) {
      return malformed(Note.MALFORMED_IP_BEYOND_FRAME);
    }
    if (p.captured() < header) {
      return lacking(p, Note.MALFORMED_IP_HEADER);
    }
    p.version = 4;
    p.octets = total;
    p.sourceHigh = 0;
    p.sourceLow = Integer.toUnsignedLong(p.buffer.getInt(at + 12));
    p.destinationHigh = 0;
    p.destinationLow = Integer.toUnsignedLong(p.buffer.getInt(at + 16));
    limit(p);
    p.cursor = at + header;
    int fragment = p.u16(at + 6) & 0x3FFF;
    if (fragment != 0) {
      p.fragmentId = p.u16(at + 4);
      p.laterFragment = (fragment & 0x1FFF) != 0;
      p.firstFragment = !p.laterFragment;
    }
    return upper(p, p.u8(at + 9));
  }

  private Fate ipv6(PacketView p) {
    int at = p.cursor;
    if (p.captured() < IPV6_HEADER) {
      return lacking(p, Note.MALFORMED_IP_HEADER);
    }
    p.version = 6;
    p.sourceHigh = p.buffer.getLong(at + 8);
    p.sourceLow = p.buffer.getLong(at + 16);
    p.destinationHigh = p.buffer.getLong(at + 24);
    p.destinationLow = p.buffer.getLong(at + 32);
    long total = ipv6Length(p, at, p.u8(at + 6));
    if (total > p.onWire()) {
      return malformed(Note.MALFORMED_IP_BEYOND_FRAME);
    }
    p.octets = (int) total;
    limit(p);
    p.cursor = at + IPV6_HEADER;
    return upper(p, p.u8(at + 6));
  }

  /** 40 plus the payload length; where that is 0, a jumbo payload option or the frame tells. */
  private long ipv6Length(PacketView p, int at, int next) {
    int payload = p.u16(at + 4);
    if (payload != 0 || next == NO_NEXT_HEADER) {
      return (long) IPV6_HEADER + payload;
    }
    long jumbo = next == HOP_BY_HOP ? jumboPayload(p, at + IPV6_HEADER) : 0;
    if (jumbo > 0) {
      return IPV6_HEADER + jumbo;
    }
    if (isOffloaded(p, next)) {
      notes.add(Note.LENGTH_FROM_FRAME);
      return p.onWire();
    }
    return IPV6_HEADER;
  }

  /**
   * Whether a packet without a length was captured before its segmentation, so that its frame is
   * all there is to go by. What is no longer than the padding of a short frame was not.
   */
  private static boolean isOffloaded(PacketView p, int protocol) {
    return (protocol == IpProtocol.TCP || protocol == IpProtocol.UDP)
        && p.onWire() > SHORTEST_ETHERNET_PAYLOAD;
  }

  /** The length in the jumbo payload option (RFC 2675) of a hop-by-hop header, or 0. */
  private static long jumboPayload(PacketView p, int header) {
    if (p.end - header < 8) {
      return 0;
    }
    int end = Math.min(p.end, header + (p.u8(header + 1) + 1) * 8);
    int option = header + 2;
    while (end - option >= 6) {
      int type = p.u8(option);
      if (type == JUMBO_PAYLOAD && p.u8(option + 1) == 4) {
        return Integer.toUnsignedLong(p.buffer.getInt(option + 2));
      }
      option += type == 0 ? 1 : 2 + p.u8(option + 1);
    }
    return 0;
  }

  /** Nothing after the IP packet's own end is looked at: padding, frame check sequence. */
  private static void limit(PacketView p) {
    if (p.octets < p.captured()) {
      p.end = p.cursor + p.octets;
    }
  }

  /** Walks the extension headers, of which IPv4 has only AH, and goes on to the transport. */
  private Fate upper(PacketView p, int protocol) {
    int next = protocol;
    for (int depth = 0; depth < MAX_EXTENSIONS; depth++) {
      boolean extension = next == AUTHENTICATION || (p.version == 6 && isExtension(next));
      if (!extension || p.laterFragment) {
        p.protocol = next;
        return transport.dissect(p);
      }
      if (declared(p) < 8) {
        return malformed(Note.MALFORMED_IPV6_EXTENSION);
      }
      if (p.captured() < 8) {
        return lacking(p, Note.MALFORMED_IPV6_EXTENSION);
      }
      if (next == FRAGMENT) {
        fragment(p);
      }
      int length = length(p, next);
      next = p.u8(p.cursor);
      if (length > declared(p)) {
        return malformed(Note.MALFORMED_IPV6_EXTENSION);
      }
      if (length > p.captured()) {
        return lacking(p, Note.MALFORMED_IPV6_EXTENSION);
      }
      p.cursor += length;
    }
    return malformed(Note.MALFORMED_IPV6_EXTENSION);
  }

  private static boolean isExtension(int next) {
    return next == HOP_BY_HOP || next == ROUTING || next == FRAGMENT || next == DESTINATION_OPTIONS;
  }

  private static int length(PacketView p, int header) {
    if (header == FRAGMENT) {
      return 8;
    }
    int field = p.u8(p.cursor + 1);
    return header == AUTHENTICATION ? (field + 2) * 4 : (field + 1) * 8;
  }

  /** RFC 8200 4.5; a fragment that is the whole packet (RFC 6946) is none. */
  private static void fragment(PacketView p) {
    int word = p.u16(p.cursor + 2);
    p.fragmentId = Integer.toUnsignedLong(p.buffer.getInt(p.cursor + 4));
    p.laterFragment = word >>> 3 != 0;
    p.firstFragment = !p.laterFragment && (word & 1) != 0;
  }

  /** Octets from the cursor to the end of the IP packet, captured or not. */
  static int declared(PacketView p) {
    return p.octets - (p.cursor - p.ipStart);
  }

  private Fate lacking(PacketView p, Note reason) {
    return p.cut ? Fate.TRUNCATED : malformed(reason);
  }

  private Fate malformed(Note reason) {
    notes.add(reason);
    return Fate.MALFORMED;
  }
}
