package io.mudlark.flow.application;

/**
 * One MQTT exchange (MQTT 3.1, 3.1.1, 5.0): a control packet and those that answer it.
 *
 * <p>Absent texts are empty. Correlation data that is no UTF-8 text is written {@code 0x} and
 * hexadecimal digits.
 *
 * @param exchange how it went
 * @param control what the first control packet says in its fixed header and of its protocol
 * @param topic topic name of a PUBLISH, first topic filter of a SUBSCRIBE or UNSUBSCRIBE
 * @param correlation MQTT 5 correlation data: which case it belongs to
 * @param payloadOctets length of the application message
 * @param sourceClient client identifier of the sender
 * @param destinationClient client identifier of the receiver
 */
public record MqttFacet(
    ExchangeFacts exchange,
    MqttControl control,
    String topic,
    String correlation,
    long payloadOctets,
    String sourceClient,
    String destinationClient)
    implements ApplicationFacet.Exchange {

  @Override
  public String protocol() {
    return "mqtt";
  }
}
