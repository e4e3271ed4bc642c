package io.mudlark.probe.opcua;

import io.mudlark.probe.exchange.ExchangeTable;
import io.mudlark.probe.packet.Counts;
import io.mudlark.probe.tcp.OctetBudget;
import io.mudlark.probe.tcp.StreamDecoder;
import io.mudlark.probe.tcp.StreamProtocol;
import io.mudlark.probe.tcp.StreamSegment;
import io.mudlark.probe.tcp.TcpConnection;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** OPC UA over TCP (OPC 10000-6 7.2). Over WebSocket or HTTPS it is not looked at. */
public final class OpcUaProtocol implements StreamProtocol {
  /** The port of the scheme {@code opc.tcp}. */
  public static final int PORT = 4840;

  private final ExchangeTable table;
  private final OctetBudget budget;
  private final Set<Integer> ports;
  private final Counts<UaNote> notes = new Counts<>(UaNote.class);

  /**
   * @param table where exchanges are kept open
   * @param budget room for chunks that span segments
   * @param ports TCP ports of servers
   */
  public OpcUaProtocol(ExchangeTable table, OctetBudget budget, Set<Integer> ports) {
    this.table = table;
    this.budget = budget;
    this.ports = Set.copyOf(ports);
  }

  @Override
  public boolean isPort(int port) {
    return ports.contains(port);
  }

  @Override
  public @Nullable StreamDecoder begin(TcpConnection connection, StreamSegment first) {
    boolean plausible = UaChunks.length(first.buffer(), first.offset(), first.length()) >= 0;
    return plausible || connection.isMidStream()
        ? new UaConnection(connection, table, notes, budget)
        : null;
  }

  @Override
  public void notes(ObjLongConsumer<String> sink) {
    for (UaNote note : UaNote.values()) {
      sink.accept(note.text(), notes.count(note));
    }
  }
}
