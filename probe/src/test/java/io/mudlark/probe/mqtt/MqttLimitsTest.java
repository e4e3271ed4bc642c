package io.mudlark.probe.mqtt;

import static io.mudlark.probe.testing.Mqtt.ack;
import static io.mudlark.probe.testing.Mqtt.connack;
import static io.mudlark.probe.testing.Mqtt.connect;
import static io.mudlark.probe.testing.Mqtt.publish;
import static io.mudlark.probe.testing.Mqtt.publish5;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.TcpFlags;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.probe.exchange.ExchangeConfig;
import io.mudlark.probe.tcp.TcpLimits;
import io.mudlark.probe.testing.Conversation;
import io.mudlark.probe.testing.Exchanged;
import io.mudlark.probe.testing.Mqtt;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What broke other MQTT decoders: Suricata's list of hardening, one test each. */
class MqttLimitsTest {
  private static final MqttConfig SMALL =
      new MqttConfig(Set.of(1883), Set.of(), true, 8, 16, 4, 256);

  private final Exchanged point = Exchanged.mqtt(SMALL);
  private final Conversation talk = new Conversation(point, 0, 40_000).open();

  private static byte[] header(int first, long remaining) {
    return Mqtt.join(new byte[] {(byte) first}, Mqtt.varint((int) remaining));
  }

  @Test
  void a_declared_length_of_256_mebibytes_keeps_the_beginning_only() {
    byte[] topic = {0, 1, 't'};
    talk.client(header(0x30, 268_435_455), topic);
    for (int i = 0; i < 100; i++) {
      talk.client(new byte[1_000]);
    }
    assertThat(point.meter().budget().taken()).isLessThanOrEqualTo(256);
    talk.close();
    assertThat(point.flows()).isEmpty();
    assertThat(point.meter().budget().taken()).isZero();
  }

  @Test
  void a_long_message_whose_octets_all_come_is_one_exchange_with_its_length() {
    byte[] whole = publish(0, 0, "t", "x".repeat(100_000));
    for (int at = 0; at < whole.length; at += 1_400) {
      talk.client(Arrays.copyOfRange(whole, at, Math.min(whole.length, at + 1_400)));
    }
    assertThat(point.facets()).extracting(MqttFacet::payloadOctets).containsExactly(100_000L);
    assertThat(point.meter().budget().peak()).isLessThanOrEqualTo(256);
  }

  @Test
  void a_remaining_length_of_five_octets_is_none() {
    talk.client(new byte[] {0x30, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 1});
    assertThat(point.notes()).containsEntry("mqtt-streams-broken", 1L);
    talk.client(publish(0, 0, "after", "x"));
    assertThat(point.facets()).extracting(MqttFacet::topic).containsExactly("after");
  }

  @Test
  void a_subscription_to_thousands_of_topics_costs_one_exchange() {
    Mqtt many = Mqtt.packet(8, 2).u16(1);
    for (int i = 0; i < 20_000; i++) {
      many.text("t").u8(0);
    }
    byte[] whole = many.build();
    for (int at = 0; at < whole.length; at += 1_400) {
      talk.client(Arrays.copyOfRange(whole, at, Math.min(whole.length, at + 1_400)));
    }
    talk.server(ack(9, 1));
    assertThat(point.facets()).extracting(MqttFacet::topic).containsExactly("t");
    assertThat(point.meter().budget().peak()).isLessThanOrEqualTo(256);
  }

  @Test
  void too_many_open_exchanges_of_one_connection_push_the_oldest_out() {
    for (int id = 1; id <= 1_000; id++) {
      talk.client(publish(2, id, "t", "x"));
    }
    assertThat(point.ends()).containsEntry(ExchangeEnd.LACK_OF_RESOURCES, 992);
    assertThat(point.notes()).containsEntry("mqtt-exchanges-over-limit", 992L);
    assertThat(point.meter().table().size()).isEqualTo(8);
  }

  @Test
  void long_texts_are_cut_and_counted() {
    talk.client(connect(4, "c".repeat(100))).server(connack(4, 0));
    talk.client(publish(0, 0, "t".repeat(100), "x"));
    assertThat(point.facets().get(1).topic()).isEqualTo("t".repeat(16));
    assertThat(point.facets().get(1).sourceClient()).isEqualTo("c".repeat(16));
    assertThat(point.notes()).containsEntry("mqtt-texts-cut", 2L);
  }

  @Test
  void more_aliases_than_the_limit_are_not_remembered() {
    talk.client(connect(5, "c"));
    for (int alias = 0; alias < 10; alias++) {
      talk.client(publish5(0, 0, "t" + alias, Mqtt.alias(alias)));
    }
    assertThat(point.notes()).containsEntry("mqtt-aliases-refused", 6L);
    talk.client(publish5(0, 0, "", Mqtt.alias(4))).client(publish5(0, 0, "", Mqtt.alias(9)));
    assertThat(point.facets().get(10).topic()).isEqualTo("t4");
    assertThat(point.facets().get(11).topic()).isEmpty();
  }

  @Test
  void topics_of_aliases_take_room_that_all_share_until_they_go() {
    int room = 1_000;
    ExchangeConfig d = ExchangeConfig.DEFAULT;
    TcpLimits few = new TcpLimits(100, 1_000, room, Duration.ofSeconds(3), Duration.ofHours(1));
    Exchanged small =
        Exchanged.with(
            new ExchangeConfig(d.idleTimeout(), d.activeTimeout(), 50, false, few),
            m -> m.add(new MqttProtocol(m, MqttConfig.DEFAULT)));
    Conversation talker = new Conversation(small, 0, 40_000).open().client(connect(5, "c"));
    for (int alias = 1; alias <= 5; alias++) {
      talker.client(publish5(0, 0, "t".repeat(204), Mqtt.alias(alias)));
    }
    assertThat(small.notes()).containsEntry("mqtt-aliases-refused", 2L);
    assertThat(small.meter().budget().taken()).isEqualTo(900);
    // a longer topic has no room, and the alias does not stand for the old one any more
    talker.client(publish5(0, 0, "u".repeat(500), Mqtt.alias(1)));
    talker.client(publish5(0, 0, "", Mqtt.alias(1)));
    assertThat(small.notes())
        .containsEntry("mqtt-aliases-refused", 3L)
        .containsEntry("mqtt-aliases-unknown", 1L);
    small.flush();
    assertThat(small.meter().budget().taken()).isZero();
  }

  @Test
  void broken_packets_are_counted_and_those_after_them_read() {
    byte[][] broken = {
      {0x00, 0x00},
      {0x36, 5, 0, 1, 't', 0, 1},
      {0x32, 5, 0, 1, 't', 0, 0},
      {0x30, 2, 0, 9},
      {0x40, 1, 0},
      {0x40, 2, 0, 0},
      {(byte) 0x82, 2, 0, 1},
      {0x10, 12, 0, 4, 'M', 'Q', 'T', 'T', 9, 2, 0, 60, 0, 0},
    };
    for (byte[] packet : broken) {
      talk.client(packet, publish(0, 0, "t", "x"));
    }
    assertThat(point.facets()).hasSize(broken.length);
    assertThat(point.notes()).containsEntry("mqtt-packets-malformed", (long) broken.length);
  }

  @Test
  void properties_that_break_the_table_are_malformed() {
    talk.client(connect(5, "c"));
    byte[][] properties = {
      {99},
      {1},
      {17, 0, 0, 0, 1},
      {9, 0, 0, 9, 0, 0},
      {9, 0, 9},
      {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF},
    };
    for (byte[] each : properties) {
      talk.client(publish5(0, 0, "t", each));
    }
    assertThat(point.notes()).containsEntry("mqtt-packets-malformed", (long) properties.length);
    talk.client(publish5(0, 0, "t", (byte) 11, (byte) 1, (byte) 11, (byte) 2));
    assertThat(point.facets()).hasSize(1);
  }

  @Test
  void packets_against_the_standard_are_read_and_noted() {
    talk.client(Mqtt.packet(3, 8).text("t").build(), Mqtt.packet(12, 3).build());
    assertThat(point.notes()).containsEntry("mqtt-packets-against-the-standard", 2L);
    assertThat(point.facets()).hasSize(1);
  }

  @Test
  void a_capture_cut_by_its_snapshot_length_goes_on_after_the_hole() {
    byte[] whole = talk.frame(true, 0x10, talk.clientNext(), publish(0, 0, "t", "x".repeat(200)));
    point.cut(talk.nanos(), whole, 80);
    talk.lost(true, publish(0, 0, "t", "x".repeat(200)).length);
    talk.client(publish(0, 0, "next", "y"));
    assertThat(point.facets()).extracting(MqttFacet::topic).containsExactly("t", "next");
    assertThat(point.facets().get(0).payloadOctets()).isEqualTo(200);
  }

  @Test
  void a_server_that_accepts_nobody_again_and_again_names_nobody() {
    for (int i = 0; i < 50; i++) {
      byte[] assigned = {18, 0, 2, 'a', (byte) ('A' + i)};
      talk.server(Mqtt.packet(2, 0).u8(0).u8(0).properties(assigned).build());
    }
    talk.client(publish(0, 0, "t", "x"));
    assertThat(point.facets().get(0).sourceClient()).isEmpty();
    assertThat(point.notes()).containsEntry("mqtt-answers-unasked", 50L);
  }

  @Test
  void a_flood_of_connections_keeps_to_the_limit() {
    ExchangeConfig d = ExchangeConfig.DEFAULT;
    TcpLimits few = new TcpLimits(50, 1_000, 10_000, Duration.ofSeconds(3), Duration.ofHours(1));
    Exchanged small =
        Exchanged.with(
            new ExchangeConfig(d.idleTimeout(), d.activeTimeout(), d.maxExchanges(), false, few),
            m -> m.add(new MqttProtocol(m, SMALL)));
    for (int i = 0; i < 500; i++) {
      new Conversation(small, i, 10_000 + i).open().client(publish(2, 1, "t", "x"));
    }
    assertThat(small.notes()).containsEntry("tcp-connections-evicted", 450L);
    assertThat(small.ends()).containsEntry(ExchangeEnd.LACK_OF_RESOURCES, 450);
  }

  @Test
  void connections_and_packets_that_are_only_half_there_keep_to_the_limits_and_are_told() {
    int room = 10_000;
    ExchangeConfig d = ExchangeConfig.DEFAULT;
    TcpLimits few = new TcpLimits(100, 1_000, room, Duration.ofSeconds(3), Duration.ofHours(1));
    Exchanged small =
        Exchanged.with(
            new ExchangeConfig(d.idleTimeout(), d.activeTimeout(), 50, false, few),
            m -> m.add(new MqttProtocol(m, MqttConfig.DEFAULT)));
    byte[] half = Arrays.copyOf(publish(1, 1, "t", "x".repeat(5_000)), 400);
    for (int i = 0; i < 400; i++) {
      int port = 10_000 + i;
      // a SYN and nothing more; an exchange nobody answers, and half of another
      new Conversation(small, i, port).show(true, TcpFlags.SYN, 1);
      new Conversation(small, i, port + 1_000).open().client(publish(1, 1, "t", "x"), half);
      assertThat(small.meter().table().size()).isLessThanOrEqualTo(50);
      assertThat(small.meter().budget().taken()).isLessThanOrEqualTo(room);
    }
    assertThat(small.notes())
        .containsEntry("tcp-connections-evicted", 700L)
        .containsKey("tcp-buffer-refusals");
    small.flush();
    assertThat(small.flows()).hasSize(400);
    assertThat(small.ends())
        .containsOnlyKeys(ExchangeEnd.LACK_OF_RESOURCES, ExchangeEnd.OBSERVATION_END);
    assertThat(small.meter().table().size()).isZero();
    assertThat(small.meter().budget().taken()).isZero();
  }
}
