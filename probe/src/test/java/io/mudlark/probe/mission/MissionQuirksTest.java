package io.mudlark.probe.mission;

import static io.mudlark.probe.testing.Mqtt.ack;
import static io.mudlark.probe.testing.Mqtt.connack;
import static io.mudlark.probe.testing.Mqtt.connect;
import static io.mudlark.probe.testing.Mqtt.correlation;
import static io.mudlark.probe.testing.Mqtt.empty;
import static io.mudlark.probe.testing.Mqtt.publish;
import static io.mudlark.probe.testing.Mqtt.publish5;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.probe.exchange.ExchangeConfig;
import io.mudlark.probe.testing.Conversation;
import io.mudlark.probe.testing.Exchanged;
import io.mudlark.probe.testing.Mqtt;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each oddity of MISSION's probe, one by one, beside what is right. */
class MissionQuirksTest {
  private static final String UNKNOWN = "Unknown client";
  private static final String BROKER = "Unknown client (probably a broker)";

  private final Exchanged imitated = Exchanged.mission();
  private final Exchanged right = Exchanged.mqtt();
  private final Conversation odd = new Conversation(imitated, 0, 40_000).open();
  private final Conversation sound = new Conversation(right, 0, 40_000).open();

  /** What the CONNECT itself gives is cleared away. */
  private void connected(int level, String client) {
    client(connect(level, client));
    server(connack(level, 0));
    imitated.flows().clear();
    right.flows().clear();
  }

  private MissionQuirksTest client(byte[]... packets) {
    odd.client(packets);
    sound.client(packets);
    return this;
  }

  private MissionQuirksTest server(byte[]... packets) {
    odd.server(packets);
    sound.server(packets);
    return this;
  }

  private MqttFacet oddOne(int index) {
    return imitated.facets().get(index);
  }

  private MqttFacet rightOne(int index) {
    return right.facets().get(index);
  }

  @Test
  void only_the_first_control_packet_of_a_segment_counts() {
    client(publish(0, 0, "a", "1"), publish(0, 0, "b", "2"));
    assertThat(imitated.facets()).extracting(MqttFacet::topic).containsExactly("a");
    assertThat(right.facets()).extracting(MqttFacet::topic).containsExactly("a", "b");
    assertThat(imitated.notes()).containsEntry("mission-packets-not-first", 1L);
  }

  @Test
  void a_packet_split_over_segments_is_seen_in_the_one_that_completes_it() {
    byte[] packet = publish(0, 0, "split", "payload");
    client(Arrays.copyOf(packet, 5));
    assertThat(imitated.flows()).isEmpty();
    client(Arrays.copyOfRange(packet, 5, packet.length));
    assertThat(imitated.flows().get(0).startNanos()).isEqualTo(4 * Conversation.MILLI);
    assertThat(oddOne(0).topic()).isEqualTo("split");
  }

  @Test
  void the_subscription_shows_its_first_filter_only() {
    client(Mqtt.packet(8, 2).u16(7).text("one/#").u8(0).text("two").u8(0).build());
    server(ack(9, 7));
    assertThat(oddOne(0).topic()).isEqualTo("one/#");
    assertThat(rightOne(0).topic()).isEqualTo("one/#");
  }

  @Test
  void an_empty_client_identifier_and_an_empty_topic_become_a_label() {
    connected(5, "");
    client(publish5(0, 0, "", Mqtt.alias(8)));
    assertThat(oddOne(0).sourceClient()).isEqualTo("Client ID: ");
    assertThat(oddOne(0).topic()).isEqualTo("Topic: ");
    assertThat(rightOne(0).sourceClient()).isEmpty();
    assertThat(rightOne(0).topic()).isEmpty();
  }

  @Test
  void a_topic_alias_is_resolved_per_direction() {
    connected(5, "c");
    client(publish5(0, 0, "long/topic", Mqtt.alias(3)));
    client(publish5(0, 0, "", Mqtt.alias(3)));
    server(publish5(0, 0, "", Mqtt.alias(3)));
    assertThat(oddOne(0).topic()).isEqualTo("long/topic");
    assertThat(imitated.facets())
        .extracting(MqttFacet::topic)
        .containsExactly("long/topic", "long/topic", "Topic: ");
    assertThat(right.facets())
        .extracting(MqttFacet::topic)
        .containsExactly("long/topic", "long/topic", "");
  }

  @Test
  void the_payload_of_mqtt_3_can_forge_correlation_data() {
    byte[] forged = {0x0a, 0x09, 0x00, 0x04, 0x65, 0x76, 0x69, 0x6c};
    connected(4, "c");
    client(publish(0, 0, "t", new String(forged, StandardCharsets.ISO_8859_1)));
    assertThat(oddOne(0).correlation()).isEqualTo("evil");
    assertThat(rightOne(0).correlation()).isEmpty();
  }

  @Test
  void correlation_data_among_many_properties_loses_its_tail() {
    byte[] user = Mqtt.join(new byte[] {38}, text("k"), text("v".repeat(118)));
    connected(5, "c");
    client(publish5(0, 0, "t", Mqtt.join(user, correlation("lp-1"))));
    assertThat(user.length + 7).isGreaterThan(127);
    assertThat(oddOne(0).correlation()).isEqualTo("lp-");
    assertThat(rightOne(0).correlation()).isEqualTo("lp-1");
  }

  private static byte[] text(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    return Mqtt.join(new byte[] {0, (byte) octets.length}, octets);
  }

  @Test
  void a_message_expiry_that_looks_like_correlation_data_is_taken_for_it() {
    byte[] expiry = {2, 0, 0, 9, 0};
    connected(5, "c");
    client(publish5(0, 0, "t", Mqtt.join(expiry, correlation("exp-0001"))));
    assertThat(oddOne(0).correlation()).isEqualTo("\0\u0008exp-000");
    assertThat(rightOne(0).correlation()).isEqualTo("exp-0001");
  }

  @Test
  void correlation_data_longer_than_255_octets_is_not_found() {
    connected(5, "c");
    client(publish5(0, 0, "t", correlation("x".repeat(300))));
    assertThat(oddOne(0).correlation()).isEmpty();
    assertThat(rightOne(0).correlation()).isEqualTo("x".repeat(300));
  }

  @Test
  void binary_correlation_data_would_crash_it() {
    connected(5, "c");
    client(publish5(0, 0, "t", (byte) 9, (byte) 0, (byte) 2, (byte) 0xFF, (byte) 0xFE));
    assertThat(imitated.flows()).isEmpty();
    assertThat(imitated.notes()).containsEntry("mission-packets-that-would-crash", 1L);
    assertThat(rightOne(0).correlation()).isEqualTo("0xfffe");
  }

  @Test
  void clearing_a_retained_message_would_crash_it() {
    connected(4, "c");
    client(Mqtt.packet(3, 1).text("t").build());
    assertThat(imitated.flows()).isEmpty();
    assertThat(imitated.notes()).containsEntry("mission-packets-that-would-crash", 1L);
    assertThat(rightOne(0).topic()).isEqualTo("t");
    assertThat(rightOne(0).control().retain()).isTrue();
  }

  @Test
  void properties_that_end_in_9_would_crash_it() {
    connected(5, "c");
    client(publish5(0, 0, "t", (byte) 1, (byte) 9));
    assertThat(imitated.notes()).containsEntry("mission-packets-that-would-crash", 1L);
    assertThat(right.facets()).hasSize(1);
  }

  @Test
  void control_type_0_would_crash_it() {
    client(new byte[] {0, 0});
    client(publish(0, 0, "t", "still here"));
    assertThat(imitated.notes()).containsEntry("mission-packets-that-would-crash", 1L);
    assertThat(right.notes()).containsEntry("mqtt-packets-malformed", 1L);
    assertThat(imitated.flows()).hasSize(1);
    assertThat(right.flows()).hasSize(1);
  }

  @Test
  void ipv6_would_crash_it() {
    Conversation sixth =
        new Conversation(imitated, 0, 40_001, "2001:db8::1", "2001:db8::2", 1883).open();
    sixth.client(publish(0, 0, "t", "x"));
    assertThat(imitated.flows()).isEmpty();
    assertThat(imitated.notes()).containsEntry("mission-packets-that-would-crash", 1L);
    new Conversation(right, 0, 40_001, "2001:db8::1", "2001:db8::2", 1883)
        .open()
        .client(publish(0, 0, "t", "x"));
    assertThat(right.facets()).hasSize(1);
    assertThat(right.flows().get(0).key().source()).hasToString("2001:db8::1");
  }

  @Test
  void one_client_that_leaves_makes_the_broker_unknown_to_all() {
    client(connect(4, "first"));
    Conversation second = new Conversation(imitated, odd.nanos(), 40_002).open();
    second.client(connect(4, "second")).server(connack(4, 0));
    second.client(publish(0, 0, "t", "before"));
    client(empty(14));
    second.client(publish(0, 0, "t", "after"));
    assertThat(imitated.facets())
        .extracting(MqttFacet::destinationClient)
        .containsExactly(BROKER, BROKER, BROKER, UNKNOWN);
  }

  @Test
  void a_client_that_connected_before_the_capture_is_unknown() {
    client(publish(0, 0, "t", "x"));
    assertThat(oddOne(0).sourceClient()).isEqualTo(UNKNOWN);
    assertThat(rightOne(0).sourceClient()).isEmpty();
    assertThat(rightOne(0).exchange().midStream()).isTrue();
  }

  @Test
  void a_message_sent_again_replaces_the_start() {
    client(publish(1, 5, "t", "x"));
    client(Mqtt.packet(3, 0x0A).text("t").u16(5).raw((byte) 'x').build());
    server(ack(4, 5));
    FlowRecord flow = imitated.flows().get(0);
    assertThat(flow.endNanos() - flow.startNanos()).isEqualTo(Conversation.MILLI);
    assertThat(imitated.notes()).containsEntry("mission-packets-overwritten", 1L);
    FlowRecord correct = right.flows().get(0);
    assertThat(correct.endNanos() - correct.startNanos()).isEqualTo(2 * Conversation.MILLI);
    assertThat(rightOne(0).control().duplicate()).isTrue();
  }

  @Test
  void a_message_between_ping_and_answer_completes_the_ping_and_vanishes() {
    client(empty(12));
    client(publish(0, 0, "lost", "x"));
    server(empty(13));
    assertThat(imitated.facets()).hasSize(1);
    assertThat(oddOne(0).control().type()).isEqualTo(12);
    assertThat(oddOne(0).topic()).isEmpty();
    assertThat(imitated.notes()).containsEntry("mission-answers-unasked", 1L);
    assertThat(right.facets()).extracting(f -> f.control().type()).containsExactly(3, 12);
  }

  @Test
  void a_half_finished_exchange_of_an_old_connection_lends_its_topic_to_the_next() {
    client(publish(2, 9, "old", "x"));
    server(ack(5, 9));
    odd.reset(true);
    sound.reset(true);
    Conversation again = new Conversation(imitated, odd.nanos(), 40_000);
    Conversation soundAgain = new Conversation(right, sound.nanos(), 40_000);
    for (Conversation next : new Conversation[] {again, soundAgain}) {
      next.lost(true, 5_000).lost(false, 5_000).open();
      next.client(publish(2, 9, "new", "x")).server(ack(5, 9));
      next.client(ack(6, 9)).server(ack(7, 9));
    }
    assertThat(imitated.facets()).extracting(MqttFacet::topic).containsExactly("old");
    assertThat(right.facets()).extracting(MqttFacet::topic).containsExactly("old", "new");
  }

  @Test
  void nothing_times_out_and_nothing_is_flushed() {
    client(publish(1, 1, "t", "x"));
    odd.later(3_000_000L * Conversation.MILLI);
    sound.later(3_000_000L * Conversation.MILLI);
    new Conversation(imitated, odd.nanos(), 40_009).open();
    new Conversation(right, sound.nanos(), 40_009).open();
    imitated.flush();
    assertThat(imitated.flows()).isEmpty();
    assertThat(imitated.notes()).containsEntry("mission-flows-open", 1L);
    assertThat(right.flows()).hasSize(1);
  }

  @Test
  void the_imitation_has_limits_all_the_same() {
    Exchanged few =
        Exchanged.with(ExchangeConfig.DEFAULT, m -> m.add(new MissionProtocol(m, Set.of(1883), 5)));
    Conversation talk = new Conversation(few, 0, 40_000).open();
    for (int id = 1; id <= 20; id++) {
      talk.client(publish(2, id, "t", "x"));
    }
    assertThat(few.notes())
        .containsEntry("mission-flows-evicted", 15L)
        .containsEntry("mission-flows-open", 5L);
    for (int port = 1; port <= 20; port++) {
      new Conversation(few, talk.nanos(), port).open().client(connect(4, "c" + port));
    }
    assertThat(few.notes()).containsEntry("mission-clients-refused", 16L);
    Conversation fifth = new Conversation(few, talk.nanos(), 41_000).open();
    fifth.client(connect(5, "c"));
    for (int alias = 1; alias <= 1_030; alias++) {
      fifth.client(publish5(0, 0, "t", Mqtt.alias(alias)));
    }
    assertThat(few.notes()).containsEntry("mission-aliases-refused", 6L);
  }

  @Test
  void a_refusal_of_qos_2_leaves_the_flow_open() {
    connected(5, "c");
    client(publish5(2, 1, "t"));
    server(ack(5, 1, 0x87));
    assertThat(imitated.flows()).isEmpty();
    assertThat(right.facets().get(0).control().reasonCode()).isEqualTo(0x87);
  }

  @Test
  void each_direction_is_a_flow_of_its_own() {
    client(publish(1, 1, "t", "x"));
    server(publish(1, 1, "t", "y"));
    client(ack(4, 1));
    server(ack(4, 1));
    assertThat(imitated.flows())
        .extracting(f -> f.key().sourcePort())
        .containsExactly(1883, 40_000);
    assertThat(right.flows()).extracting(f -> f.key().sourcePort()).containsExactly(1883, 40_000);
  }
}
