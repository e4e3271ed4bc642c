package io.mudlark.probe.packet;

import io.mudlark.flow.IpProtocol;

/** Reads ports, TCP flags and ICMP types, and gives later fragments those of their first one. */
final class TransportLayer {
  private static final int TCP_FLAGS_END = 14;
  private static final int TCP_HEADER = 20;
  private static final int UDP_HEADER = 8;

  private final Counts<Note> notes;
  private final FragmentTable fragments = new FragmentTable();

  TransportLayer(Counts<Note> notes) {
    this.notes = notes;
  }

  /** Dissects the transport header at the cursor, {@code p.protocol} being known. */
  Fate dissect(PacketView p) {
    if (p.laterFragment) {
      boolean known = fragments.fill(p);
      notes.add(known ? Note.FRAGMENTS_MATCHED : Note.FRAGMENTS_WITHOUT_FIRST);
      return Fate.METERED;
    }
    Fate fate = header(p);
    if (fate == Fate.METERED && p.firstFragment && fragments.put(p)) {
      notes.add(Note.FRAGMENTS_FORGOTTEN);
    }
    return fate;
  }

  private Fate header(PacketView p) {
    switch (p.protocol) {
      case IpProtocol.TCP:
        return tcp(p);
      case IpProtocol.UDP:
      case IpProtocol.UDP_LITE:
        return udp(p);
      case IpProtocol.SCTP:
        return sctp(p);
      case IpProtocol.ICMP:
      case IpProtocol.ICMPV6:
        return icmp(p);
      default:
        return Fate.METERED;
    }
  }

  /** Whether the packet has {@code wholeHeader} octets left, and the first of them captured. */
  private Fate require(PacketView p, int wholeHeader, int captured) {
    if (InternetLayer.declared(p) < (p.firstFragment ? captured : wholeHeader)) {
      notes.add(Note.MALFORMED_TRANSPORT_HEADER);
      return Fate.MALFORMED;
    }
    // Without a cut, every declared octet has been captured.
    return p.captured() < captured ? Fate.TRUNCATED : Fate.METERED;
  }

  private Fate tcp(PacketView p) {
    Fate fate = require(p, TCP_HEADER, TCP_FLAGS_END);
    if (fate != Fate.METERED) {
      return fate;
    }
    ports(p);
    p.tcpSequence = p.buffer.getInt(p.cursor + 4);
    p.tcpAcknowledgment = p.buffer.getInt(p.cursor + 8);
    p.tcpFlags = p.u8(p.cursor + 13);
    int header = (p.u8(p.cursor + 12) >>> 4) * 4;
    if (header < TCP_HEADER || header > InternetLayer.declared(p)) {
      notes.add(Note.TCP_HEADER_LENGTH);
    } else {
      payload(p, header, InternetLayer.declared(p));
    }
    return Fate.METERED;
  }

  private Fate udp(PacketView p) {
    Fate fate = require(p, UDP_HEADER, 4);
    if (fate != Fate.METERED) {
      return fate;
    }
    ports(p);
    if (p.captured() >= UDP_HEADER) {
      int length = p.u16(p.cursor + 4);
      int declared = InternetLayer.declared(p);
      boolean usable = p.protocol == IpProtocol.UDP && length >= UDP_HEADER && length < declared;
      payload(p, UDP_HEADER, usable ? length : declared);
    }
    return Fate.METERED;
  }

  private Fate sctp(PacketView p) {
    Fate fate = require(p, 12, 4);
    if (fate == Fate.METERED) {
      ports(p);
    }
    return fate;
  }

  private Fate icmp(PacketView p) {
    Fate fate = require(p, 4, 2);
    if (fate == Fate.METERED) {
      p.icmpTypeCode = p.u16(p.cursor);
      p.icmpIdentifier = p.captured() >= 6 ? p.u16(p.cursor + 4) : 0;
    }
    return fate;
  }

  private static void ports(PacketView p) {
    p.sourcePort = p.u16(p.cursor);
    p.destinationPort = p.u16(p.cursor + 2);
  }

  private static void payload(PacketView p, int header, int declared) {
    p.payloadOffset = p.cursor + header;
    p.payloadOnWire = declared - header;
    p.payloadLength = Math.max(0, Math.min(p.captured(), declared) - header);
    p.payloadWhole = p.payloadLength == declared - header && !p.firstFragment;
  }
}
