package io.mudlark.probe.mqtt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a parser found in one MQTT control packet; a view that is filled again and again. Texts are
 * places in the packet's buffer and valid as long as that is.
 */
public final class MqttPacket {
  /** Length of a text that is not there. */
  public static final int ABSENT = -1;

  /** How well the packet could be read. */
  public enum Outcome {
    WHOLE,
    /** What was captured or kept of it ends before its fields do; those that are there are set. */
    CUT,
    /** Its fields contradict its length or the standard. */
    MALFORMED
  }

  ByteBuffer buffer = ByteBuffer.allocate(0);
  int type;
  boolean duplicate;
  int qos;
  boolean retain;
  int packetId;
  int level;
  int reasonCode;
  int topicAlias;
  int aliasMaximum;
  long payloadOctets;
  boolean violation;
  int topicOffset;
  int topicLength;
  int clientOffset;
  int clientLength;
  int correlationOffset;
  int correlationLength;

  void reset(ByteBuffer data, int header) {
    buffer = data;
    type = header >>> 4;
    boolean publish = type == MqttType.PUBLISH;
    duplicate = publish && (header & 8) != 0;
    qos = publish ? header >>> 1 & 3 : 0;
    retain = publish && (header & 1) != 0;
    packetId = 0;
    level = 0;
    reasonCode = ABSENT;
    topicAlias = ABSENT;
    aliasMaximum = 0;
    payloadOctets = 0;
    violation = false;
    topicLength = ABSENT;
    clientLength = ABSENT;
    correlationLength = ABSENT;
  }

  /** Control packet type, 0 to 15. */
  public int type() {
    return type;
  }

  /** DUP flag of a PUBLISH. */
  public boolean isDuplicate() {
    return duplicate;
  }

  /** QoS of a PUBLISH, 0 to 3; 0 for other types. */
  public int qos() {
    return qos;
  }

  /** Packet identifier, 0 when it has none. */
  public int packetId() {
    return packetId;
  }

  /** Whether it has a topic, or a first topic filter; it may be empty. */
  public boolean hasTopic() {
    return topicLength != ABSENT;
  }

  /** The topic, the first {@code most} octets of it; empty when there is none. */
  public String topic(int most) {
    return text(topicOffset, Math.min(topicLength, most));
  }

  /** Protocol level that a CONNECT asks for, 3 to 5; otherwise 0. */
  public int level() {
    return level;
  }

  /** Topic alias of a PUBLISH (MQTT 5.0), or {@link #ABSENT}. */
  public int topicAlias() {
    return topicAlias;
  }

  /** The client identifier of a CONNECT, or the one that a CONNACK assigns. */
  public String client(int most) {
    return text(clientOffset, Math.min(clientLength, most));
  }

  /** UTF-8, with replacement characters where it is not. */
  private String text(int offset, int length) {
    if (length <= 0) {
      return "";
    }
    byte[] octets = new byte[length];
    buffer.get(offset, octets);
    return new String(octets, StandardCharsets.UTF_8);
  }

  byte[] correlation(int most) {
    byte[] octets = new byte[Math.max(0, Math.min(correlationLength, most))];
    if (octets.length > 0) {
      buffer.get(correlationOffset, octets);
    }
    return octets;
  }
}
