package io.mudlark.generator.mqtt;

import io.mudlark.generator.conversation.TcpChannel;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.SiteNetwork;
import io.mudlark.generator.network.Station;
import io.mudlark.generator.packet.Payload;
import io.mudlark.generator.timeline.Chance;
import io.mudlark.generator.timeline.Event;
import io.mudlark.generator.truth.Episode;
import io.mudlark.generator.truth.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An MQTT broker of a site: lets clients in and passes messages on to who subscribed. */
public final class MqttBroker {
  public static final int PORT = 1883;

  /** The class of RFC 8520's controller that stands for it. */
  public static final String CONTROLLER = "urn:fieldlark:controller:mqtt-broker";

  private static final long MILLI = 1_000_000L;
  private static final int KEEP_ALIVE_SECONDS = 60;

  private final Habitat habitat;
  private final Station station;
  private final Chance chance;
  private final List<MqttSession> sessions = new ArrayList<>();

  public MqttBroker(Habitat habitat, Station station, Chance chance) {
    this.habitat = habitat;
    this.station = station;
    this.chance = chance;
  }

  /** Where it runs. */
  public Station station() {
    return station;
  }

  /** The broker of a site, which must have one. */
  public static MqttBroker of(SiteNetwork site) {
    return site.offered(MqttBroker.class)
        .orElseThrow(() -> new IllegalArgumentException(site.name() + " has no MQTT broker"));
  }

  /**
   * Lets a client in, which keeps its connection alive from then on.
   *
   * @param client the client's name and where it sits
   * @param received takes what it subscribed to
   * @param then happens when it is connected
   */
  public void connect(
      long now, Client client, MqttSession.Received received, BiConsumer<Long, MqttSession> then) {
    Flow flow =
        habitat
            .wire()
            .tcp(
                client.station().end4(),
                client.station().nextPort(),
                station.end4(),
                PORT,
                client.episode());
    TcpChannel channel = new TcpChannel(habitat, flow, chance);
    MqttSession session = new MqttSession(habitat, this, channel, chance, client, received);
    Payload hello = MqttPacket.connect(client.version(), client.id(), KEEP_ALIVE_SECONDS);
    channel.open(
        now,
        opened -> {
          channel.say(opened + MILLI, true, hello);
          later(opened, 3, at -> channel.say(at, false, MqttPacket.connack(client.version(), 0)));
          later(
              opened,
              8,
              at -> {
                sessions.add(session);
                keepAlive(at, session);
                then.accept(at, session);
              });
        });
  }

  /**
   * A client of the broker.
   *
   * @param station where it sits
   * @param id its client id
   * @param episode what its flows belong to, null when benign
   * @param version which MQTT it speaks
   */
  public record Client(Station station, String id, @Nullable Episode episode, MqttVersion version) {
    /** One that speaks MQTT 5. */
    public Client(Station station, String id, @Nullable Episode episode) {
      this(station, id, episode, MqttVersion.V5);
    }
  }

  private void keepAlive(long now, MqttSession session) {
    long next = now + chance.around(KEEP_ALIVE_SECONDS * 1_000 * MILLI / 2, 10);
    habitat
        .timeline()
        .at(
            next,
            at -> {
              if (sessions.contains(session)) {
                session.ping(at);
                keepAlive(at, session);
              }
            });
  }

  /** Forgets a session that has said good-bye. */
  void left(MqttSession session) {
    sessions.remove(session);
  }

  /** Passes a message on to all other sessions that subscribed to its topic. */
  void deliver(long now, MqttSession from, MqttMessage message) {
    for (MqttSession session : sessions) {
      if (session != from && session.wants(message.topic())) {
        later(now, 1, at -> session.deliver(at, message));
      }
    }
  }

  private void later(long now, int millis, Event event) {
    habitat.timeline().at(now + chance.around(millis * MILLI, 10), event);
  }
}
