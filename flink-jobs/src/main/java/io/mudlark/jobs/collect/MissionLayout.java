package io.mudlark.jobs.collect;

import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.application.MqttControl;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.ipfix.record.DecodedFlow;
import io.mudlark.ipfix.record.RecordView;
import io.mudlark.ipfix.wire.NetworkOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The document that MISSION's collector stores of an MQTT exchange: same keys, same order, same
 * types.
 *
 * <p>Times are pairs of Unix seconds and a fraction of 2^-32 seconds. {@code
 * flowDurationMicroseconds} holds milliseconds, as it does there, in whichever form it was sent.
 */
final class MissionLayout {
  private static final String NOTHING = "NULL";
  private static final String UNKNOWN = "Unknown client";
  private static final String BROKER = "Unknown client (probably a broker)";
  private static final long NANOS = 1_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final int LAST_WITH_TOPIC = 10;

  // places of the fifteen fields of MISSION's template, which dialects.csv has in full
  private static final int SOURCE = 0;
  private static final int DESTINATION = 1;
  private static final int PROTOCOL = 2;
  private static final int SOURCE_PORT = 3;
  private static final int DESTINATION_PORT = 4;
  private static final int START = 5;
  private static final int END = 6;
  private static final int DURATION = 7;
  private static final int QOS = 8;
  private static final int CONTROL_TYPE = 9;
  private static final int PACKET_ID = 10;
  private static final int TOPIC = 11;
  private static final int SOURCE_CLIENT = 12;
  private static final int DESTINATION_CLIENT = 13;
  private static final int CORRELATION = 14;

  private MissionLayout() {}

  /** Of a record that has exactly MISSION's template. */
  static Map<String, Object> of(RecordView record) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("sourceIPv4Address", record.value(SOURCE).toString());
    fields.put("sourceTransportPort", number(record, SOURCE_PORT));
    fields.put("destinationIPv4Address", record.value(DESTINATION).toString());
    fields.put("destinationTransportPort", number(record, DESTINATION_PORT));
    fields.put("protocol", number(record, PROTOCOL));
    fields.put("flowStartNanoseconds", pair(record, START));
    fields.put("flowEndNanoseconds", pair(record, END));
    fields.put("flowDurationMicroseconds", number(record, DURATION));
    fields.put("mqttTopic", text(record, TOPIC));
    fields.put("mqttPacketId", number(record, PACKET_ID));
    fields.put("mqttQoS", number(record, QOS));
    fields.put("mqttControlType", number(record, CONTROL_TYPE));
    fields.put("mqttSrcClientId", text(record, SOURCE_CLIENT));
    fields.put("mqttDstClientId", text(record, DESTINATION_CLIENT));
    fields.put("mqttCorrelationData", text(record, CORRELATION));
    return fields;
  }

  /** Of an exchange that came in another form, in MISSION's words for what is absent. */
  static Map<String, Object> of(FlowRecord flow, MqttFacet mqtt) {
    FlowKey key = flow.key();
    String family = key.source().isV4() ? "IPv4Address" : "IPv6Address";
    MqttControl control = mqtt.control();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("source" + family, key.source().toString());
    fields.put("sourceTransportPort", key.sourcePort());
    fields.put("destination" + family, key.destination().toString());
    fields.put("destinationTransportPort", key.destinationPort());
    fields.put("protocol", key.protocol());
    fields.put("flowStartNanoseconds", pair(flow.startNanos()));
    fields.put("flowEndNanoseconds", pair(flow.endNanos()));
    double millis = (double) (flow.endNanos() - flow.startNanos()) / NANOS_PER_MILLI;
    fields.put("flowDurationMicroseconds", integer((long) Math.rint(millis)));
    fields.put("mqttTopic", topic(mqtt));
    fields.put("mqttPacketId", control.packetId());
    fields.put("mqttQoS", control.qos());
    fields.put("mqttControlType", control.type());
    fields.put("mqttSrcClientId", client(mqtt.sourceClient(), mqtt.destinationClient()));
    fields.put("mqttDstClientId", client(mqtt.destinationClient(), mqtt.sourceClient()));
    fields.put("mqttCorrelationData", mqtt.correlation().isEmpty() ? NOTHING : mqtt.correlation());
    return fields;
  }

  /** Adds what MISSION's probe does not say. */
  static void addRest(Map<String, Object> fields, DecodedFlow decoded, MqttFacet mqtt) {
    addRest(fields, decoded.exporter(), decoded.domain(), mqtt);
  }

  /** Adds what MISSION's probe does not say, told by an exporter in one of its domains. */
  static void addRest(Map<String, Object> fields, String exporter, long domain, MqttFacet mqtt) {
    MqttControl control = mqtt.control();
    fields.put("mqttProtocolLevel", control.protocolLevel());
    fields.put("mqttRetain", control.retain());
    fields.put("mqttDuplicate", control.duplicate());
    fields.put("mqttReasonCode", control.reasonCode());
    fields.put("mqttPayloadOctets", integer(mqtt.payloadOctets()));
    fields.put(
        "exchangeEnd", mqtt.exchange().end().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    fields.put("exchangeMidStream", mqtt.exchange().midStream());
    fields.put("exchangeRoundTripNanoseconds", integer(mqtt.exchange().roundTripNanos()));
    fields.put("exporter", exporter);
    fields.put("observationDomainId", integer(domain));
  }

  private static String topic(MqttFacet mqtt) {
    int type = mqtt.control().type();
    boolean none = type < MqttControl.PUBLISH || type > LAST_WITH_TOPIC;
    return none || mqtt.topic().isEmpty() ? NOTHING : mqtt.topic();
  }

  private static String client(String own, String other) {
    return !own.isEmpty() ? own : other.isEmpty() ? UNKNOWN : BROKER;
  }

  /** When an exchange ended, milliseconds since the Unix epoch; of MISSION's own template. */
  static long endMillis(RecordView record) {
    byte[] octets = record.octets(END);
    long fraction = 1_000L * NetworkOrder.u32(octets, 4);
    return 1_000L * NetworkOrder.u32(octets, 0) + (fraction >>> 32);
  }

  private static Object number(RecordView record, int field) {
    byte[] octets = record.octets(field);
    return integer(NetworkOrder.unsigned(octets, 0, octets.length));
  }

  /** An int where it fits, so that the width in BSON follows the value. */
  static Object integer(long value) {
    return (int) value == value ? (Object) (int) value : (Object) value;
  }

  private static List<Object> pair(RecordView record, int field) {
    byte[] octets = record.octets(field);
    return List.of(integer(NetworkOrder.u32(octets, 0)), integer(NetworkOrder.u32(octets, 4)));
  }

  /** The least fraction that a reader, who truncates, makes this nanosecond of. */
  private static List<Object> pair(long nanos) {
    long fraction = ((Math.floorMod(nanos, NANOS) << 32) + NANOS - 1) / NANOS;
    return List.of(integer(Math.floorDiv(nanos, NANOS)), integer(fraction));
  }

  /** UTF-8 up to the first NUL. */
  private static String text(RecordView record, int field) {
    byte[] octets = record.octets(field);
    int end = 0;
    while (end < octets.length && octets[end] != 0) {
      end++;
    }
    return new String(octets, 0, end, StandardCharsets.UTF_8);
  }
}
