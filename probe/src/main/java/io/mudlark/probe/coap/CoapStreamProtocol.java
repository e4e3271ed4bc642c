package io.mudlark.probe.coap;

import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.probe.exchange.ExchangePath;
import io.mudlark.probe.exchange.ExchangeTable;
import io.mudlark.probe.tcp.Frame;
import io.mudlark.probe.tcp.Framer;
import io.mudlark.probe.tcp.Framing;
import io.mudlark.probe.tcp.OctetBudget;
import io.mudlark.probe.tcp.StreamDecoder;
import io.mudlark.probe.tcp.StreamProtocol;
import io.mudlark.probe.tcp.StreamSegment;
import io.mudlark.probe.tcp.TcpConnection;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * CoAP over TCP (RFC 8323). Told by the Capabilities and Settings Message that must come first in
 * either direction, so connections whose beginning was not seen are left alone.
 */
public final class CoapStreamProtocol implements StreamProtocol {
  private static final int CAPABILITIES = 0xE1;
  private static final long MAX_MESSAGE = 1L << 20;
  private static final int KEPT = 16_384;

  private final CoapReader reader = new CoapReader();
  private final CoapExchanges exchanges;
  private final OctetBudget budget;
  private final Set<Integer> ports;

  /**
   * @param table where exchanges are kept open
   * @param budget room for messages that span segments
   * @param ports TCP ports of servers
   */
  public CoapStreamProtocol(ExchangeTable table, OctetBudget budget, Set<Integer> ports) {
    this.exchanges = new CoapExchanges(table);
    this.budget = budget;
    this.ports = Set.copyOf(ports);
  }

  @Override
  public boolean isPort(int port) {
    return ports.contains(port);
  }

  @Override
  public @Nullable StreamDecoder begin(TcpConnection connection, StreamSegment first) {
    ByteBuffer buffer = first.buffer();
    int header = CoapReader.streamHeader(buffer.get(first.offset()) & 0xFF);
    boolean capabilities =
        first.length() > header
            && (buffer.get(first.offset() + header) & 0xFF) == CAPABILITIES
            && (buffer.get(first.offset()) & 15) <= 8;
    return capabilities ? new Decoder(connection) : null;
  }

  @Override
  public void notes(ObjLongConsumer<String> sink) {
    exchanges.notes((word, count) -> sink.accept(word.replace("coap-", "coap-tcp-"), count));
  }

  private static long length(ByteBuffer buffer, int offset, int available) {
    if (available < CoapReader.streamHeader(buffer.get(offset) & 0xFF)) {
      return Framing.MORE;
    }
    long length = CoapReader.streamLength(buffer, offset);
    return length > MAX_MESSAGE ? Framing.BROKEN : length;
  }

  /** One connection. */
  private final class Decoder implements StreamDecoder {
    private final TcpConnection connection;
    private final Set<CoapExchange> open = new LinkedHashSet<>();
    private final Framer fromClient = new Framer(CoapStreamProtocol::length, budget, KEPT);
    private final Framer fromServer = new Framer(CoapStreamProtocol::length, budget, KEPT);
    private boolean lost;

    Decoder(TcpConnection connection) {
      this.connection = connection;
    }

    @Override
    public void segment(StreamSegment segment) {
      Framer framer = segment.fromClient() ? fromClient : fromServer;
      framer.push(segment, frame -> message(segment, frame));
      if (framer.isBroken() && !lost) {
        lost = true;
        exchanges.counts().add(CoapNote.MALFORMED);
      }
    }

    private void message(StreamSegment segment, Frame frame) {
      CoapMessage message =
          frame.isWhole() ? reader.readStream(frame.buffer(), frame.offset(), frame.kept()) : null;
      if (message == null) {
        exchanges.counts().add(frame.isWhole() ? CoapNote.MALFORMED : CoapNote.INCOMPLETE);
        return;
      }
      CoapExchange opened =
          exchanges.accept(
              new Arrival(
                  ExchangePath.of(connection, segment.fromClient()),
                  message,
                  segment.timeNanos(),
                  (int) frame.length(),
                  false));
      if (opened != null) {
        opened.siblings = open;
        open.add(opened);
      }
    }

    @Override
    public void gap(boolean client, long octets) {
      (client ? fromClient : fromServer).gap(octets, frame -> {});
    }

    @Override
    public void end(ExchangeEnd reason) {
      fromClient.reset();
      fromServer.reset();
      for (CoapExchange exchange : List.copyOf(open)) {
        exchanges.close(exchange, reason);
      }
    }

    @Override
    public boolean isFinished() {
      return lost;
    }
  }
}
