package io.mudlark.generator.attack;

import io.mudlark.generator.conversation.Turn;
import io.mudlark.generator.mqtt.MqttBroker;
import io.mudlark.generator.mqtt.MqttPacket;
import io.mudlark.generator.network.Station;
import io.mudlark.generator.truth.Flow;
import java.util.List;

/**
 * A compromised device that keeps its broker busy with new connections under ever new client ids,
 * each left at once.
 *
 * @param connectionsPerSecond how fast
 */
public record MqttConnectFlood(int connectionsPerSecond) implements Attack {
  private static final long MILLI = 1_000_000L;

  @Override
  public String type() {
    return "mqtt-connect-flood";
  }

  @Override
  public void launch(Engagement engagement) {
    Station broker = MqttBroker.of(engagement.habitat().site()).station();
    engagement.repeat(
        1_000 * MILLI / connectionsPerSecond,
        30,
        now -> {
          String id = "x" + Integer.toHexString(engagement.chance().nextInt());
          Flow flow = engagement.tcpFromDevice(broker.end4(), MqttBroker.PORT);
          engagement.converse(
              now,
              flow,
              List.of(
                  Turn.client(MqttPacket.connect(id, 60), MILLI / 10),
                  Turn.server(MqttPacket.connack(0), MILLI / 2),
                  Turn.client(MqttPacket.disconnect(), MILLI / 10)));
        });
  }
}
