package io.mudlark.probe.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds MQTT control packets for tests. */
public final class Mqtt {
  private final int header;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  private Mqtt(int header) {
    this.header = header;
  }

  /** A packet of any type and flags. */
  public static Mqtt packet(int type, int flags) {
    return new Mqtt((type << 4) | flags);
  }

  public Mqtt u8(int value) {
    body.write(value);
    return this;
  }

  public Mqtt u16(int value) {
    body.write(value >>> 8);
    body.write(value);
    return this;
  }

  public Mqtt text(String text) {
    return binary(text.getBytes(StandardCharsets.UTF_8));
  }

  public Mqtt binary(byte... octets) {
    return u16(octets.length).raw(octets);
  }

  public Mqtt raw(byte... octets) {
    body.writeBytes(octets);
    return this;
  }

  /** Properties with their length before them. */
  public Mqtt properties(byte... octets) {
    body.writeBytes(varint(octets.length));
    return raw(octets);
  }

  public byte[] build() {
    return join(new byte[] {(byte) header}, varint(body.size()), body.toByteArray());
  }

  public static byte[] varint(int value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int rest = value;
    while (rest > 127) {
      out.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
    return out.toByteArray();
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  public static byte[] connect(int level, String client) {
    Mqtt packet = packet(1, 0).text(level == 3 ? "MQIsdp" : "MQTT").u8(level).u8(2).u16(60);
    return (level == 5 ? packet.properties() : packet).text(client).build();
  }

  public static byte[] connack(int level, int code) {
    Mqtt packet = packet(2, 0).u8(0).u8(code);
    return (level == 5 ? packet.properties() : packet).build();
  }

  /** A PUBLISH before MQTT 5.0. */
  public static byte[] publish(int qos, int id, String topic, String payload) {
    return publish(packet(3, qos << 1), qos, id, topic)
        .raw(payload.getBytes(StandardCharsets.UTF_8))
        .build();
  }

  /** A PUBLISH of MQTT 5.0. */
  public static byte[] publish5(int qos, int id, String topic, byte... properties) {
    return publish(packet(3, qos << 1), qos, id, topic).properties(properties).u8('p').build();
  }

  private static Mqtt publish(Mqtt packet, int qos, int id, String topic) {
    packet.text(topic);
    return qos > 0 ? packet.u16(id) : packet;
  }

  /** Correlation data as a property. */
  public static byte[] correlation(String value) {
    byte[] octets = value.getBytes(StandardCharsets.UTF_8);
    return join(new byte[] {9, (byte) (octets.length >>> 8), (byte) octets.length}, octets);
  }

  public static byte[] alias(int alias) {
    return new byte[] {35, (byte) (alias >>> 8), (byte) alias};
  }

  /** PUBACK, PUBREC, PUBREL, PUBCOMP and UNSUBACK as before MQTT 5.0. */
  public static byte[] ack(int type, int id) {
    return packet(type, type == 6 ? 2 : 0).u16(id).build();
  }

  /** The same with a reason code of MQTT 5.0. */
  public static byte[] ack(int type, int id, int reason) {
    return packet(type, type == 6 ? 2 : 0).u16(id).u8(reason).build();
  }

  public static byte[] subscribe(int id, String filter) {
    return packet(8, 2).u16(id).text(filter).u8(1).build();
  }

  public static byte[] suback(int id, int... codes) {
    Mqtt packet = packet(9, 0).u16(id);
    for (int code : codes) {
      packet.u8(code);
    }
    return packet.build();
  }

  public static byte[] empty(int type) {
    return packet(type, 0).build();
  }
}
