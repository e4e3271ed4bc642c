package io.mudlark.probe.tcp;

import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.TcpFlags;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.probe.meter.BiflowKey;
import io.mudlark.probe.packet.Counts;
import io.mudlark.probe.packet.PacketView;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the TCP connections that somebody wants to read, and shows each protocol the octets of
 * both directions in order. The same for live captures and files; only packet time matters.
 *
 * <p>Connections are opened by a SYN, by the SYN+ACK that answers it, or, where neither was seen,
 * by the first payload; the client is then whose peer has a port of a known protocol.
 */
public final class TcpReassembler {
  private static final int PORTS = 1 << 16;

  private final TcpLimits limits;
  private final OctetBudget budget;
  private final List<StreamProtocol> protocols = new ArrayList<>();
  private final BitSet ports = new BitSet(PORTS);
  private final Counts<TcpNote> notes = new Counts<>(TcpNote.class);
  // The seed decides only where entries lie in the table, never what is shown or in which order.
  private final ConnectionTable table = new ConnectionTable(ThreadLocalRandom.current().nextLong());
  private final WaitingConnections waiting = new WaitingConnections();
  private final BiflowKey key = new BiflowKey();
  private final StreamSegment segment = new StreamSegment();
  private final PacketView nothing = new PacketView();
  private final Delivery delivery = new Delivery();
  private long packets;
  private long clockNanos = Long.MIN_VALUE;

  public TcpReassembler(TcpLimits limits) {
    this.limits = limits;
    this.budget = new OctetBudget(limits.maxBufferedOctets());
  }

  /** Adds a protocol; of several that claim a connection the one added first gets it. */
  public void add(StreamProtocol protocol) {
    protocols.add(protocol);
    for (int port = 0; port < PORTS; port++) {
      if (protocol.isPort(port)) {
        ports.set(port);
      }
    }
  }

  /** The room that protocols take for what they hold back. */
  public OctetBudget budget() {
    return budget;
  }

  /** Octets in order, on their way to what reads the connection. */
  private final class Delivery implements TcpStream.Sink {
    private @Nullable TcpConnection connection;
    private boolean fromClient;

    Delivery of(TcpConnection target, boolean packetFromA) {
      connection = target;
      fromClient = target.isFromClient(packetFromA);
      return this;
    }

    @Override
    public void octets(ByteBuffer buffer, int offset, int length) {
      TcpConnection target = connection;
      if (target == null) {
        return;
      }
      segment.show(buffer, offset, length);
      if (!target.claimed) {
        claim(target);
      }
      StreamDecoder decoder = target.decoder;
      if (decoder != null) {
        decoder.segment(segment);
        if (decoder.isFinished()) {
          decoder.end(ExchangeEnd.CONNECTION_CLOSED);
          drop(target);
        }
      }
    }

    @Override
    public void gap(long octets) {
      TcpConnection target = connection;
      if (target != null && target.decoder != null) {
        target.decoder.gap(fromClient, octets);
      }
    }
  }

  private void claim(TcpConnection connection) {
    connection.claimed = true;
    for (StreamProtocol protocol : protocols) {
      StreamDecoder decoder =
          connection.isOn(protocol) ? protocol.begin(connection, segment) : null;
      if (decoder != null) {
        connection.decoder = decoder;
        return;
      }
    }
    notes.add(TcpNote.UNCLAIMED);
    connection.fromA.discard();
    connection.fromB.discard();
  }

  private static void drop(TcpConnection connection) {
    connection.decoder = null;
    connection.fromA.discard();
    connection.fromB.discard();
  }

  /** Looks at a metered packet, of whatever protocol. */
  public void accept(PacketView p) {
    packets++;
    if (p.protocol() != IpProtocol.TCP
        || !(ports.get(p.destinationPort()) || ports.get(p.sourcePort()))) {
      return;
    }
    advanceTo(p.timeNanos());
    key.set(p);
    TcpConnection connection = connection(p);
    if (connection == null) {
      return;
    }
    connection.lastNanos = clockNanos;
    table.touch(connection);
    if (!connection.over && (connection.decoder != null || !connection.claimed)) {
      follow(connection, p, key.fromA());
    }
  }

  /** The packet's connection, a new one when it opens one; null when it belongs to none. */
  private @Nullable TcpConnection connection(PacketView p) {
    TcpConnection known = table.find(key);
    boolean opens = (p.tcpFlags() & (TcpFlags.SYN | TcpFlags.ACK)) == TcpFlags.SYN;
    if (known != null && opens && stream(known, key.fromA()).isOtherSyn(p.tcpSequence())) {
      end(known, ExchangeEnd.CONNECTION_CLOSED);
      table.remove(known);
      known = null;
    }
    if (known != null) {
      return known;
    }
    TcpConnection.Opening opening = opening(p);
    return opening == null ? null : open(p, opening);
  }

  private TcpConnection.@Nullable Opening opening(PacketView p) {
    int flags = p.tcpFlags() & (TcpFlags.SYN | TcpFlags.ACK);
    if (flags == TcpFlags.SYN) {
      return TcpConnection.Opening.SYN;
    }
    if (flags == (TcpFlags.SYN | TcpFlags.ACK)) {
      return TcpConnection.Opening.SYN_ACK;
    }
    if (p.payloadOnWire() == 0 || (p.tcpFlags() & TcpFlags.RST) != 0) {
      return null;
    }
    return ports.get(p.destinationPort())
        ? TcpConnection.Opening.MID_STREAM_CLIENT
        : TcpConnection.Opening.MID_STREAM_SERVER;
  }

  private TcpConnection open(PacketView p, TcpConnection.Opening opening) {
    TcpConnection victim = table.leastMissed();
    if (victim != null && table.size() >= limits.maxConnections()) {
      notes.add(TcpNote.EVICTED, victim.over ? 0 : 1);
      end(victim, ExchangeEnd.LACK_OF_RESOURCES);
      table.remove(victim);
    }
    TcpConnection opened = new TcpConnection(p, key, opening, stream(), stream());
    notes.add(TcpNote.CONNECTIONS);
    if (opened.isMidStream()) {
      notes.add(TcpNote.MID_STREAM);
    }
    table.add(opened);
    return opened;
  }

  private TcpStream stream() {
    return new TcpStream(notes, new PendingSegments(budget, limits.maxPendingOctets()));
  }

  private static TcpStream stream(TcpConnection connection, boolean fromA) {
    return fromA ? connection.fromA : connection.fromB;
  }

  private void follow(TcpConnection connection, PacketView p, boolean fromA) {
    TcpStream sender = stream(connection, fromA);
    TcpStream receiver = stream(connection, !fromA);
    segment.arrive(p, clockNanos, packets, connection.isFromClient(fromA));
    sender.accept(p, delivery.of(connection, fromA));
    if (sender.isWaiting()) {
      waiting.add(connection);
    }
    if (receiver.isWaiting() && (p.tcpFlags() & TcpFlags.ACK) != 0) {
      segment.arrive(p, clockNanos, packets, connection.isFromClient(!fromA));
      receiver.acknowledged(p.tcpAcknowledgment(), delivery.of(connection, !fromA));
    }
    boolean reset = (p.tcpFlags() & TcpFlags.RST) != 0;
    if (reset && !sender.acceptsReset(p.tcpSequence())) {
      notes.add(TcpNote.RESET_IGNORED);
      reset = false;
    }
    if (reset || (sender.isFinished() && receiver.isFinished())) {
      end(connection, ExchangeEnd.CONNECTION_CLOSED);
    }
  }

  /** Tells what reads the connection that nothing more comes. */
  private void end(TcpConnection connection, ExchangeEnd reason) {
    table.close(connection);
    giveUp(connection);
    StreamDecoder decoder = connection.decoder;
    if (decoder != null) {
      decoder.end(reason);
    }
    drop(connection);
  }

  /** Goes on without what has not come. */
  private void giveUp(TcpConnection connection) {
    giveUp(connection, true);
    giveUp(connection, false);
  }

  private void giveUp(TcpConnection connection, boolean fromA) {
    if (stream(connection, fromA).isWaiting()) {
      segment.arrive(nothing, clockNanos, packets, connection.isFromClient(fromA));
      stream(connection, fromA).giveUpAll(delivery.of(connection, fromA));
    }
  }

  /** Forgets connections that have been silent for too long at this time. */
  public void advanceTo(long nowNanos) {
    clockNanos = Math.max(clockNanos, nowNanos);
    long patience = limits.gapPatience().toNanos();
    TcpConnection stuck = waiting.poll(clockNanos - patience);
    while (stuck != null) {
      giveUp(stuck);
      stuck = waiting.poll(clockNanos - patience);
    }
    long silentSince = clockNanos - limits.idleTimeout().toNanos();
    TcpConnection oldest = table.oldest();
    while (oldest != null && oldest.lastNanos < silentSince) {
      end(oldest, ExchangeEnd.IDLE_TIMEOUT);
      table.remove(oldest);
      oldest = table.oldest();
    }
  }

  /** Ends every connection, in the order in which they were last heard of. */
  public void flush() {
    TcpConnection oldest = table.oldest();
    while (oldest != null) {
      end(oldest, ExchangeEnd.OBSERVATION_END);
      table.remove(oldest);
      oldest = table.oldest();
    }
  }

  /** Connections known at present. */
  public int connections() {
    return table.size();
  }

  /** What was noted so far. */
  public Counts<TcpNote> notes() {
    return notes;
  }

  /** Passes on what is worth counting, by its stable lower-case word. */
  public void notes(ObjLongConsumer<String> sink) {
    for (TcpNote note : TcpNote.values()) {
      sink.accept(note.text(), notes.count(note));
    }
    sink.accept("tcp-buffer-refusals", budget.refusals());
    for (StreamProtocol protocol : protocols) {
      protocol.notes(sink);
    }
  }
}
