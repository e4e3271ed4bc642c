package io.mudlark.probe.tls;

import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.TlsFacet;
import io.mudlark.probe.packet.Counts;
import io.mudlark.probe.packet.PacketView;
import io.mudlark.probe.tcp.OctetBudget;
import io.mudlark.probe.tcp.StreamDecoder;
import io.mudlark.probe.tcp.StreamProtocol;
import io.mudlark.probe.tcp.StreamSegment;
import io.mudlark.probe.tcp.TcpConnection;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** Picks the hello of clients out of TLS connections; the rest is encrypted and passed over. */
public final class TlsProtocol implements StreamProtocol {
  /** HTTPS, MQTT over TLS, CoAP over TLS, OPC UA over HTTPS, and what is often used for these. */
  public static final Set<Integer> PORTS = Set.of(443, 4843, 5684, 8443, 8883);

  private static final int HANDSHAKE = 22;

  private final OctetBudget budget;
  private final Set<Integer> ports;
  private final BiConsumer<PacketView, TlsFacet> sink;
  private final Counts<TlsNote> notes = new Counts<>(TlsNote.class);

  /**
   * @param budget shared room for hellos while they are gathered
   * @param ports TCP ports of servers
   * @param sink takes each hello with the packet that completes it
   */
  public TlsProtocol(
      OctetBudget budget, Set<Integer> ports, BiConsumer<PacketView, TlsFacet> sink) {
    this.budget = budget;
    this.ports = Set.copyOf(ports);
    this.sink = sink;
  }

  @Override
  public boolean isPort(int port) {
    return ports.contains(port);
  }

  @Override
  public @Nullable StreamDecoder begin(TcpConnection connection, StreamSegment first) {
    // octets that a hole was given up for come with no packet, and are not the first ones
    boolean beginning = first.fromClient() && first.packet().protocol() == IpProtocol.TCP;
    return beginning && first.buffer().get(first.offset()) == HANDSHAKE ? new Decoder() : null;
  }

  @Override
  public void notes(ObjLongConsumer<String> sums) {
    for (TlsNote note : TlsNote.values()) {
      sums.accept(note.text(), notes.count(note));
    }
  }

  /** One connection, until its hello is read. */
  private final class Decoder implements StreamDecoder {
    private final ClientHelloReader reader = new ClientHelloReader(budget);
    private boolean finished;

    @Override
    public void segment(StreamSegment segment) {
      if (finished || !segment.fromClient()) {
        return;
      }
      switch (reader.accept(segment.buffer(), segment.offset(), segment.length())) {
        case READING -> finished = false;
        case DONE -> {
          notes.add(TlsNote.HELLOS);
          TlsFacet facet = reader.facet();
          if (facet != null) {
            sink.accept(segment.packet(), facet);
          }
          finished = true;
        }
        case NOT_TLS -> give(TlsNote.MALFORMED);
        case TOO_LONG -> give(TlsNote.TOO_LONG);
        case NO_ROOM -> give(TlsNote.NO_ROOM);
      }
    }

    private void give(TlsNote reason) {
      notes.add(reason);
      reader.release();
      finished = true;
    }

    @Override
    public void gap(boolean fromClient, long octets) {
      if (fromClient && !finished) {
        give(TlsNote.INCOMPLETE);
      }
    }

    @Override
    public void end(ExchangeEnd reason) {
      if (!finished) {
        give(TlsNote.INCOMPLETE);
      }
    }

    @Override
    public boolean isFinished() {
      return finished;
    }
  }
}
