package io.mudlark.probe.mqtt;

/** Which control packet answers which (MQTT 5.0, 4.3), and whether an answer is a refusal. */
final class MqttAnswer {
  private static final int REFUSAL = 0x80;

  private MqttAnswer() {}

  /** The type of packet that this type of packet answers. */
  static int askedBy(int answer) {
    switch (answer) {
      case MqttType.PUBACK:
      case MqttType.PUBREC:
      case MqttType.PUBCOMP:
        return MqttType.PUBLISH;
      default:
        // CONNACK, SUBACK, UNSUBACK and PINGRESP follow what they answer.
        return answer - 1;
    }
  }

  /** Whether a packet of this type answers a request of this quality of service. */
  static boolean fits(int type, int qos) {
    switch (type) {
      case MqttType.PUBACK:
        return qos == 1;
      case MqttType.PUBREC:
      case MqttType.PUBCOMP:
        return qos == 2;
      default:
        return true;
    }
  }

  /** Any return code but 0 of a CONNACK, and any reason code of 0x80 or more. */
  static boolean isRefusal(MqttPacket p) {
    return p.type == MqttType.CONNACK ? p.reasonCode > 0 : p.reasonCode >= REFUSAL;
  }
}
