package io.mudlark.flow.application;

/**
 * What the first control packet of an MQTT exchange says of itself.
 *
 * @param protocolLevel 3 for MQTT 3.1, 4 for 3.1.1, 5 for 5.0, 0 when the CONNECT was not seen
 * @param type MQTT control packet type, 1 (CONNECT) to 15 (AUTH); 3 is PUBLISH
 * @param qos quality of service of a PUBLISH, else 0
 * @param packetId packet identifier, 0 when it has none
 * @param retain RETAIN flag of a PUBLISH
 * @param duplicate whether it was sent again: the DUP flag of any of its packets
 * @param reasonCode reason or return code of the last answer; {@link #NO_REASON} without one
 */
public record MqttControl(
    int protocolLevel,
    int type,
    int qos,
    int packetId,
    boolean retain,
    boolean duplicate,
    int reasonCode) {
  public static final int NO_REASON = -1;
  public static final int CONNECT = 1;
  public static final int PUBLISH = 3;
}
