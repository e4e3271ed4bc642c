package io.mudlark.process.mqtt;

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

  /** Whether this is a PUBLISH that names its case. */
  public boolean isCaseEvent() {
    return message.controlType() == 3 && !message.correlation().isEmpty();
  }
}
