package io.mudlark.probe.mqtt;

import io.mudlark.flow.application.ApplicationFacet;
import io.mudlark.flow.application.ExchangeFacts;
import io.mudlark.flow.application.MqttControl;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.probe.exchange.ExchangeContent;
import io.mudlark.probe.exchange.OpenExchange;
import org.jspecify.annotations.Nullable;

/** What is known of one MQTT exchange, open or not. */
final class MqttExchange implements ExchangeContent {
  final int type;
  final int qos;
  private final MqttSession session;
  private final boolean clientAsks;
  private final int packetId;
  private final boolean retain;
  private final String topic;
  private final String correlation;
  private final long payloadOctets;
  private boolean duplicate;
  private int reasonCode = MqttControl.NO_REASON;

  /** Its place in the table of open exchanges; null when it never has one. */
  @Nullable OpenExchange open;

  MqttExchange(
      MqttSession session, boolean clientAsks, MqttPacket p, String topic, String correlation) {
    this.session = session;
    this.clientAsks = clientAsks;
    this.type = p.type;
    this.qos = p.qos;
    this.packetId = p.packetId;
    this.retain = p.retain;
    this.duplicate = p.duplicate;
    this.payloadOctets = p.payloadOctets;
    this.topic = topic;
    this.correlation = correlation;
    if (p.type == MqttType.DISCONNECT || p.type == MqttType.AUTH) {
      reasonCode = p.reasonCode;
    }
  }

  boolean clientAsks() {
    return clientAsks;
  }

  int packetId() {
    return packetId;
  }

  void markDuplicate() {
    duplicate = true;
  }

  /** Takes the answer's reason code, if it has one. */
  void answered(int code) {
    if (code != MqttPacket.ABSENT) {
      reasonCode = code;
    }
  }

  @Override
  public boolean isMidStream() {
    return session.isMidStream();
  }

  @Override
  public void released() {
    session.released(this);
  }

  @Override
  public ApplicationFacet.Exchange facet(ExchangeFacts facts) {
    String client = session.client();
    return new MqttFacet(
        facts,
        new MqttControl(session.level(), type, qos, packetId, retain, duplicate, reasonCode),
        topic,
        correlation,
        payloadOctets,
        clientAsks ? client : "",
        clientAsks ? "" : client);
  }
}
