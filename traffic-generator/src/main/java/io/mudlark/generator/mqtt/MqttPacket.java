package io.mudlark.generator.mqtt;

import io.mudlark.generator.packet.OctetWriter;
import io.mudlark.generator.packet.Payload;
import java.nio.charset.StandardCharsets;

/** MQTT control packets, as octets (OASIS MQTT 5.0 and 3.1.1, chapters 2 and 3 of both). */
public final class MqttPacket {
  public static final int PUBACK = 4;
  public static final int PUBREC = 5;
  public static final int PUBREL = 6;
  public static final int PUBCOMP = 7;

  private static final int CORRELATION_DATA = 9;
  private static final int RESPONSE_TOPIC = 8;
  private static final int CAPACITY = 70_000;

  private MqttPacket() {}

  /** CONNECT with a clean start. */
  public static Payload connect(String clientId, int keepAliveSeconds) {
    return connect(MqttVersion.V5, clientId, keepAliveSeconds);
  }

  static Payload connect(MqttVersion version, String clientId, int keepAliveSeconds) {
    OctetWriter body = new OctetWriter(CAPACITY);
    text(body, "MQTT");
    body.u8(version.level()).u8(2).u16(keepAliveSeconds);
    version.noProperties(body);
    text(body, clientId);
    return packet(1, 0, body);
  }

  /** CONNECT with a user name and a password. */
  public static Payload connect(String clientId, String user, String password) {
    OctetWriter body = new OctetWriter(CAPACITY);
    text(body, "MQTT");
    body.u8(5).u8(0xC2).u16(60).u8(0);
    text(body, clientId);
    text(body, user);
    text(body, password);
    return packet(1, 0, body);
  }

  /** CONNACK without a session; reason 0 is success, 0x86 a bad user name or password. */
  public static Payload connack(int reason) {
    return connack(MqttVersion.V5, reason);
  }

  static Payload connack(MqttVersion version, int reason) {
    return packet(2, 0, version.noProperties(new OctetWriter(8).u8(0).u8(reason)));
  }

  /** PUBLISH; the packet id is ignored at QoS 0. */
  public static Payload publish(MqttMessage message, int packetId, boolean duplicate) {
    return publish(MqttVersion.V5, message, packetId, duplicate);
  }

  /** In version 3.1.1 a message loses its properties. */
  static Payload publish(
      MqttVersion version, MqttMessage message, int packetId, boolean duplicate) {
    OctetWriter body = new OctetWriter(CAPACITY);
    text(body, message.topic());
    if (message.qos() > 0) {
      body.u16(packetId);
    }
    OctetWriter properties = new OctetWriter(CAPACITY);
    if (!message.responseTopic().isEmpty()) {
      properties.u8(RESPONSE_TOPIC);
      text(properties, message.responseTopic());
    }
    if (!message.correlation().isEmpty()) {
      properties.u8(CORRELATION_DATA);
      text(properties, message.correlation());
    }
    if (version == MqttVersion.V5) {
      variable(body, properties.length());
      body.bytes(properties.array(), 0, properties.length());
    }
    body.text(message.payload());
    int flags = (message.qos() << 1) | (duplicate ? 8 : 0);
    return packet(3, flags, body);
  }

  /** PUBACK, PUBREC, PUBREL or PUBCOMP of a packet id, successful. */
  public static Payload acknowledge(int type, int packetId) {
    return packet(type, type == PUBREL ? 2 : 0, new OctetWriter(4).u16(packetId));
  }

  /** SUBSCRIBE to one topic filter at QoS 2; in MQTT 5 without what the client itself publishes. */
  static Payload subscribe(MqttVersion version, int packetId, String filter) {
    OctetWriter body = version.noProperties(new OctetWriter(CAPACITY).u16(packetId));
    text(body, filter);
    return packet(8, 2, body.u8(version == MqttVersion.V5 ? 6 : 2));
  }

  /** SUBACK that grants QoS 2. */
  static Payload suback(MqttVersion version, int packetId) {
    return packet(9, 0, version.noProperties(new OctetWriter(8).u16(packetId)).u8(2));
  }

  public static Payload pingRequest() {
    return packet(12, 0, new OctetWriter(1));
  }

  public static Payload pingResponse() {
    return packet(13, 0, new OctetWriter(1));
  }

  /** A normal DISCONNECT. */
  public static Payload disconnect() {
    return packet(14, 0, new OctetWriter(1));
  }

  private static Payload packet(int type, int flags, OctetWriter body) {
    OctetWriter out = new OctetWriter(body.length() + 5);
    out.u8((type << 4) | flags);
    variable(out, body.length());
    return Payload.of(out.bytes(body.array(), 0, body.length()).toBytes());
  }

  /** A variable byte integer (1.5.5). */
  private static void variable(OctetWriter out, int value) {
    int left = value;
    do {
      int digit = left & 0x7F;
      left >>>= 7;
      out.u8(left > 0 ? digit | 0x80 : digit);
    } while (left > 0);
  }

  private static void text(OctetWriter out, String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    out.u16(octets.length).bytes(octets);
  }
}
