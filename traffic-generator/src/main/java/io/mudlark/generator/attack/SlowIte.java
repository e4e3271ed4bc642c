package io.mudlark.generator.attack;

import io.mudlark.generator.conversation.TcpChannel;
import io.mudlark.generator.mqtt.MqttBroker;
import io.mudlark.generator.mqtt.MqttPacket;
import io.mudlark.generator.network.Station;
import io.mudlark.generator.truth.Flow;

/**
 * A compromised device that occupies its broker's connections: each is opened with the longest keep
 * alive there is, and then nothing more is said (Vaccari, Aiello, Cambiaso, "SlowITe", Sensors
 * 20(10), 2020).
 *
 * @param connections how many are taken, spread evenly over the attack
 */
public record SlowIte(int connections) implements Attack {
  private static final long MILLI = 1_000_000L;
  private static final int LONGEST_KEEP_ALIVE = 65_535;

  public SlowIte {
    if (connections < 1 || connections > 65_535) {
      throw new IllegalArgumentException("connections are 1 to 65535, not " + connections);
    }
  }

  @Override
  public String type() {
    return "slowite";
  }

  @Override
  public void launch(Engagement engagement) {
    Station broker = MqttBroker.of(engagement.habitat().site()).station();
    long step = (engagement.endNanos() - engagement.startNanos()) / connections;
    for (int i = 0; i < connections; i++) {
      String id = "slow-" + i;
      engagement.at(engagement.startNanos() + i * step, now -> occupy(engagement, now, broker, id));
    }
  }

  private static void occupy(Engagement engagement, long now, Station broker, String id) {
    Flow flow = engagement.tcpFromDevice(broker.end4(), MqttBroker.PORT);
    TcpChannel channel = new TcpChannel(engagement.habitat(), flow, engagement.chance());
    channel.open(
        now,
        opened -> {
          channel.say(opened, true, MqttPacket.connect(id, LONGEST_KEEP_ALIVE));
          engagement.at(opened + MILLI, then -> channel.say(then, false, MqttPacket.connack(0)));
        });
  }
}
