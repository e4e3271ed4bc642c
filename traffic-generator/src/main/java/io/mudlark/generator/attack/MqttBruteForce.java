package io.mudlark.generator.attack;

import io.mudlark.generator.conversation.Turn;
import io.mudlark.generator.mqtt.MqttBroker;
import io.mudlark.generator.mqtt.MqttPacket;
import io.mudlark.generator.network.Station;
import io.mudlark.generator.truth.Flow;
import java.util.List;

/**
 * A compromised device that tries passwords on its broker, one connection a try, and is told each
 * time that they are wrong (MQTT 5.0, reason code 0x86).
 *
 * @param triesPerSecond how fast
 */
public record MqttBruteForce(int triesPerSecond) implements Attack {
  private static final long MILLI = 1_000_000L;
  private static final int BAD_USER_NAME_OR_PASSWORD = 0x86;

  @Override
  public String type() {
    return "mqtt-brute-force";
  }

  @Override
  public void launch(Engagement engagement) {
    Station broker = MqttBroker.of(engagement.habitat().site()).station();
    engagement.repeat(
        1_000 * MILLI / triesPerSecond,
        20,
        now -> {
          String password = Integer.toString(engagement.chance().below(1_000_000));
          Flow flow = engagement.tcpFromDevice(broker.end4(), MqttBroker.PORT);
          engagement.converse(
              now,
              flow,
              List.of(
                  Turn.client(MqttPacket.connect("client", "admin", password), MILLI / 10),
                  Turn.server(MqttPacket.connack(BAD_USER_NAME_OR_PASSWORD), 2 * MILLI)));
        });
  }
}
