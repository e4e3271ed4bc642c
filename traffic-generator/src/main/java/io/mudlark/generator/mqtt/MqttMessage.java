package io.mudlark.generator.mqtt;

/**
 * An application message with what MQTT 5 lets it carry for request and response (section 4.10).
 *
 * @param topic where it is published
 * @param payload its content, as text
 * @param qos 0, 1 or 2
 * @param correlation its correlation data, as text; empty for none
 * @param responseTopic where an answer is expected; empty for none
 */
public record MqttMessage(
    String topic, String payload, int qos, String correlation, String responseTopic) {
  public MqttMessage {
    if (qos < 0 || qos > 2) {
      throw new IllegalArgumentException("QoS is 0, 1 or 2, not " + qos);
    }
  }
}
