package io.mudlark.ipfix.record;

import io.mudlark.flow.application.ApplicationFacet;
import io.mudlark.flow.application.MqttControl;
import io.mudlark.flow.application.MqttFacet;

/** MQTT exchanges as Mudlark's own elements tell of them. */
final class MqttFacetRecipe implements FacetRecipe {
  static final String KEY = "mqttPacketType";

  private final FacetFields.Exchange exchange;
  private final int protocolLevel;
  private final int type;
  private final int qos;
  private final int packetId;
  private final int retain;
  private final int duplicate;
  private final int reasonCode;
  private final int topic;
  private final int correlation;
  private final int payloadOctets;
  private final int sourceClient;
  private final int destinationClient;

  MqttFacetRecipe(FacetFields fields) {
    exchange = new FacetFields.Exchange(fields);
    protocolLevel = fields.find("mqttProtocolLevel");
    type = fields.find(KEY);
    qos = fields.find("mqttQualityOfService");
    packetId = fields.find("mqttPacketIdentifier");
    retain = fields.find("mqttRetain");
    duplicate = fields.find("mqttDuplicate");
    reasonCode = fields.find("mqttReasonCode");
    topic = fields.find("mqttTopicName");
    correlation = fields.find("mqttCorrelation");
    payloadOctets = fields.find("mqttPayloadOctets");
    sourceClient = fields.find("mqttSourceClient");
    destinationClient = fields.find("mqttDestinationClient");
  }

  @Override
  public ApplicationFacet read(RecordView record, long durationNanos) {
    MqttControl control =
        new MqttControl(
            (int) FacetFields.unsigned(record, protocolLevel, 0) & 0xFF,
            (int) FacetFields.unsigned(record, type, 0) & 0xFF,
            (int) FacetFields.unsigned(record, qos, 0) & 0xFF,
            (int) FacetFields.unsigned(record, packetId, 0) & 0xFFFF,
            FacetFields.truth(record, retain),
            FacetFields.truth(record, duplicate),
            (short) FacetFields.signed(record, reasonCode, MqttControl.NO_REASON));
    return new MqttFacet(
        exchange.read(record),
        control,
        FacetFields.text(record, topic),
        FacetFields.text(record, correlation),
        FacetFields.count(record, payloadOctets),
        FacetFields.text(record, sourceClient),
        FacetFields.text(record, destinationClient));
  }
}
