package io.mudlark.probe.exchange;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.probe.packet.PacketView;
import io.mudlark.probe.tcp.OctetBudget;
import io.mudlark.probe.tcp.StreamProtocol;
import io.mudlark.probe.tcp.TcpReassembler;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/**
 * Turns dissected packets into exchanges of application protocols: flow records of one request with
 * its answers each.
 *
 * <p>Protocols are added once, before the first packet: those over TCP see reassembled streams,
 * those over UDP see datagrams. All of them keep their open exchanges in {@link #table}.
 */
public final class ExchangeMeter {
  private static final int PORTS = 1 << 16;

  private final ExchangeTable table;
  private final TcpReassembler tcp;
  private final List<DatagramProtocol> datagrams = new ArrayList<>();
  private final BitSet ports = new BitSet(PORTS);

  /**
   * @param observationPoint name of the place, which becomes the observation point of every record
   * @param config limits and timeouts
   * @param out takes the exchanges in the order in which they end
   */
  public ExchangeMeter(String observationPoint, ExchangeConfig config, Consumer<FlowRecord> out) {
    table = new ExchangeTable(observationPoint, config, out);
    tcp = new TcpReassembler(config.tcp());
  }

  /** Where protocols open their exchanges. */
  public ExchangeTable table() {
    return table;
  }

  /** The room that protocols over TCP take for octets that they hold back. */
  public OctetBudget budget() {
    return tcp.budget();
  }

  /** Adds a protocol over TCP; of several that claim a connection the first added gets it. */
  public ExchangeMeter add(StreamProtocol protocol) {
    tcp.add(protocol);
    return this;
  }

  /** Adds a protocol over UDP; of several that claim a datagram the first added gets it. */
  public ExchangeMeter add(DatagramProtocol protocol) {
    datagrams.add(protocol);
    for (int port = 0; port < PORTS; port++) {
      if (protocol.isPort(port)) {
        ports.set(port);
      }
    }
    return this;
  }

  /** Looks at a metered packet. */
  public void accept(PacketView packet) {
    advanceTo(packet.timeNanos());
    if (packet.protocol() == IpProtocol.TCP) {
      tcp.accept(packet);
    } else if (packet.protocol() == IpProtocol.UDP && packet.payloadLength() > 0) {
      datagram(packet);
    }
  }

  private void datagram(PacketView packet) {
    if (!ports.get(packet.destinationPort()) && !ports.get(packet.sourcePort())) {
      return;
    }
    for (DatagramProtocol protocol : datagrams) {
      if (protocol.datagram(packet)) {
        return;
      }
    }
  }

  /** Gives up what has waited too long at this time, which is not before any earlier one. */
  public void advanceTo(long nowNanos) {
    tcp.advanceTo(nowNanos);
    table.advanceTo(nowNanos);
  }

  /** Ends every connection and emits every open exchange. */
  public void flush() {
    tcp.flush();
    table.flush();
  }

  /** Exchanges emitted so far that ended like this. */
  public long ended(ExchangeEnd end) {
    return table.ends().count(end);
  }

  /** The stable lower-case word of the ledger for an end. */
  public static String word(ExchangeEnd end) {
    return end.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Passes on what is worth counting, by its stable lower-case word; zeros too. */
  public void notes(ObjLongConsumer<String> sink) {
    tcp.notes(sink);
    datagrams.forEach(protocol -> protocol.notes(sink));
  }
}
