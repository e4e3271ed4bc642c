package io.mudlark.probe.mqtt;

import static io.mudlark.probe.testing.Mqtt.ack;
import static io.mudlark.probe.testing.Mqtt.connack;
import static io.mudlark.probe.testing.Mqtt.connect;
import static io.mudlark.probe.testing.Mqtt.correlation;
import static io.mudlark.probe.testing.Mqtt.empty;
import static io.mudlark.probe.testing.Mqtt.publish;
import static io.mudlark.probe.testing.Mqtt.publish5;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.ExchangeFacts;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.probe.exchange.ExchangeConfig;
import io.mudlark.probe.testing.Conversation;
import io.mudlark.probe.testing.Exchanged;
import io.mudlark.probe.testing.Mqtt;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MqttExchangesTest {
  private static final long MILLI = Conversation.MILLI;

  private final Exchanged point = Exchanged.mqtt();

  private Conversation connected(int level, String client, int port) {
    return new Conversation(point, 0, port)
        .open()
        .client(connect(level, client))
        .server(connack(level, 0));
  }

  private MqttFacet last() {
    List<MqttFacet> facets = point.facets();
    return facets.get(facets.size() - 1);
  }

  @Test
  void a_connect_and_its_answer_are_one_exchange() {
    connected(4, "plug", 40_000);
    FlowRecord flow = point.flows().get(0);
    assertThat(last().control().type()).isEqualTo(1);
    assertThat(last().control().protocolLevel()).isEqualTo(4);
    assertThat(last().control().reasonCode()).isZero();
    assertThat(last().sourceClient()).isEqualTo("plug");
    assertThat(last().destinationClient()).isEmpty();
    assertThat(last().exchange())
        .isEqualTo(new ExchangeFacts(ExchangeEnd.COMPLETE, false, false, MILLI));
    assertThat(flow.forward().octets()).isEqualTo(connect(4, "plug").length);
    assertThat(flow.reverse().octets()).isEqualTo(4);
    assertThat(flow.initiation()).isEqualTo(Initiation.SYN);
  }

  @Test
  void mqtt_3_1_names_itself_otherwise() {
    connected(3, "old", 40_000);
    assertThat(last().control().protocolLevel()).isEqualTo(3);
    assertThat(point.notes()).doesNotContainKey("mqtt-packets-against-the-standard");
  }

  @Test
  void qos_2_takes_four_packets() {
    Conversation talk = connected(5, "c", 40_000);
    talk.client(publish5(2, 7, "t", correlation("case-1"))).server(ack(5, 7));
    talk.client(ack(6, 7));
    assertThat(point.flows()).hasSize(1);
    talk.server(ack(7, 7));
    FlowRecord flow = point.flows().get(1);
    assertThat(last().control().qos()).isEqualTo(2);
    assertThat(last().control().packetId()).isEqualTo(7);
    assertThat(last().correlation()).isEqualTo("case-1");
    assertThat(last().payloadOctets()).isEqualTo(1);
    assertThat(flow.forward().packets()).isEqualTo(2);
    assertThat(flow.reverse().packets()).isEqualTo(2);
    assertThat(last().exchange().roundTripNanos()).isEqualTo(MILLI);
    assertThat(flow.endNanos() - flow.startNanos()).isEqualTo(3 * MILLI);
  }

  @Test
  void what_the_broker_sends_names_the_subscriber_as_the_receiver() {
    connected(4, "lamp", 40_000).server(publish(1, 3, "t", "on")).client(ack(4, 3));
    assertThat(last().sourceClient()).isEmpty();
    assertThat(last().destinationClient()).isEqualTo("lamp");
    FlowRecord flow = point.flows().get(1);
    assertThat(flow.key().sourcePort()).isEqualTo(1883);
    assertThat(flow.initiation()).isEqualTo(Initiation.UNKNOWN);
  }

  @Test
  void a_refused_connection_is_an_answer_with_its_code() {
    new Conversation(point, 0, 40_000).open().client(connect(4, "c")).server(connack(4, 5));
    assertThat(last().exchange().end()).isEqualTo(ExchangeEnd.REFUSED);
    assertThat(last().control().reasonCode()).isEqualTo(5);
  }

  @Test
  void a_refusal_ends_qos_1_and_2_and_subscriptions() {
    Conversation talk = connected(5, "c", 40_000);
    talk.client(publish5(1, 1, "t")).server(ack(4, 1, 0x87));
    assertThat(last().exchange().end()).isEqualTo(ExchangeEnd.REFUSED);
    talk.client(publish5(2, 2, "t")).server(ack(5, 2, 0x97));
    assertThat(last().exchange().end()).isEqualTo(ExchangeEnd.REFUSED);
    assertThat(last().control().reasonCode()).isEqualTo(0x97);
    talk.client(Mqtt.packet(8, 2).u16(3).properties().text("a/#").u8(1).build());
    talk.server(Mqtt.packet(9, 0).u16(3).properties().u8(0x87).build());
    assertThat(last().exchange().end()).isEqualTo(ExchangeEnd.REFUSED);
    assertThat(last().topic()).isEqualTo("a/#");
  }

  @Test
  void a_positive_reason_below_0x80_is_no_refusal() {
    connected(5, "c", 40_000).client(publish5(1, 1, "t")).server(ack(4, 1, 0x10));
    assertThat(last().exchange().end()).isEqualTo(ExchangeEnd.COMPLETE);
    assertThat(last().control().reasonCode()).isEqualTo(0x10);
  }

  @Test
  void another_message_with_the_same_identifier_replaces_the_first() {
    Conversation talk = connected(4, "c", 40_000);
    talk.client(publish(1, 1, "first", "x")).client(publish(1, 1, "second", "y"));
    assertThat(last().topic()).isEqualTo("first");
    assertThat(last().exchange().end()).isEqualTo(ExchangeEnd.REPLACED);
    talk.server(ack(4, 1));
    assertThat(last().topic()).isEqualTo("second");
  }

  @Test
  void both_directions_may_use_the_same_identifier_at_once() {
    Conversation talk = connected(4, "c", 40_000);
    talk.client(publish(1, 1, "up", "x")).server(publish(1, 1, "down", "y"));
    talk.server(ack(4, 1));
    assertThat(last().topic()).isEqualTo("up");
    talk.client(ack(4, 1));
    assertThat(last().topic()).isEqualTo("down");
  }

  @Test
  void exchanges_open_when_the_connection_ends_are_emitted() {
    connected(4, "c", 40_000).client(publish(2, 1, "t", "x")).close();
    assertThat(last().exchange().end()).isEqualTo(ExchangeEnd.CONNECTION_CLOSED);
    assertThat(last().exchange().roundTripNanos()).isEqualTo(ExchangeFacts.UNKNOWN);
  }

  @Test
  void a_second_connection_of_the_same_client_takes_over() {
    Conversation first = connected(4, "twin", 40_000);
    first.client(publish(2, 1, "t", "x"));
    connected(4, "twin", 40_001);
    assertThat(point.notes()).containsEntry("mqtt-connections-taken-over", 1L);
    assertThat(point.ends()).containsEntry(ExchangeEnd.CONNECTION_CLOSED, 1);
  }

  @Test
  void a_refused_second_connection_takes_nothing_over() {
    connected(4, "twin", 40_000).client(publish(2, 1, "t", "x"));
    new Conversation(point, 0, 40_001).open().client(connect(4, "twin")).server(connack(4, 5));
    assertThat(point.notes()).doesNotContainKey("mqtt-connections-taken-over");
  }

  @Test
  void the_broker_may_assign_the_client_identifier() {
    byte[] assigned = {18, 0, 4, 'a', 'u', 't', 'o'};
    new Conversation(point, 0, 40_000)
        .open()
        .client(connect(5, ""))
        .server(Mqtt.packet(2, 0).u8(0).u8(0).properties(assigned).build());
    assertThat(last().sourceClient()).isEqualTo("auto");
  }

  @Test
  void a_will_is_passed_over_with_its_properties() {
    byte[] will =
        Mqtt.packet(1, 0)
            .text("MQTT")
            .u8(5)
            .u8(0xEE)
            .u16(60)
            .properties()
            .text("c")
            .properties(correlation("not-mine"))
            .text("last/words")
            .text("gone")
            .text("user")
            .text("secret")
            .build();
    new Conversation(point, 0, 40_000).open().client(will).server(connack(5, 0));
    assertThat(last().sourceClient()).isEqualTo("c");
    assertThat(last().topic()).isEmpty();
    assertThat(last().correlation()).isEmpty();
    assertThat(point.notes()).doesNotContainKey("mqtt-packets-against-the-standard");
  }

  @Test
  void a_second_connect_begins_anew() {
    Conversation talk = connected(5, "one", 40_000);
    talk.client(publish5(0, 0, "t", Mqtt.alias(1))).client(publish5(1, 4, "t"));
    talk.client(connect(5, "two")).server(connack(5, 0)).client(publish5(0, 0, "", Mqtt.alias(1)));
    assertThat(last().sourceClient()).isEqualTo("two");
    assertThat(last().topic()).isEmpty();
    assertThat(point.notes())
        .containsEntry("mqtt-second-connects", 1L)
        .containsEntry("mqtt-aliases-unknown", 1L);
    assertThat(point.ends()).containsEntry(ExchangeEnd.CONNECTION_CLOSED, 1);
  }

  @Test
  void in_the_middle_of_a_stream_what_is_not_known_says_so() {
    Conversation talk = new Conversation(point, 0, 40_000);
    talk.client(publish(1, 1, "t", "x")).server(ack(4, 1));
    assertThat(last().exchange().midStream()).isTrue();
    assertThat(last().control().protocolLevel()).isZero();
    assertThat(last().topic()).isEqualTo("t");
    assertThat(point.flows().get(0).initiation()).isEqualTo(Initiation.UNKNOWN);
  }

  @Test
  void in_the_middle_of_a_stream_properties_are_believed_when_they_parse() {
    new Conversation(point, 0, 40_000).client(publish5(0, 0, "t", correlation("case")));
    assertThat(last().correlation()).isEqualTo("case");
    assertThat(last().exchange().midStream()).isTrue();
  }

  @Test
  void in_the_middle_of_a_packet_nothing_is_invented() {
    byte[] packet = publish(0, 0, "t", "x".repeat(50));
    Conversation talk = new Conversation(point, 0, 40_000);
    talk.client(Arrays.copyOfRange(packet, 20, packet.length));
    talk.client(publish(0, 0, "next", "y"));
    assertThat(point.facets()).extracting(MqttFacet::topic).containsExactly("next");
    assertThat(point.notes()).containsEntry("mqtt-segments-unsynchronized", 1L);
  }

  @Test
  void a_client_that_does_not_begin_with_connect_is_noted() {
    new Conversation(point, 0, 40_000).open().client(publish(0, 0, "t", "x"));
    assertThat(point.notes()).containsEntry("mqtt-packets-without-connect", 1L);
  }

  @Test
  void an_exchange_without_an_answer_is_given_up_when_idle() {
    Conversation talk = connected(4, "c", 40_000).client(publish(1, 1, "t", "x"));
    talk.later(61_000 * MILLI).client(empty(12));
    assertThat(last().exchange().end()).isEqualTo(ExchangeEnd.IDLE_TIMEOUT);
    assertThat(last().topic()).isEqualTo("t");
    talk.server(ack(4, 1));
    assertThat(point.notes()).containsEntry("mqtt-answers-unasked", 1L);
  }

  @Test
  void an_exchange_that_is_kept_alive_ends_with_the_active_timeout() {
    Conversation talk = connected(4, "c", 40_000).client(publish(1, 1, "t", "x"));
    for (int i = 0; i < 11; i++) {
      talk.later(30_000 * MILLI);
      talk.client(Mqtt.packet(3, 0x0A).text("t").u16(1).raw((byte) 'x').build());
    }
    assertThat(point.ends()).containsEntry(ExchangeEnd.ACTIVE_TIMEOUT, 1);
  }

  @Test
  void a_full_table_gives_up_what_has_been_silent_for_longest() {
    ExchangeConfig d = ExchangeConfig.DEFAULT;
    ExchangeConfig small =
        new ExchangeConfig(d.idleTimeout(), d.activeTimeout(), 3, false, d.tcp());
    Exchanged full = Exchanged.with(small, m -> m.add(new MqttProtocol(m, MqttConfig.DEFAULT)));
    Conversation talk = new Conversation(full, 0, 40_000).open();
    for (int id = 1; id <= 10; id++) {
      talk.client(publish(1, id, "t" + id, "x"));
    }
    assertThat(full.ends()).containsEntry(ExchangeEnd.LACK_OF_RESOURCES, 7);
    assertThat(full.facets().get(0).topic()).isEqualTo("t1");
    assertThat(full.meter().table().size()).isEqualTo(3);
  }

  @Test
  void system_topics_are_left_out_on_request_and_counted() {
    Exchanged quiet = Exchanged.mqtt(MqttConfig.DEFAULT.withSystemTopics(false));
    new Conversation(quiet, 0, 40_000)
        .open()
        .client(connect(4, "c"))
        .server(publish(0, 0, "$SYS/broker/uptime", "1"))
        .server(publish(0, 0, "t", "1"));
    assertThat(quiet.facets()).extracting(MqttFacet::topic).containsExactly("t");
    assertThat(quiet.notes()).containsEntry("mqtt-system-messages-left-out", 1L);
  }

  @Test
  void correlation_data_is_text_where_it_is_and_hexadecimal_where_not() {
    assertThat(CorrelationText.of("caf\u00e9".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("caf\u00e9");
    assertThat(CorrelationText.of(new byte[] {0, 0, 0, 1})).isEqualTo("0x00000001");
    assertThat(CorrelationText.of(new byte[] {(byte) 0xC3, 0x28})).isEqualTo("0xc328");
  }

  @Test
  void equal_exchanges_at_one_instant_have_different_ids() {
    byte[] message = publish(0, 0, "t", "x");
    new Conversation(point, 0, 40_000).open().client(message, message);
    assertThat(point.flows().get(0).id()).isNotEqualTo(point.flows().get(1).id());
  }

  @Test
  void the_same_packets_have_the_same_ids_again() {
    connected(4, "c", 40_000);
    Exchanged again = Exchanged.mqtt();
    new Conversation(again, 0, 40_000).open().client(connect(4, "c")).server(connack(4, 0));
    assertThat(again.flows()).isEqualTo(point.flows());
  }
}
