package io.mudlark.probe.mqtt;

import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.probe.exchange.ExchangePath;
import io.mudlark.probe.exchange.ExchangeTable;
import io.mudlark.probe.exchange.OpenExchange;
import io.mudlark.probe.packet.Counts;
import io.mudlark.probe.tcp.TcpConnection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What two ends of an MQTT connection have said: who the client is, and which requests of either
 * end wait for their answers (MQTT 5.0, 4.3 and 4.4).
 */
final class MqttSession {
  private final MqttConfig config;
  private final ExchangeTable table;
  private final Counts<MqttNote> notes;
  private final MqttClients clients;
  private final TcpConnection connection;
  private final ExchangePath fromClient;
  private final ExchangePath fromServer;
  private final TopicAliases clientAliases;
  private final TopicAliases serverAliases;

  /** By direction, kind and packet identifier; in the order in which they were opened. */
  private final Map<Integer, MqttExchange> open = new LinkedHashMap<>();

  private String client = "";
  private int level;
  private boolean connectSeen;

  MqttSession(MqttShared shared, TcpConnection connection) {
    this.config = shared.config();
    this.table = shared.table();
    this.notes = shared.notes();
    this.clients = shared.clients();
    this.connection = connection;
    this.fromClient = ExchangePath.of(connection, true);
    this.fromServer = ExchangePath.of(connection, false);
    this.clientAliases = new TopicAliases(config.maxAliases(), shared.budget());
    this.serverAliases = new TopicAliases(config.maxAliases(), shared.budget());
  }

  int level() {
    return level;
  }

  String client() {
    return client;
  }

  TcpConnection connection() {
    return connection;
  }

  /** Whether who the client is and what was agreed is not known. */
  boolean isMidStream() {
    return !connectSeen;
  }

  /** A control packet that could be read; {@code octets} is its length. */
  void packet(MqttPacket p, boolean clientSent, long nanos, long octets) {
    boolean early = !connectSeen && clientSent && p.type != MqttType.CONNECT;
    if (early && !connection.isMidStream()) {
      notes.add(MqttNote.WITHOUT_CONNECT);
    }
    if (p.violation) {
      notes.add(MqttNote.VIOLATIONS);
    }
    switch (p.type) {
      case MqttType.CONNECT:
        connect(p, clientSent, nanos, octets);
        break;
      case MqttType.CONNACK:
        connack(p, clientSent, nanos, octets);
        break;
      case MqttType.PUBLISH:
        publish(p, clientSent, nanos, octets);
        break;
      case MqttType.PUBREL:
        release(p, clientSent, nanos, octets);
        break;
      case MqttType.SUBSCRIBE:
      case MqttType.UNSUBSCRIBE:
        request(new MqttExchange(this, clientSent, p, topic(p), ""), nanos, octets);
        break;
      case MqttType.PINGREQ:
        request(new MqttExchange(this, clientSent, p, "", ""), nanos, octets);
        break;
      case MqttType.DISCONNECT:
      case MqttType.AUTH:
        single(new MqttExchange(this, clientSent, p, "", ""), nanos, octets);
        break;
      default:
        answer(p, clientSent, nanos, octets);
    }
  }

  private void connect(MqttPacket p, boolean clientSent, long nanos, long octets) {
    if (connectSeen) {
      notes.add(MqttNote.SECOND_CONNECT);
      closeAll(ExchangeEnd.CONNECTION_CLOSED);
      clients.forget(this);
    }
    connectSeen = true;
    level = p.level;
    client = clip(p.clientLength, p.client(config.maxTextOctets()));
    clientAliases.clear();
    serverAliases.clear();
    request(new MqttExchange(this, clientSent, p, "", ""), nanos, octets);
  }

  private void connack(MqttPacket p, boolean clientSent, long nanos, long octets) {
    if (level == 0 && p.level == 5 && connection.isMidStream()) {
      level = 5;
    }
    // Without a CONNECT that waits for it, nobody was accepted, whatever it says.
    boolean asked = open.containsKey(place(MqttType.CONNECT, !clientSent, 0));
    if (asked && p.clientLength > 0) {
      client = clip(p.clientLength, p.client(config.maxTextOctets()));
    }
    if (asked && p.reasonCode == 0 && !client.isEmpty()) {
      clients.connected(this);
    }
    answer(p, clientSent, nanos, octets);
  }

  private String clip(int length, String text) {
    if (length > config.maxTextOctets()) {
      notes.add(MqttNote.TEXT_CUT);
    }
    return text;
  }

  private String topic(MqttPacket p) {
    return clip(p.topicLength, p.topic(config.maxTextOctets()));
  }

  private void publish(MqttPacket p, boolean clientSent, long nanos, long octets) {
    if (level == 0 && p.level == 5) {
      level = 5;
    }
    String topic = resolve(p, clientSent ? clientAliases : serverAliases);
    if (!config.systemTopics() && topic.startsWith("$SYS")) {
      notes.add(MqttNote.SYSTEM);
      return;
    }
    if (p.duplicate) {
      notes.add(MqttNote.DUPLICATES);
      MqttExchange known = open.get(place(MqttType.PUBLISH, clientSent, p.packetId));
      if (known != null && known.open != null) {
        known.markDuplicate();
        table.request(known.open, nanos, octets);
        return;
      }
    }
    MqttExchange exchange = new MqttExchange(this, clientSent, p, topic, correlation(p));
    if (p.qos == 0) {
      single(exchange, nanos, octets);
    } else {
      request(exchange, nanos, octets);
    }
  }

  private String correlation(MqttPacket p) {
    if (p.correlationLength <= 0) {
      return "";
    }
    return clip(p.correlationLength, CorrelationText.of(p.correlation(config.maxTextOctets())));
  }

  /** The topic, by its alias when it has one; empty when nobody said what the alias means. */
  private String resolve(MqttPacket p, TopicAliases aliases) {
    String topic = topic(p);
    if (p.topicAlias == MqttPacket.ABSENT) {
      return topic;
    }
    if (p.topicLength > 0) {
      if (!aliases.set(p.topicAlias, topic)) {
        notes.add(MqttNote.ALIAS_REFUSED);
      }
      return topic;
    }
    String known = aliases.topic(p.topicAlias);
    if (known == null) {
      notes.add(MqttNote.ALIAS_UNKNOWN);
      return "";
    }
    return known;
  }

  private static int place(int type, boolean clientAsks, int packetId) {
    return type << 17 | (clientAsks ? 1 << 16 : 0) | packetId;
  }

  private void request(MqttExchange exchange, long nanos, long octets) {
    int place = place(exchange.type, exchange.clientAsks(), exchange.packetId());
    MqttExchange before = open.get(place);
    if (before != null) {
      close(before, ExchangeEnd.REPLACED);
    } else if (open.size() >= config.maxOpen()) {
      notes.add(MqttNote.OVER_LIMIT);
      close(open.values().iterator().next(), ExchangeEnd.LACK_OF_RESOURCES);
    }
    exchange.open = table.open(path(exchange.clientAsks()), exchange, nanos, octets);
    open.put(place, exchange);
  }

  private ExchangePath path(boolean clientAsks) {
    return clientAsks ? fromClient : fromServer;
  }

  private void single(MqttExchange exchange, long nanos, long octets) {
    table.single(path(exchange.clientAsks()), exchange, nanos, octets);
  }

  /** PUBREL, the third of the four packets of QoS 2, comes from who published. */
  private void release(MqttPacket p, boolean clientSent, long nanos, long octets) {
    MqttExchange exchange = open.get(place(MqttType.PUBLISH, clientSent, p.packetId));
    if (exchange == null || exchange.open == null || exchange.qos != 2) {
      notes.add(MqttNote.UNASKED);
      return;
    }
    exchange.answered(p.reasonCode);
    table.request(exchange.open, nanos, octets);
  }

  private void answer(MqttPacket p, boolean clientSent, long nanos, long octets) {
    int asked = MqttAnswer.askedBy(p.type);
    MqttExchange exchange = open.get(place(asked, !clientSent, p.packetId));
    OpenExchange waiting = exchange == null ? null : exchange.open;
    if (exchange == null || waiting == null || !MqttAnswer.fits(p.type, exchange.qos)) {
      notes.add(MqttNote.UNASKED);
      return;
    }
    exchange.answered(p.reasonCode);
    table.answer(waiting, nanos, octets);
    boolean refused = MqttAnswer.isRefusal(p);
    if (refused || p.type != MqttType.PUBREC) {
      close(exchange, refused ? ExchangeEnd.REFUSED : ExchangeEnd.COMPLETE);
    }
  }

  private void close(MqttExchange exchange, ExchangeEnd end) {
    OpenExchange waiting = exchange.open;
    if (waiting != null) {
      table.close(waiting, end);
    }
  }

  /** The table has ended an exchange. */
  void released(MqttExchange exchange) {
    if (exchange.open != null) {
      exchange.open = null;
      open.remove(place(exchange.type, exchange.clientAsks(), exchange.packetId()), exchange);
    }
  }

  /** Ends every open exchange, in the order in which they were opened. */
  void closeAll(ExchangeEnd end) {
    while (!open.isEmpty()) {
      close(open.values().iterator().next(), end);
    }
  }

  /** The connection is over. */
  void end(ExchangeEnd reason) {
    closeAll(reason);
    clients.forget(this);
    clientAliases.clear();
    serverAliases.clear();
  }

  /** Another connection has taken the client identifier. */
  void takenOver() {
    notes.add(MqttNote.TAKEN_OVER);
    closeAll(ExchangeEnd.CONNECTION_CLOSED);
  }
}
