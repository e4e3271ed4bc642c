package io.mudlark.process.mqtt;

import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.application.MqttControl;
import io.mudlark.flow.application.MqttFacet;
import org.jspecify.annotations.Nullable;

/**
 * One completed MQTT exchange as an MQTT-aware flow exporter reports it.
 *
 * @param id the record's identity, evidence for alerts
 * @param source {@code address:port} of the sender
 * @param destination {@code address:port} of the receiver
 * @param start first packet's time, seconds and 2^-32 fractions
 * @param end last packet's time, the same form
 * @param message what was exchanged
 */
public record MqttExchange(
    String id,
    String source,
    String destination,
    ExportTime start,
    ExportTime end,
    Message message) {

  /**
   * What the exchange was about; absent texts are empty.
   *
   * @param controlType MQTT control packet type of the first packet; 3 is PUBLISH
   * @param topic topic name
   * @param sourceClient client id of the sender
   * @param destinationClient client id of the receiver
   * @param correlation MQTT 5 correlation data, the case
   */
  public record Message(
      int controlType,
      String topic,
      String sourceClient,
      String destinationClient,
      String correlation) {}

  /** The exchange that a flow record tells of; null when it tells of none in MQTT. */
  public static @Nullable MqttExchange of(FlowRecord flow) {
    if (!(flow.application() instanceof MqttFacet mqtt)) {
      return null;
    }
    FlowKey key = flow.key();
    return new MqttExchange(
        flow.id().toString(),
        key.source() + ":" + key.sourcePort(),
        key.destination() + ":" + key.destinationPort(),
        ExportTime.ofNanos(flow.startNanos()),
        ExportTime.ofNanos(flow.endNanos()),
        new Message(
            mqtt.control().type(),
            mqtt.topic(),
            mqtt.sourceClient(),
            mqtt.destinationClient(),
            mqtt.correlation()));
  }

  /** Whether this is a PUBLISH. */
  public boolean isPublish() {
    return message.controlType() == MqttControl.PUBLISH;
  }

  /** Whether this is a PUBLISH that names its case. */
  public boolean isCaseEvent() {
    return isPublish() && !message.correlation().isEmpty();
  }
}
