package io.mudlark.probe.mission;

import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.probe.exchange.ExchangePath;
import io.mudlark.probe.mqtt.MqttFraming;
import io.mudlark.probe.mqtt.MqttPacket;
import io.mudlark.probe.mqtt.MqttParser;
import io.mudlark.probe.mqtt.MqttType;
import io.mudlark.probe.packet.Counts;
import io.mudlark.probe.packet.PacketView;
import io.mudlark.probe.tcp.Frame;
import io.mudlark.probe.tcp.Framer;
import io.mudlark.probe.tcp.OctetBudget;
import io.mudlark.probe.tcp.StreamDecoder;
import io.mudlark.probe.tcp.StreamSegment;
import io.mudlark.probe.tcp.TcpConnection;
import java.util.HashMap;
import java.util.Map;

/** One connection as the original sees it: tshark's dissection, the first packet per segment. */
final class MissionDecoder implements StreamDecoder {
  private static final MqttFraming FRAMING = new MqttFraming();
  private static final int MAX_KEPT = 1 << 17;

  /** Octets of a text that are kept: more than the 255 that its message can carry. */
  private static final int MAX_TEXT = 1_024;

  private static final int MAX_ALIASES = 1_024;
  private static final int VERSION_5 = 5;

  /** How tshark reads a connection whose CONNECT it has not seen. */
  private static final int ASSUMED_LEVEL = 4;

  private final MissionTable table;
  private final Counts<MissionNote> notes;
  private final TcpConnection connection;
  private final MqttParser parser = new MqttParser();
  private final MqttPacket packet = new MqttPacket();
  private final Side client;
  private final Side server;
  private int level = ASSUMED_LEVEL;
  private long lastPacket = -1;

  MissionDecoder(
      MissionTable table, Counts<MissionNote> notes, TcpConnection connection, OctetBudget budget) {
    this.table = table;
    this.notes = notes;
    this.connection = connection;
    this.client = new Side(budget, true);
    this.server = new Side(budget, false);
  }

  /** One direction, with tshark's table of topic aliases. */
  private final class Side implements Framer.Sink {
    private final ExchangePath path;
    private final Framer framer;
    private final Map<Integer, String> aliases = new HashMap<>();
    private StreamSegment segment = new StreamSegment();

    Side(OctetBudget budget, boolean clientSends) {
      path = ExchangePath.of(connection, clientSends);
      framer = new Framer(FRAMING, budget, MAX_KEPT);
    }

    void push(StreamSegment arrived) {
      segment = arrived;
      framer.push(arrived, this);
      if (framer.isBroken()) {
        framer.reset();
      }
    }

    @Override
    public void frame(Frame frame) {
      if (segment.packetNumber() == lastPacket) {
        notes.add(MissionNote.NOT_FIRST);
        parser.parse(frame, level, packet);
        learn();
        return;
      }
      lastPacket = segment.packetNumber();
      notes.add(MissionNote.PACKETS);
      parser.parse(frame, level, packet);
      learn();
      if (packet.type() == 0 || packet.qos() == 3 || !path.key().source().isV4()) {
        notes.add(MissionNote.WOULD_CRASH);
        return;
      }
      try {
        look(frame.length());
      } catch (MissionCorrelation.Crash e) {
        notes.add(MissionNote.WOULD_CRASH);
      }
    }

    /** What tshark remembers of every control packet, the first of its segment or not. */
    private void learn() {
      if (packet.type() == MqttType.CONNECT) {
        level = packet.level();
      }
      if (level != VERSION_5 || packet.topicAlias() <= 0 || packet.topic(1).isEmpty()) {
        return;
      }
      if (aliases.size() < MAX_ALIASES || aliases.containsKey(packet.topicAlias())) {
        aliases.put(packet.topicAlias(), packet.topic(MAX_TEXT));
      } else {
        notes.add(MissionNote.ALIAS_REFUSED);
      }
    }

    private void look(long octets) throws MissionCorrelation.Crash {
      String correlation =
          packet.type() == MqttType.PUBLISH
              ? MissionCorrelation.find(payload(), packet.qos() > 0)
              : "";
      String connecting = null;
      if (packet.type() == MqttType.CONNECT) {
        String id = packet.client(MAX_TEXT);
        connecting = id.isEmpty() ? "Client ID: " : id;
      }
      String[] names = table.names(path.key(), connecting);
      MissionTexts texts = new MissionTexts(topic(), correlation, names[0], names[1]);
      MissionFlow fresh = new MissionFlow(path, packet, level, texts);
      table.add(packet, path, fresh, segment.timeNanos(), octets);
      if (packet.type() == MqttType.DISCONNECT) {
        table.disconnected(path.key());
      }
    }

    private byte[] payload() {
      PacketView p = segment.packet();
      byte[] octets = new byte[p.payloadLength()];
      p.buffer().get(p.payloadOffset(), octets);
      return octets;
    }

    private String topic() {
      if (!packet.hasTopic()) {
        return "";
      }
      String topic = packet.topic(MAX_TEXT);
      if (topic.isEmpty() && packet.topicAlias() > 0) {
        topic = aliases.getOrDefault(packet.topicAlias(), "");
      }
      return topic.isEmpty() ? "Topic: " : topic;
    }
  }

  @Override
  public void segment(StreamSegment segment) {
    (segment.fromClient() ? client : server).push(segment);
  }

  @Override
  public void gap(boolean fromClient, long octets) {
    Side side = fromClient ? client : server;
    if (!side.framer.gap(octets, side)) {
      side.framer.reset();
    }
  }

  @Override
  public void end(ExchangeEnd reason) {
    client.framer.reset();
    server.framer.reset();
  }
}
