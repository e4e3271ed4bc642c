package io.mudlark.probe.opcua;

import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.probe.exchange.ExchangePath;
import io.mudlark.probe.exchange.ExchangeTable;
import io.mudlark.probe.exchange.OpenExchange;
import io.mudlark.probe.opcua.UaMessage.Kind;
import io.mudlark.probe.packet.Counts;
import io.mudlark.probe.tcp.OctetBudget;
import io.mudlark.probe.tcp.StreamDecoder;
import io.mudlark.probe.tcp.StreamSegment;
import io.mudlark.probe.tcp.TcpConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * One OPC UA connection: requests and responses are matched by request id within it (OPC 10000-6
 * 6.7.2.4); where they are encrypted, by their order.
 */
final class UaConnection implements StreamDecoder {
  /** Unanswered requests of one connection; more are counted and not followed. */
  static final int MAX_OPEN = 1_024;

  /** Request ids have 32 bits; what has none is kept under numbers beyond them. */
  private static final long HELLO = -1;

  private static final long FIRST_ENCRYPTED = 1L << 40;

  private final TcpConnection connection;
  private final ExchangeTable table;
  private final Counts<UaNote> notes;
  private final UaChunks fromClient;
  private final UaChunks fromServer;
  private final Map<Long, UaExchange> open = new LinkedHashMap<>();
  private final long[] sequences = {-1, -1};
  private String policy = "";
  private boolean reversed;
  private long encrypted;
  private long nanos;
  private boolean segmentFromClient;

  UaConnection(
      TcpConnection connection, ExchangeTable table, Counts<UaNote> notes, OctetBudget budget) {
    this.connection = connection;
    this.table = table;
    this.notes = notes;
    this.fromClient = new UaChunks(notes, budget, this::message);
    this.fromServer = new UaChunks(notes, budget, this::message);
  }

  /** Whether its beginning was not seen. */
  boolean isMidStream() {
    return connection.isMidStream();
  }

  /** Fragment of the security policy's URI; empty when it was not seen. */
  String policy() {
    return policy;
  }

  @Override
  public void segment(StreamSegment segment) {
    nanos = segment.timeNanos();
    segmentFromClient = segment.fromClient();
    (segmentFromClient ? fromClient : fromServer).push(segment);
  }

  @Override
  public void gap(boolean client, long octets) {
    segmentFromClient = client;
    (client ? fromClient : fromServer).gap(octets);
    sequences[client ? 0 : 1] = -1;
  }

  private void message(UaMessage message) {
    notes.add(UaNote.MESSAGES);
    notes.add(UaNote.UNREADABLE, message.readable() ? 0 : 1);
    follow(message);
    if (message.kind() == Kind.RHE) {
      // the server opened the connection: who asks is the other end (OPC 10000-6 7.1.2.6)
      reversed = true;
      return;
    }
    if (message.kind() == Kind.OPN && !message.policy().isEmpty()) {
      policy = message.policy();
    }
    if (isRequest(message)) {
      request(message);
    } else {
      answer(message);
    }
  }

  /** Sequence numbers go up by one in each direction (OPC 10000-6 6.7.2.4). */
  private void follow(UaMessage message) {
    if (message.kind().isConnection() || !message.readable()) {
      return;
    }
    int direction = segmentFromClient ? 0 : 1;
    long before = sequences[direction];
    boolean wraps = before > 0xFFFF_FFFFL - 1_024 && message.firstSequence() < 1_024;
    if (before >= 0 && message.firstSequence() != before + 1 && !wraps) {
      notes.add(UaNote.SEQUENCE_GAPS);
    }
    sequences[direction] = message.lastSequence();
  }

  private boolean isRequest(UaMessage message) {
    UaService service = message.service();
    switch (message.kind()) {
      case HEL:
        return true;
      case ACK, ERR:
        return false;
      default:
        return service != null ? service.isRequest() : segmentFromClient != reversed;
    }
  }

  private void request(UaMessage message) {
    boolean client = segmentFromClient;
    UaExchange exchange = new UaExchange(message, client, this, this::forget);
    ExchangePath path = ExchangePath.of(connection, client);
    if (message.kind() == Kind.CLO) {
      table.single(path, exchange, nanos, message.octets());
      return;
    }
    long id = idOf(message, () -> FIRST_ENCRYPTED + encrypted++);
    UaExchange before = open.get(id);
    if (before != null) {
      close(before, ExchangeEnd.REPLACED);
    }
    if (open.size() >= MAX_OPEN) {
      notes.add(UaNote.TOO_MANY_OPEN);
      close(open.values().iterator().next(), ExchangeEnd.LACK_OF_RESOURCES);
    }
    exchange.id = id;
    open.put(id, exchange);
    exchange.open = table.open(path, exchange, nanos, message.octets());
  }

  private static long idOf(UaMessage message, LongSupplier ofEncrypted) {
    if (message.kind().isConnection()) {
      return HELLO;
    }
    return message.readable() ? message.requestId() : ofEncrypted.getAsLong();
  }

  private void answer(UaMessage message) {
    if (message.kind() == Kind.ERR) {
      error(message);
      return;
    }
    UaExchange exchange = open.get(idOf(message, this::oldestEncrypted));
    OpenExchange waiting = exchange == null ? null : exchange.open;
    if (exchange == null || waiting == null || exchange.clientAsks == segmentFromClient) {
      notes.add(UaNote.UNMATCHED);
      return;
    }
    exchange.channel = exchange.channel == 0 ? message.channel() : exchange.channel;
    exchange.status = message.readable() ? message.status() : UaExchange.NO_STATUS;
    table.answer(waiting, nanos, message.octets());
    boolean refused = message.readable() && UaMessage.isBad(message.status());
    close(exchange, refused ? ExchangeEnd.REFUSED : ExchangeEnd.COMPLETE);
  }

  private long oldestEncrypted() {
    for (long id : open.keySet()) {
      if (id >= FIRST_ENCRYPTED) {
        return id;
      }
    }
    return FIRST_ENCRYPTED - 1;
  }

  /** The receiver of an error closes the connection (OPC 10000-6 7.1.5). */
  private void error(UaMessage message) {
    UaExchange hello = open.get(HELLO);
    for (UaExchange exchange : new ArrayList<>(open.values())) {
      OpenExchange waiting = exchange.open;
      if (waiting != null && exchange.clientAsks != segmentFromClient) {
        exchange.status = message.status();
        table.answer(waiting, nanos, message.octets());
        close(exchange, exchange == hello ? ExchangeEnd.REFUSED : ExchangeEnd.CONNECTION_CLOSED);
      }
    }
  }

  private void close(UaExchange exchange, ExchangeEnd end) {
    OpenExchange waiting = exchange.open;
    if (waiting != null) {
      table.close(waiting, end);
    }
  }

  private void forget(UaExchange exchange) {
    open.remove(exchange.id, exchange);
  }

  @Override
  public void end(ExchangeEnd reason) {
    fromClient.end();
    fromServer.end();
    for (UaExchange exchange : List.copyOf(open.values())) {
      close(exchange, reason);
    }
  }
}
