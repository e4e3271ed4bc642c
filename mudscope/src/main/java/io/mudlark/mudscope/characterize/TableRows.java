package io.mudlark.mudscope.characterize;

import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.flow.ContentHash;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.TcpFlags;
import io.mudlark.mudscope.netflows.FlowLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the lines of a flow table, which know a source and a destination, into the rows that the
 * stream clusters, which know a device and its peer.
 *
 * <p>A table does not say whose flows it holds. A window is one device's: the device is the end
 * that most flows share. In a reference of many devices it is the private end of each flow.
 */
final class TableRows {
  private static final int SMALL = 4;
  private static final int UNKNOWN_PROTOCOL = 255;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;

  /** Of UDP and ICMP. */
  private static final int DATAGRAM_HEADER = 8;

  private final Map<String, IpAddress> addresses = new HashMap<>();
  private final Map<FlowId, Integer> seen = new HashMap<>();

  private TableRows() {}

  /** The rows of one device's window. */
  static List<FlowRow> ofWindow(List<FlowLine> table) {
    TableRows rows = new TableRows();
    return rows.rows(table, rows.commonEnd(table));
  }

  /** The rows of a reference with any number of devices. */
  static List<FlowRow> ofReference(List<FlowLine> table) {
    return new TableRows().rows(table, null);
  }

  private List<FlowRow> rows(List<FlowLine> table, @Nullable IpAddress device) {
    List<FlowRow> rows = new ArrayList<>();
    for (FlowLine line : table) {
      boolean swapped = line.inPackets() == 0 && line.outPackets() > 0;
      IpAddress opener = address(swapped ? line.destination() : line.source());
      IpAddress answerer = address(swapped ? line.source() : line.destination());
      boolean inbound =
          device == null
              ? !opener.isPrivate() && answerer.isPrivate()
              : !opener.equals(device) && answerer.equals(device);
      rows.add(new Seen(line, swapped, inbound, inbound ? opener : answerer).row());
    }
    return rows;
  }

  /** The end of most flows; of equally common ones a private one, then the smallest. */
  private @Nullable IpAddress commonEnd(List<FlowLine> table) {
    Map<IpAddress, Integer> counts = new HashMap<>();
    for (FlowLine line : table) {
      counts.merge(address(line.source()), 1, Integer::sum);
      counts.merge(address(line.destination()), 1, Integer::sum);
    }
    IpAddress best = null;
    for (IpAddress candidate : counts.keySet().stream().sorted().toList()) {
      if (best == null || rank(candidate, counts) > rank(best, counts)) {
        best = candidate;
      }
    }
    return best;
  }

  private static long rank(IpAddress address, Map<IpAddress, Integer> counts) {
    return 2L * counts.getOrDefault(address, 0) + (address.isPrivate() ? 1 : 0);
  }

  private IpAddress address(String text) {
    return addresses.computeIfAbsent(text, TableRows::parse);
  }

  /**
   * An address, or a stand-in for one that nfdump shortened to fit its column: the stand-in has the
   * same first 16 bits, which say how far away it is, and differs for different text.
   */
  private static IpAddress parse(String text) {
    String bare = text.strip();
    if (IpAddress.isLiteral(bare)) {
      return IpAddress.parse(bare);
    }
    FlowId rest = new ContentHash().text(bare).id();
    return IpAddress.v6((firstGroup(bare) << 48) | (rest.high() >>> 16), rest.low());
  }

  private static long firstGroup(String text) {
    int end = text.indexOf(':');
    if (end < 1 || end > 4) {
      return 0;
    }
    long group = 0;
    for (int i = 0; i < end; i++) {
      group = group << 4 | Math.max(0, Character.digit(text.charAt(i), 16));
    }
    return group;
  }

  private static int protocol(String text) {
    String name = text.strip().toUpperCase(Locale.ROOT);
    switch (name) {
      case "TCP":
        return IpProtocol.TCP;
      case "UDP":
        return IpProtocol.UDP;
      case "ICMP":
        return IpProtocol.ICMP;
      case "ICMP6":
      case "ICMPV6":
        return IpProtocol.ICMPV6;
      case "IGMP":
        return IpProtocol.IGMP;
      default:
        return name.matches("[0-9]{1,3}") ? Integer.parseInt(name) : UNKNOWN_PROTOCOL;
    }
  }

  /** One line with what is known of its ends. */
  private final class Seen {
    private final FlowLine line;
    private final boolean swapped;
    private final boolean inbound;
    private final IpAddress peer;

    Seen(FlowLine line, boolean swapped, boolean inbound, IpAddress peer) {
      this.line = line;
      this.swapped = swapped;
      this.inbound = inbound;
      this.peer = peer;
    }

    FlowRow row() {
      int protocol = protocol(line.protocol());
      FlowId id = id();
      // The table has one set of flags for both directions: a refused attempt is told apart here.
      boolean refused =
          (line.flagBits() & (TcpFlags.SYN | TcpFlags.RST | TcpFlags.PSH))
                  == (TcpFlags.SYN | TcpFlags.RST)
              && line.inPackets() + line.outPackets() <= SMALL;
      int openerFlags = refused ? TcpFlags.SYN : line.flagBits();
      int answerFlags = answerFlags(refused);
      boolean sourceIsDevice = inbound == swapped;
      boolean ports = IpProtocol.hasPorts(protocol);
      double devicePort = sourceIsDevice ? line.sourcePort() : line.destinationPort();
      double peerPort = sourceIsDevice ? line.destinationPort() : line.sourcePort();
      return new FlowRow(
          id,
          id,
          peer,
          inbound,
          true,
          protocol,
          ports ? (int) devicePort : 0,
          ports ? (int) peerPort : 0,
          line.startNanos(),
          line.endNanos(),
          (long) (sourceIsDevice ? line.inPackets() : line.outPackets()),
          sourceIsDevice ? inOctets() : outOctets(),
          inbound ? answerFlags : openerFlags,
          (long) (sourceIsDevice ? line.outPackets() : line.inPackets()),
          sourceIsDevice ? outOctets() : inOctets(),
          inbound ? openerFlags : answerFlags);
    }

    private long inOctets() {
      return (long) (line.inOctets() + line.inPackets() * headerOctets());
    }

    private long outOctets() {
      return (long) (line.outOctets() + line.outPackets() * headerOctets());
    }

    /** What nfdump's tables, known by their padded columns, leave out of each packet's octets. */
    private int headerOctets() {
      if (line.direction().equals(line.direction().strip())) {
        return 0;
      }
      int ip = peer.isV4() ? IPV4_HEADER : IPV6_HEADER;
      int protocol = protocol(line.protocol());
      boolean payloadOnly = protocol == IpProtocol.UDP || protocol == IpProtocol.ICMP;
      return payloadOnly ? ip + DATAGRAM_HEADER : ip;
    }

    private int answerFlags(boolean refused) {
      boolean answered = swapped ? line.inPackets() > 0 : line.outPackets() > 0;
      if (!answered) {
        return 0;
      }
      return refused ? TcpFlags.RST | TcpFlags.ACK : line.flagBits();
    }

    private FlowId id() {
      FlowId content = new ContentHash().text(line.toString()).id();
      int ordinal = seen.merge(content, 1, Integer::sum);
      return new ContentHash().number(content.high()).number(content.low()).number(ordinal).id();
    }
  }
}
