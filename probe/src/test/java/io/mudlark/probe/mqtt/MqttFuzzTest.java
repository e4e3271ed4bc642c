package io.mudlark.probe.mqtt;

import static io.mudlark.probe.testing.Mqtt.ack;
import static io.mudlark.probe.testing.Mqtt.connack;
import static io.mudlark.probe.testing.Mqtt.connect;
import static io.mudlark.probe.testing.Mqtt.correlation;
import static io.mudlark.probe.testing.Mqtt.empty;
import static io.mudlark.probe.testing.Mqtt.publish;
import static io.mudlark.probe.testing.Mqtt.publish5;
import static io.mudlark.probe.testing.Mqtt.suback;
import static io.mudlark.probe.testing.Mqtt.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.probe.exchange.ExchangeConfig;
import io.mudlark.probe.mission.MissionProtocol;
import io.mudlark.probe.mission.MissionWire;
import io.mudlark.probe.tcp.Frame;
import io.mudlark.probe.testing.Conversation;
import io.mudlark.probe.testing.Exchanged;
import io.mudlark.probe.testing.FuzzTime;
import io.mudlark.probe.testing.Mqtt;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Damaged MQTT: nothing escapes, nothing is read beyond its end, nothing stays behind. */
@Execution(ExecutionMode.CONCURRENT)
class MqttFuzzTest {
  private static final List<byte[]> SEEDS =
      List.of(
          connect(3, "a"),
          connect(4, "b"),
          connect(5, "c"),
          connack(4, 0),
          connack(5, 0),
          publish(0, 0, "t/0", "payload"),
          publish(2, 7, "t/2", "payload"),
          publish5(1, 9, "t/5", correlation("case-1")),
          publish5(0, 0, "t/6", Mqtt.join(Mqtt.alias(1), correlation("x"), new byte[] {1, 1})),
          ack(4, 9),
          ack(5, 7, 0x80),
          ack(6, 7),
          ack(7, 7),
          subscribe(3, "a/#"),
          suback(3, 0, 0x80),
          Mqtt.packet(10, 2).u16(4).text("a/#").build(),
          ack(11, 4),
          empty(12),
          empty(13),
          empty(14));

  private final MqttParser parser = new MqttParser();
  private final MqttPacket packet = new MqttPacket();
  private final Frame frame = new Frame();

  @Test
  void the_parser_survives_any_octets() {
    long tried =
        FuzzTime.run(
            1,
            random -> {
              byte[] octets = FuzzTime.damage(SEEDS.get(random.nextInt(SEEDS.size())), random);
              long claimed = octets.length + (random.nextInt(4) == 0 ? random.nextInt(100) : 0L);
              frame.show(ByteBuffer.wrap(octets), 0, octets.length, claimed);
              parser.parse(frame, random.nextInt(4) == 0 ? 0 : 3 + random.nextInt(3), packet);
              assertThat(packet.topic(100).length()).isLessThanOrEqualTo(octets.length);
              assertThat(packet.client(100).length()).isLessThanOrEqualTo(octets.length);
              assertThat(packet.correlation(100).length).isLessThanOrEqualTo(octets.length);
            });
    assertThat(tried).isGreaterThan(0);
  }

  @Test
  void damaged_conversations_leave_nothing_behind() {
    MissionWire wire = new MissionWire(false);
    FuzzTime.run(
        2,
        random -> {
          Exchanged point =
              random.nextBoolean()
                  ? Exchanged.mqtt()
                  : Exchanged.with(
                      ExchangeConfig.DEFAULT, m -> m.add(new MissionProtocol(m, Set.of(1883))));
          converse(new Conversation(point, 0, 40_000), random);
          point.flush();
          assertThat(point.meter().table().size()).isZero();
          assertThat(point.meter().budget().taken()).isZero();
          point.flows().stream()
              .filter(MissionWire::accepts)
              .forEach(flow -> assertThat(wire.encode(flow, 0)).hasSize(MissionWire.OCTETS));
        });
  }

  private static void converse(Conversation talk, Random random) {
    if (random.nextInt(4) > 0) {
      talk.open();
    }
    for (int i = random.nextInt(12); i >= 0; i--) {
      byte[] octets = SEEDS.get(random.nextInt(SEEDS.size()));
      if (random.nextInt(3) == 0) {
        octets = FuzzTime.damage(octets, random);
      }
      if (random.nextBoolean()) {
        talk.client(octets);
      } else {
        talk.server(octets);
      }
      if (random.nextInt(8) == 0) {
        talk.lost(random.nextBoolean(), random.nextInt(20));
      }
      if (random.nextInt(20) == 0) {
        talk.later(random.nextInt(100_000) * Conversation.MILLI);
      }
    }
  }
}
