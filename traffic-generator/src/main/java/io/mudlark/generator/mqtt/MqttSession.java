package io.mudlark.generator.mqtt;

import io.mudlark.generator.conversation.TcpChannel;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.packet.Payload;
import io.mudlark.generator.timeline.Chance;
import io.mudlark.generator.timeline.Event;
import java.util.ArrayList;
import java.util.List;

/** One client's connection to the broker, with both sides' packet ids and acknowledgements. */
public final class MqttSession {
  /** Takes a message that the broker has delivered. */
  @FunctionalInterface
  public interface Received {
    void message(long nowNanos, MqttMessage message);
  }

  private static final long MILLI = 1_000_000L;

  private final Habitat habitat;
  private final MqttBroker broker;
  private final TcpChannel channel;
  private final Chance chance;
  private final MqttBroker.Client client;
  private final Received received;
  private final List<String> subscriptions = new ArrayList<>();
  private int clientPacketId;
  private int brokerPacketId;

  MqttSession(
      Habitat habitat,
      MqttBroker broker,
      TcpChannel channel,
      Chance chance,
      MqttBroker.Client client,
      Received received) {
    this.habitat = habitat;
    this.broker = broker;
    this.channel = channel;
    this.chance = chance;
    this.client = client;
    this.received = received;
  }

  public String clientId() {
    return client.id();
  }

  boolean wants(String topic) {
    return subscriptions.contains(topic);
  }

  /** The client asks for the messages of one topic. */
  public void subscribe(long now, String topic) {
    int id = nextClientPacketId();
    channel.say(now, true, MqttPacket.subscribe(client.version(), id, topic));
    later(now, 1, at -> channel.say(at, false, MqttPacket.suback(client.version(), id)));
    subscriptions.add(topic);
  }

  /** The client pings, the broker answers. */
  public void ping(long now) {
    channel.say(now, true, MqttPacket.pingRequest());
    later(now, 1, at -> channel.say(at, false, MqttPacket.pingResponse()));
  }

  /** The client says good-bye and closes. */
  public void disconnect(long now) {
    broker.left(this);
    channel.close(channel.say(now, true, MqttPacket.disconnect()));
  }

  /** The client publishes; the broker delivers as soon as it owns the message. */
  public void publish(long now, MqttMessage message) {
    int id = message.qos() == 0 ? 0 : nextClientPacketId();
    handOver(now, true, message, id, at -> broker.deliver(at, this, message));
  }

  /** The broker delivers; the client acts on it once it owns the message. */
  void deliver(long now, MqttMessage message) {
    brokerPacketId = brokerPacketId % 65_535 + 1;
    handOver(now, false, message, brokerPacketId, at -> received.message(at, message));
  }

  /** The exchange of one message at its QoS (4.3): one, two or four packets. */
  private void handOver(long now, boolean fromClient, MqttMessage message, int id, Event owned) {
    channel.say(now, fromClient, MqttPacket.publish(client.version(), message, id, false));
    if (message.qos() == 0) {
      later(now, 1, owned);
      return;
    }
    if (message.qos() == 1) {
      later(
          now,
          1,
          at -> {
            answer(at, fromClient, MqttPacket.PUBACK, id);
            owned.happen(at);
          });
      return;
    }
    later(now, 1, at -> answer(at, fromClient, MqttPacket.PUBREC, id));
    later(now, 3, at -> answer(at, !fromClient, MqttPacket.PUBREL, id));
    later(
        now,
        5,
        at -> {
          answer(at, fromClient, MqttPacket.PUBCOMP, id);
          owned.happen(at);
        });
  }

  private void answer(long now, boolean publisherIsClient, int type, int id) {
    Payload packet = MqttPacket.acknowledge(type, id);
    channel.say(now, !publisherIsClient, packet);
  }

  private void later(long now, int millis, Event event) {
    habitat.timeline().at(now + chance.around(millis * MILLI, 10), event);
  }

  private int nextClientPacketId() {
    clientPacketId = clientPacketId % 65_535 + 1;
    return clientPacketId;
  }
}
