package io.mudlark.probe.tcp;

import static io.mudlark.probe.testing.Mqtt.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.TcpFlags;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.probe.testing.Conversation;
import io.mudlark.probe.testing.Exchanged;
import io.mudlark.probe.testing.Mqtt;
import io.mudlark.probe.testing.PacketBuilder;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** TCP as networks deliver it, seen through the MQTT that it carries. */
class TcpReassemblerTest {
  private static final int ACK = TcpFlags.ACK;

  private final Exchanged point = Exchanged.mqtt();
  private final Conversation talk = new Conversation(point, 0, 40_000).open();
  private final int start = talk.clientNext();

  private static byte[] message(String topic) {
    return publish(0, 0, topic, "x");
  }

  private void assertTopics(String... topics) {
    assertThat(point.facets()).extracting(MqttFacet::topic).containsExactly(topics);
  }

  @Test
  void a_segment_sent_again_is_read_once() {
    talk.show(true, ACK, start, message("a"));
    talk.show(true, ACK, start, message("a"));
    assertTopics("a");
    assertThat(point.notes()).containsEntry("tcp-segments-retransmitted", 1L);
  }

  @Test
  void segments_out_of_order_are_read_in_order() {
    int length = message("a").length;
    talk.show(true, ACK, start + 2 * length, message("c"));
    talk.show(true, ACK, start + length, message("b"));
    assertThat(point.flows()).isEmpty();
    talk.show(true, ACK, start, message("a"));
    assertTopics("a", "b", "c");
    assertThat(point.notes()).containsEntry("tcp-segments-reordered", 2L);
    assertThat(point.meter().budget().taken()).isZero();
  }

  @Test
  void of_overlapping_segments_the_first_counts() {
    byte[] two = Mqtt.join(message("a"), message("b"));
    byte[] forged = Mqtt.join(message("z"), message("z"), message("c"));
    talk.show(true, ACK, start, two);
    talk.show(true, ACK, start, forged);
    assertTopics("a", "b", "c");
    assertThat(point.notes()).containsEntry("tcp-segments-overlapping", 1L);
  }

  @Test
  void of_overlapping_segments_behind_a_hole_the_first_counts_too() {
    int length = message("a").length;
    talk.show(true, ACK, start + length, message("b"));
    talk.show(true, ACK, start, Mqtt.join(message("a"), message("z"), message("c")));
    assertTopics("a", "b", "c");
  }

  @Test
  void a_keep_alive_brings_nothing() {
    talk.client(message("a"));
    talk.show(true, ACK, talk.clientNext() - 1, (byte) 0);
    talk.client(message("b"));
    assertTopics("a", "b");
  }

  @Test
  void sequence_numbers_wrap_around() {
    talk.server(message("a"));
    for (int i = 0; i < 10; i++) {
      talk.server(message("b"));
    }
    assertThat(point.flows()).hasSize(11);
  }

  @Test
  void a_hole_is_given_up_when_the_receiver_has_acknowledged_it() {
    int length = message("a").length;
    talk.show(true, ACK, start + length, message("b"));
    acknowledge(start + 2 * length);
    assertThat(point.flows()).isEmpty();
    acknowledge(start + 2 * length);
    assertTopics("b");
    assertThat(point.notes())
        .containsEntry("tcp-gaps", 1L)
        .containsEntry("tcp-gap-octets", (long) length);
  }

  private void acknowledge(int number) {
    byte[] frame = talk.frame(false, ACK, 0x7FFF_FFF1);
    ByteBuffer.wrap(frame).putInt(14 + 20 + 8, number);
    point.frame(talk.nanos(), frame);
  }

  @Test
  void a_hole_is_given_up_after_some_seconds() {
    int length = message("a").length;
    talk.show(true, ACK, start + length, message("b"));
    point.meter().advanceTo(talk.later(4_000 * Conversation.MILLI).nanos());
    assertTopics("b");
    assertThat(point.flows().get(0).endNanos()).isEqualTo(talk.nanos());
  }

  @Test
  void packets_of_others_let_time_go_on() {
    long given = talk.nanos() + 4_000 * Conversation.MILLI;
    talk.show(true, ACK, start + message("a").length, message("b"));
    point.frame(given, PacketBuilder.packet().udpPorts(5_000, 6_000, (byte) 1).frame());
    assertTopics("b");
    assertThat(point.flows().get(0).endNanos()).isEqualTo(given);
  }

  @Test
  void a_hole_is_given_up_when_the_connection_ends() {
    talk.show(true, ACK, start + 50, message("b"));
    talk.reset(false);
    assertTopics("b");
  }

  @Test
  void what_waits_behind_a_hole_is_bounded() {
    int length = 1_000;
    for (int i = 1; i <= 1_000; i++) {
      talk.show(true, ACK, start + i * length, new byte[length]);
      assertThat(point.meter().budget().taken()).isLessThanOrEqualTo(1 << 18);
    }
    assertThat(point.notes()).containsKey("tcp-segments-without-room");
  }

  @Test
  void a_reset_outside_the_window_is_ignored() {
    talk.client(message("a"));
    talk.show(true, TcpFlags.RST, start - 100_000);
    talk.client(message("b"));
    assertTopics("a", "b");
    assertThat(point.notes()).containsEntry("tcp-resets-ignored", 1L);
  }

  @Test
  void a_reset_that_the_receiver_would_challenge_hides_nothing() {
    talk.client(message("a"));
    talk.show(true, TcpFlags.RST, talk.clientNext() + 5_000);
    talk.client(message("b"));
    assertTopics("a", "b");
  }

  @Test
  void ends_of_the_stream_far_away_hide_nothing() {
    talk.client(message("a"));
    talk.show(true, TcpFlags.FIN | ACK, start - 500_000_000);
    talk.show(false, TcpFlags.FIN | ACK, 0x1000_0000);
    talk.client(message("b"));
    assertTopics("a", "b");
    talk.close().client(message("c"));
    assertTopics("a", "b");
  }

  @Test
  void a_reset_behind_a_fin_or_a_hole_ends_the_connection() {
    talk.show(true, ACK, start + 50, message("b"));
    talk.show(true, TcpFlags.RST, start + 50 + message("b").length);
    assertTopics("b");
  }

  @Test
  void after_a_reset_nothing_is_read() {
    talk.client(message("a")).reset(true).client(message("b"));
    assertTopics("a");
  }

  @Test
  void the_same_ports_may_be_used_again() {
    talk.client(message("a")).close();
    new Conversation(point, talk.nanos(), 40_000)
        .lost(true, 10_000)
        .lost(false, 10_000)
        .open()
        .client(message("b"));
    assertTopics("a", "b");
    assertThat(point.notes()).containsEntry("tcp-connections", 2L);
  }

  @Test
  void a_syn_sent_again_opens_nothing_new() {
    talk.show(true, TcpFlags.SYN, start - 1).client(message("a"));
    assertThat(point.notes()).containsEntry("tcp-connections", 1L);
    assertTopics("a");
  }

  @Test
  void stray_segments_are_left_out_until_they_are_the_rule() {
    talk.client(message("a"));
    int far = talk.clientNext() + (1 << 28);
    talk.show(true, ACK, far, message("stray"));
    talk.client(message("b"));
    assertTopics("a", "b");
    for (int i = 0; i < 9; i++) {
      talk.show(true, ACK, far + i * message("c").length, message("c"));
    }
    assertTopics("a", "b", "c", "c");
    assertThat(point.notes()).containsEntry("tcp-segments-outside-window", 9L);
  }

  @Test
  void data_may_come_with_the_syn() {
    Conversation fast = new Conversation(point, 0, 40_001);
    fast.show(true, TcpFlags.SYN, 5_000, message("early"));
    assertTopics("early");
  }

  @Test
  void octet_by_octet_is_the_same() {
    byte[] all = Mqtt.join(message("a"), message("b"));
    for (byte octet : all) {
      talk.client(new byte[] {octet});
    }
    assertTopics("a", "b");
  }

  @Test
  void connections_to_other_ports_are_not_followed() {
    new Conversation(point, 0, 40_000, "10.0.0.1", "10.0.0.2", 443)
        .open()
        .client(Arrays.copyOf(message("a"), 3));
    assertThat(point.notes()).containsEntry("tcp-connections", 1L);
  }
}
