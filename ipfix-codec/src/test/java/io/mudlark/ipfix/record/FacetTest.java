package io.mudlark.ipfix.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.flow.ExportOrigin;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.application.CoapFacet;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.ExchangeFacts;
import io.mudlark.flow.application.MqttControl;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.flow.application.OpcUaFacet;
import io.mudlark.flow.application.TlsFacet;
import io.mudlark.ipfix.decode.MessageDecoder;
import io.mudlark.ipfix.encode.MessageEncoder;
import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.registry.InformationElement;
import io.mudlark.ipfix.template.FieldSpecifier;
import io.mudlark.ipfix.template.Template;
import io.mudlark.ipfix.wire.Protocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FacetTest {
  private static final String EXPORTER = "udp:192.0.2.7";
  private static final Instant START = Instant.parse("2026-11-22T00:00:00.000000001Z");

  @Test
  void missions_messages_become_mqtt_exchanges() throws IOException {
    List<FlowRecord> flows = new ArrayList<>();
    MessageDecoder decoder = MessageDecoder.standard();
    FlowAssembler assembler = new FlowAssembler("plant");
    for (byte[] message : missionMessages()) {
      decoder.accept(EXPORTER, 0, message, record -> flows.add(assembler.assemble(record).flow()));
    }
    JsonNode documents = documents();
    assertThat(flows).hasSize(13).hasSameSizeAs(documents);
    for (int i = 0; i < flows.size(); i++) {
      FlowRecord flow = flows.get(i);
      JsonNode document = documents.get(i);
      MqttFacet facet = (MqttFacet) flow.application();
      assertThat(flow.origin()).isEqualTo(new ExportOrigin(EXPORTER, 2, 1));
      assertThat(facet.control().type()).isEqualTo(document.get("mqttControlType").intValue());
      assertThat(facet.control().qos()).isEqualTo(document.get("mqttQoS").intValue());
      assertThat(facet.control().packetId()).isEqualTo(document.get("mqttPacketId").intValue());
      assertThat(facet.topic()).isEqualTo(known(document.get("mqttTopic").textValue()));
      assertThat(facet.sourceClient())
          .isEqualTo(known(document.get("mqttSrcClientId").textValue()));
      assertThat(facet.destinationClient())
          .isEqualTo(known(document.get("mqttDstClientId").textValue()));
      assertThat(facet.correlation())
          .isEqualTo(known(document.get("mqttCorrelationData").textValue()));
      assertThat(flow.startNanos()).isEqualTo(nanos(document.get("flowStartNanoseconds")));
      assertThat(flow.endNanos()).isEqualTo(nanos(document.get("flowEndNanoseconds")));
      assertThat(flow.isInsideMeteredFlow()).isFalse();
    }
    assertThat(flows.stream().map(FlowRecord::id).distinct()).hasSize(13);
  }

  @Test
  void an_unanswered_exchange_of_mission_counts_one_packet_and_an_answered_one_two()
      throws IOException {
    MessageDecoder decoder = MessageDecoder.standard();
    FlowAssembler assembler = new FlowAssembler("plant");
    for (byte[] message : missionMessages()) {
      decoder.accept(
          EXPORTER,
          0,
          message,
          record -> {
            FlowRecord flow = assembler.assemble(record).flow();
            MqttFacet facet = (MqttFacet) flow.application();
            boolean alone =
                facet.control().type() == 14
                    || (facet.control().type() == MqttControl.PUBLISH
                        && facet.control().qos() == 0);
            assertThat(flow.packets()).isEqualTo(alone ? 1 : 2);
            assertThat(facet.exchange().roundTripNanos())
                .isEqualTo(alone ? -1 : flow.endNanos() - flow.startNanos());
          });
    }
  }

  @Test
  void an_mqtt_exchange_comes_back_as_it_was_sent() {
    Map<String, Object> sent = common();
    sent.put("mqttProtocolLevel", 5L);
    sent.put("mqttPacketType", 3L);
    sent.put("mqttQualityOfService", 2L);
    sent.put("mqttPacketIdentifier", 65535L);
    sent.put("mqttRetain", true);
    sent.put("mqttDuplicate", false);
    sent.put("mqttReasonCode", -1L);
    sent.put("mqttTopicName", "höhe/µ");
    sent.put("mqttCorrelation", "case-7");
    sent.put("mqttPayloadOctets", 70_000L);
    sent.put("mqttSourceClient", "");
    sent.put("mqttDestinationClient", "c".repeat(300));
    assertThat(exchanged(sent).application())
        .isEqualTo(
            new MqttFacet(
                new ExchangeFacts(ExchangeEnd.IDLE_TIMEOUT, false, true, 5),
                new MqttControl(5, 3, 2, 65535, true, false, MqttControl.NO_REASON),
                "höhe/µ",
                "case-7",
                70_000,
                "",
                "c".repeat(300)));
  }

  @Test
  void a_coap_exchange_comes_back_as_it_was_sent() {
    Map<String, Object> sent = common();
    sent.put("coapType", 0L);
    sent.put("coapMethod", 1L);
    sent.put("coapResponse", 0x45L);
    sent.put("coapMessageId", 4711L);
    sent.put("coapToken", "0a0b");
    sent.put("coapPath", "/.well-known/core?rt=x");
    sent.put("coapPayloadOctets", 9L);
    sent.put("coapNotifications", 2L);
    sent.put("coapBlocks", 3L);
    assertThat(exchanged(sent).application())
        .isEqualTo(
            new CoapFacet(
                new ExchangeFacts(ExchangeEnd.IDLE_TIMEOUT, false, true, 5),
                0,
                1,
                0x45,
                4711,
                "0a0b",
                "/.well-known/core?rt=x",
                9,
                2,
                3));
  }

  @Test
  void an_opc_ua_exchange_comes_back_as_it_was_sent() {
    Map<String, Object> sent = common();
    sent.put("opcuaMessageType", "MSG");
    sent.put("opcuaSecureChannelId", 4_000_000_000L);
    sent.put("opcuaRequestId", 12L);
    sent.put("opcuaService", "Read");
    sent.put("opcuaStatusCode", 0x80350000L);
    sent.put("opcuaSecurityPolicy", "None");
    sent.put("opcuaNodeIds", "i=2258\nns=2;s=My Node");
    assertThat(exchanged(sent).application())
        .isEqualTo(
            new OpcUaFacet(
                new ExchangeFacts(ExchangeEnd.IDLE_TIMEOUT, false, true, 5),
                "MSG",
                4_000_000_000L,
                12,
                "Read",
                0x80350000L,
                "None",
                List.of("i=2258", "ns=2;s=My Node")));
  }

  @Test
  void a_list_of_node_ids_is_cut_at_64() {
    Map<String, Object> sent = common();
    sent.put("opcuaMessageType", "MSG");
    sent.put("opcuaNodeIds", "i=1\n".repeat(500));
    assertThat(((OpcUaFacet) exchanged(sent).application()).nodeIds()).hasSize(64);
  }

  @Test
  void what_a_tls_client_said_comes_back() {
    Map<String, Object> sent = common();
    sent.put("tlsVersion", 0x0304L);
    sent.put("tlsServerName", "mqtt.example");
    sent.put("tlsAlpn", "mqtt");
    FlowRecord flow = exchanged(sent);
    assertThat(flow.application()).isEqualTo(new TlsFacet(0x0304, "mqtt.example", "mqtt"));
    assertThat(flow.packets()).as("nobody counted").isZero();
  }

  @Test
  void an_end_that_nobody_knows_is_no_failure() {
    Map<String, Object> sent = common();
    sent.put("exchangeEnd", 200L);
    sent.put("mqttPacketType", 12L);
    MqttFacet facet = (MqttFacet) exchanged(sent).application();
    assertThat(facet.exchange().end()).isEqualTo(ExchangeEnd.OBSERVATION_END);
  }

  @Test
  void a_flow_without_such_elements_has_no_facet_but_an_origin() {
    FlowRecord flow = exchanged(new LinkedHashMap<>());
    assertThat(flow.application()).isNull();
    assertThat(flow.origin()).isEqualTo(new ExportOrigin(EXPORTER, 9, 1));
    assertThat(flow.packets()).isZero();
  }

  @Test
  void exchanges_of_one_instant_that_differ_in_text_only_have_ids_of_their_own() {
    Map<String, Object> first = common();
    first.put("mqttPacketType", 3L);
    first.put("mqttTopicName", "a");
    Map<String, Object> second = new LinkedHashMap<>(first);
    second.put("mqttTopicName", "b");
    assertThat(exchanged(first).id()).isNotEqualTo(exchanged(second).id());
    assertThat(exchanged(first).id()).isEqualTo(exchanged(first).id());
  }

  private static Map<String, Object> common() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("exchangeEnd", 3L);
    fields.put("exchangeMidStream", true);
    fields.put("exchangeRoundTripNanoseconds", 5L);
    return fields;
  }

  /** Encodes a record of these elements and decodes it again. */
  private static FlowRecord exchanged(Map<String, Object> elements) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("sourceIPv4Address", IpAddress.parse("192.0.2.1"));
    all.put("destinationIPv4Address", IpAddress.parse("192.0.2.2"));
    all.put("protocolIdentifier", 6L);
    all.put("flowStartNanoseconds", START);
    all.put("flowEndNanoseconds", START.plusNanos(5));
    all.putAll(elements);
    ElementRegistry registry = ElementRegistry.standard();
    List<FieldSpecifier> fields = new ArrayList<>();
    for (String name : all.keySet()) {
      InformationElement element = registry.named(name);
      int length = element.type().length();
      fields.add(
          new FieldSpecifier(element.enterprise(), element.id(), length == 0 ? 65535 : length));
    }
    Template template = Template.ofFlows(300, fields);
    List<FlowRecord> flows = new ArrayList<>();
    MessageDecoder decoder = MessageDecoder.standard();
    FlowAssembler assembler = new FlowAssembler("plant");
    MessageEncoder encoder =
        new MessageEncoder(
            Protocol.IPFIX,
            9,
            60_000,
            registry,
            octets ->
                decoder.accept(
                    EXPORTER, 0, octets, record -> flows.add(assembler.assemble(record).flow())));
    encoder.template(template);
    encoder.record(template, new ArrayList<>(all.values()));
    encoder.flush();
    assertThat(flows).hasSize(1);
    return flows.get(0);
  }

  private static String known(String text) {
    return text.equals("NULL") || text.startsWith("Unknown client") ? "" : text;
  }

  private static long nanos(JsonNode pair) {
    return pair.get(0).longValue() * 1_000_000_000L
        + ((pair.get(1).longValue() * 1_000_000_000L) >>> 32);
  }

  private static List<byte[]> missionMessages() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(resource("ipfix-live.hex"), StandardCharsets.US_ASCII))) {
      return lines.lines().map(HexFormat.of()::parseHex).collect(Collectors.toList());
    }
  }

  private static JsonNode documents() throws IOException {
    try (InputStream in = resource("mongo-docs-live.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = FacetTest.class.getResourceAsStream("/mission/" + name);
    if (in == null) {
      throw new IOException(name + " is missing");
    }
    return in;
  }
}
