package io.mudlark.ipfix.record;

import io.mudlark.flow.application.ApplicationFacet;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.ExchangeFacts;
import io.mudlark.flow.application.MqttControl;
import io.mudlark.flow.application.MqttFacet;

/**
 * MQTT exchanges as MISSION's probe exports them under enterprise 9999.
 *
 * <p>It writes words for what it does not know, which become empty texts: a topic that is really
 * called {@code NULL}, or a client really called {@code Unknown client}, cannot be told from none.
 * It exports complete exchanges only; it does not say retain, DUP, protocol level, payload length
 * or reason code.
 */
final class MissionFacetRecipe implements FacetRecipe {
  static final String KEY = "mqttControlType";
  private static final String ABSENT_TEXT = "NULL";
  private static final String UNKNOWN_CLIENT = "Unknown client";
  // what it prints for a topic and a client id of no characters
  private static final String EMPTY_TOPIC = "Topic: ";
  private static final String EMPTY_CLIENT = "Client ID: ";
  private static final int DISCONNECT = 14;
  private static final int AUTH = 15;

  private final int qos;
  private final int type;
  private final int packetId;
  private final int topic;
  private final int sourceClient;
  private final int destinationClient;
  private final int correlation;

  MissionFacetRecipe(FacetFields fields) {
    qos = fields.find("mqttQoS");
    type = fields.find(KEY);
    packetId = fields.find("mqttPacketId");
    topic = fields.find("mqttTopic");
    sourceClient = fields.find("mqttSrcClientId");
    destinationClient = fields.find("mqttDstClientId");
    correlation = fields.find("mqttCorrelationData");
  }

  @Override
  public ApplicationFacet read(RecordView record, long durationNanos) {
    MqttControl control =
        new MqttControl(
            0,
            (int) FacetFields.unsigned(record, type, 0) & 0xFF,
            (int) FacetFields.unsigned(record, qos, 0) & 0xFF,
            (int) FacetFields.unsigned(record, packetId, 0) & 0xFFFF,
            false,
            false,
            MqttControl.NO_REASON);
    String source = FacetFields.text(record, sourceClient);
    String destination = FacetFields.text(record, destinationClient);
    boolean midStream = isUnknown(source) && isUnknown(destination);
    long roundTrip = isAnswered(control) ? durationNanos : ExchangeFacts.UNKNOWN;
    return new MqttFacet(
        new ExchangeFacts(ExchangeEnd.COMPLETE, false, midStream, roundTrip),
        control,
        known(FacetFields.text(record, topic), EMPTY_TOPIC),
        known(FacetFields.text(record, correlation), ""),
        0,
        isUnknown(source) ? "" : known(source, EMPTY_CLIENT),
        isUnknown(destination) ? "" : known(destination, EMPTY_CLIENT));
  }

  /** A PUBLISH with quality of service 0, a DISCONNECT and an AUTH are complete alone. */
  private static boolean isAnswered(MqttControl control) {
    boolean unacknowledged = control.type() == MqttControl.PUBLISH && control.qos() == 0;
    return !unacknowledged && control.type() != DISCONNECT && control.type() != AUTH;
  }

  private static boolean isUnknown(String client) {
    return client.startsWith(UNKNOWN_CLIENT);
  }

  private static String known(String text, String empty) {
    return text.equals(ABSENT_TEXT) || text.equals(empty) ? "" : text;
  }
}
