package io.mudlark.probe.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.application.MqttFacet;
import io.mudlark.probe.exchange.ExchangeConfig;
import io.mudlark.probe.mqtt.MqttConfig;
import io.mudlark.probe.mqtt.MqttProtocol;
import io.mudlark.probe.testing.Conversation;
import io.mudlark.probe.testing.Exchanged;
import io.mudlark.probe.testing.Mqtt;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who is forgotten when there are too many connections. */
class ConnectionLimitTest {
  private static final TcpLimits TEN =
      new TcpLimits(10, 1 << 18, 1 << 26, Duration.ofSeconds(3), Duration.ofHours(1));
  private static final ExchangeConfig CONFIG =
      new ExchangeConfig(Duration.ofSeconds(60), Duration.ofSeconds(300), 100, false, TEN);

  private final Exchanged point =
      Exchanged.with(CONFIG, m -> m.add(new MqttProtocol(m, MqttConfig.DEFAULT)));
  private final Conversation silent = new Conversation(point, 0, 40_000).open();

  @Test
  void closed_connections_give_way_before_silent_ones_do() {
    silent.client(Mqtt.connect(4, "dev")).server(Mqtt.connack(4, 0));
    for (int port = 50_000; port < 50_100; port++) {
      new Conversation(point, silent.nanos(), port).open().close();
    }
    silent.later(1_000 * Conversation.MILLI).client(Mqtt.publish(0, 0, "a", "x"));
    assertThat(point.facets()).last().extracting(MqttFacet::sourceClient).isEqualTo("dev");
    assertThat(point.notes()).doesNotContainKey("tcp-connections-evicted");
  }

  @Test
  void of_open_ones_the_one_silent_for_longest_gives_way() {
    for (int port = 50_000; port < 50_020; port++) {
      new Conversation(point, silent.nanos(), port).open();
    }
    assertThat(point.notes()).containsEntry("tcp-connections-evicted", 11L);
  }
}
