package io.mudlark.probe.export;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.application.ApplicationFacet;
import io.mudlark.flow.application.CoapFacet;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.flow.application.OpcUaFacet;
import io.mudlark.flow.application.TlsFacet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which elements a record has, by what is known of its application; one template pair each. */
enum RecordLayout {
  PLAIN(),
  MQTT(
      "exchangeEnd",
      "exchangeMidStream",
      "exchangeRoundTripNanoseconds",
      "mqttProtocolLevel",
      "mqttPacketType",
      "mqttQualityOfService",
      "mqttPacketIdentifier",
      "mqttRetain",
      "mqttDuplicate",
      "mqttReasonCode",
      "mqttTopicName",
      "mqttCorrelation",
      "mqttPayloadOctets",
      "mqttSourceClient",
      "mqttDestinationClient"),
  COAP(
      "exchangeEnd",
      "exchangeMidStream",
      "exchangeRoundTripNanoseconds",
      "coapType",
      "coapMethod",
      "coapResponse",
      "coapMessageId",
      "coapToken",
      "coapPath",
      "coapPayloadOctets",
      "coapNotifications",
      "coapBlocks"),
  OPC_UA(
      "exchangeEnd",
      "exchangeMidStream",
      "exchangeRoundTripNanoseconds",
      "opcuaMessageType",
      "opcuaSecureChannelId",
      "opcuaRequestId",
      "opcuaService",
      "opcuaStatusCode",
      "opcuaSecurityPolicy",
      "opcuaNodeIds"),
  TLS("tlsVersion", "tlsServerName", "tlsAlpn");

  private final String names;

  RecordLayout(String... names) {
    this.names = String.join(",", names);
  }

  /** Names of the elements behind those that all flows have. */
  List<String> names() {
    return names.isEmpty() ? List.of() : List.of(names.split(",", -1));
  }

  /** The layout of a record. */
  static RecordLayout of(FlowRecord flow) {
    ApplicationFacet facet = flow.application();
    if (facet instanceof MqttFacet) {
      return MQTT;
    }
    if (facet instanceof CoapFacet) {
      return COAP;
    }
    if (facet instanceof OpcUaFacet) {
      return OPC_UA;
    }
    return facet instanceof TlsFacet ? TLS : PLAIN;
  }

  /** Adds the values of the elements, in the order of {@link #names}. */
  static void values(@Nullable ApplicationFacet facet, List<@Nullable Object> values) {
    if (facet instanceof ApplicationFacet.Exchange exchange) {
      values.add((long) exchange.exchange().end().code());
      values.add(exchange.exchange().midStream());
      values.add(exchange.exchange().roundTripNanos());
    }
    if (facet instanceof MqttFacet mqtt) {
      add(mqtt, values);
    } else if (facet instanceof CoapFacet coap) {
      add(coap, values);
    } else if (facet instanceof OpcUaFacet opcUa) {
      add(opcUa, values);
    } else if (facet instanceof TlsFacet tls) {
      values.add((long) tls.version());
      values.add(tls.serverName());
      values.add(tls.alpn());
    }
  }

  private static void add(MqttFacet mqtt, List<@Nullable Object> values) {
    values.add((long) mqtt.control().protocolLevel());
    values.add((long) mqtt.control().type());
    values.add((long) mqtt.control().qos());
    values.add((long) mqtt.control().packetId());
    values.add(mqtt.control().retain());
    values.add(mqtt.control().duplicate());
    values.add((long) mqtt.control().reasonCode());
    values.add(mqtt.topic());
    values.add(mqtt.correlation());
    values.add(mqtt.payloadOctets());
    values.add(mqtt.sourceClient());
    values.add(mqtt.destinationClient());
  }

  private static void add(CoapFacet coap, List<@Nullable Object> values) {
    values.add((long) coap.type());
    values.add((long) coap.method());
    values.add((long) coap.response());
    values.add((long) coap.messageId());
    values.add(coap.token());
    values.add(coap.path());
    values.add(coap.payloadOctets());
    values.add((long) coap.notifications());
    values.add((long) coap.blocks());
  }

  private static void add(OpcUaFacet opcUa, List<@Nullable Object> values) {
    values.add(opcUa.messageType());
    values.add(opcUa.secureChannelId());
    values.add(opcUa.requestId());
    values.add(opcUa.service());
    values.add(opcUa.statusCode());
    values.add(opcUa.securityPolicy());
    values.add(String.join("\n", opcUa.nodeIds()));
  }
}
