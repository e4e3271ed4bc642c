package io.mudlark.jobs.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.ExchangeFacts;
import io.mudlark.flow.application.MqttControl;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.probe.mission.MissionWire;
import io.mudlark.source.datagram.ExportDatagram;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

/** Our probe's messages keep every rule that MISSION's collector needs to live. */
class OriginalCollectorProperties {
  private static final MissionWire WIRE = new MissionWire(false);

  @Property(tries = 300)
  void missions_collector_survives_every_message_of_our_probe(
      @ForAll @StringLength(max = 300) String topic,
      @ForAll @StringLength(max = 300) String client,
      @ForAll @StringLength(max = 300) String correlation,
      @ForAll long address,
      @ForAll short port)
      throws Exception {
    FlowRecord flow = flow(clean(topic), clean(client), clean(correlation), (int) address, port);
    byte[] message = WIRE.encode(flow, address & 0xFFFF_FFFFL);
    Map<String, Object> theirs = OriginalCollector.decode(message);
    assertThat(theirs.get("mqttTopic")).isEqualTo(cut(clean(topic), "NULL"));
    assertThat(theirs.get("mqttCorrelationData")).isEqualTo(cut(clean(correlation), "NULL"));
    assertThat(ours(message)).isEqualTo(sameTypes(theirs));
  }

  @Example
  void every_message_has_1175_octets() throws Exception {
    for (String text : List.of("", "x", "ä".repeat(200), "𝄞".repeat(64))) {
      assertThat(WIRE.encode(flow(text, text, text, 0, (short) 0), 0)).hasSize(1_175);
    }
  }

  @Example
  void every_message_has_its_template_with_fixed_lengths_and_no_padding() throws Exception {
    ByteBuffer message = ByteBuffer.wrap(WIRE.encode(flow("a", "b", "c", 1, (short) 2), 3));
    assertThat(message.getShort(16)).isEqualTo((short) 2);
    assertThat(message.getShort(18)).isEqualTo((short) 96);
    assertThat(message.getShort(20)).isEqualTo((short) 256);
    assertThat(message.getShort(112)).isEqualTo((short) 256);
    assertThat(message.getShort(114)).as("to the end, exactly").isEqualTo((short) (1_175 - 112));
    int octets = 0;
    for (int at = 24; at < 112; at += message.getShort(at) < 0 ? 8 : 4) {
      assertThat(message.getShort(at + 2)).isPositive();
      octets += message.getShort(at + 2);
    }
    assertThat(octets).isEqualTo(1_059);
  }

  @Example
  void no_message_is_text_as_a_whole() {
    // the first enterprise element begins with the octet 0x80, which begins no character
    byte[] message = WIRE.encode(flow("a", "b", "c", 0x41414141, (short) 0x4141), 0x41414141);
    assertThat(message[56]).isEqualTo((byte) 0x80);
    assertThat(message[55]).isBetween((byte) 0, (byte) 127);
  }

  @Example
  void a_text_is_cut_between_characters_where_the_original_cuts_through() throws Exception {
    FlowRecord flow = flow("a" + "ä".repeat(200), "b", "c", 1, (short) 2);
    Map<String, Object> document = OriginalCollector.decode(WIRE.encode(flow, 0));
    assertThat(document.get("mqttTopic")).isEqualTo("a" + "ä".repeat(127));
    FlowRecord worse = flow("ä".repeat(200), "b", "c", 1, (short) 2);
    assertThatThrownBy(() -> OriginalCollector.decode(new MissionWire(true).encode(worse, 0)))
        .hasMessage("a text cut inside a character");
    assertThat(OriginalCollector.decode(WIRE.encode(worse, 0)).get("mqttTopic"))
        .isEqualTo("ä".repeat(127));
  }

  @Example
  void the_stand_in_reads_missions_own_messages_as_mission_did() throws Exception {
    List<Map<String, Object>> expected = Mission.documents();
    List<ExportDatagram> datagrams = Mission.datagrams();
    for (int i = 0; i < expected.size(); i++) {
      assertThat(sameTypes(OriginalCollector.decode(datagrams.get(i).bytes())))
          .isEqualTo(expected.get(i));
    }
  }

  @Example
  void the_stand_in_dies_of_what_mission_died_of() {
    assertThatThrownBy(() -> OriginalCollector.decode("abcde".getBytes(StandardCharsets.US_ASCII)))
        .hasMessage("a datagram that is valid UTF-8");
    byte[] five = {0, 5, 0, (byte) 0x80};
    assertThatThrownBy(() -> OriginalCollector.decode(five)).hasMessage("a version that is not 10");
  }

  private static Map<String, Object> ours(byte[] message) throws Exception {
    ShelfStore store = new ShelfStore();
    StoreQueue queue = new StoreQueue(store, StoreLimits.standard()).start();
    new MessageIntake(new FlowDocuments("plant", true), List.of(queue))
        .accept(new ExportDatagram("plant", "udp:x", 0, message));
    queue.finish(Duration.ofSeconds(20));
    return store.flows().get(0).fields();
  }

  private static Map<String, Object> sameTypes(Map<String, Object> document) {
    Map<String, Object> narrow = new LinkedHashMap<>();
    document.forEach((key, value) -> narrow.put(key, narrow(value)));
    return narrow;
  }

  private static Object narrow(Object value) {
    if (value instanceof List<?> items) {
      return items.stream().map(OriginalCollectorProperties::narrow).toList();
    }
    return value instanceof Long number ? MissionLayout.integer(number) : value;
  }

  /** MQTT has no NUL in its texts (1.5.4), and no half of a pair. */
  private static String clean(String text) {
    StringBuilder kept = new StringBuilder();
    text.codePoints()
        .filter(c -> c != 0 && !(c >= 0xD800 && c <= 0xDFFF))
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static String cut(String text, String absent) {
    if (text.isEmpty()) {
      return absent;
    }
    StringBuilder kept = new StringBuilder();
    int octets = 0;
    for (int c : text.codePoints().toArray()) {
      octets += Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
      if (octets > 255) {
        break;
      }
      kept.appendCodePoint(c);
    }
    return kept.toString();
  }

  private static FlowRecord flow(
      String topic, String client, String correlation, int address, short port) {
    FlowKey key =
        new FlowKey(
            FlowKey.NO_VLAN, IpAddress.v4(address), IpAddress.v4(7), 6, port & 0xFFFF, 1883);
    long start = 1_795_290_350_123_456_000L;
    Counters counters = new Counters(1, 0, 0, start, start);
    return new FlowRecord(
            new FlowId(1, 2),
            "plant",
            key,
            null,
            null,
            start,
            start + 12_000_000,
            counters,
            counters,
            Initiation.UNKNOWN,
            EndReason.END_DETECTED)
        .with(
            new MqttFacet(
                new ExchangeFacts(ExchangeEnd.COMPLETE, false, false, 12_000_000),
                new MqttControl(5, 3, 1, 11, false, false, MqttControl.NO_REASON),
                topic,
                correlation,
                0,
                client,
                ""));
  }
}
