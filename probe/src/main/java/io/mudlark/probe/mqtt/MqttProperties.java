package io.mudlark.probe.mqtt;

import java.util.Arrays;

/**
 * Reads the properties of MQTT 5.0 (2.2.2) by their table: which there are, of which type, and in
 * which packets. Keeps those that exchanges need.
 */
final class MqttProperties {
  /** Stands for the properties of a will, which are in CONNECT but not of it. */
  static final int WILL = 0;

  static final int CORRELATION_DATA = 9;
  static final int ASSIGNED_CLIENT = 18;
  static final int TOPIC_ALIAS_MAXIMUM = 34;
  static final int TOPIC_ALIAS = 35;
  private static final int SUBSCRIPTION_IDENTIFIER = 11;
  private static final int USER_PROPERTY = 38;
  private static final int LAST = 42;

  private enum Kind {
    NONE,
    BYTE,
    TWO,
    FOUR,
    VARINT,
    /** UTF-8 or binary: both have a length of two octets. */
    FIELD,
    PAIR
  }

  private static final Kind[] KINDS = new Kind[LAST + 1];

  /** One bit for each packet type that may carry the property. */
  private static final int[] PACKETS = new int[LAST + 1];

  static {
    Arrays.fill(KINDS, Kind.NONE);
    define(1, Kind.BYTE, WILL, MqttType.PUBLISH);
    define(2, Kind.FOUR, WILL, MqttType.PUBLISH);
    define(3, Kind.FIELD, WILL, MqttType.PUBLISH);
    define(8, Kind.FIELD, WILL, MqttType.PUBLISH);
    define(CORRELATION_DATA, Kind.FIELD, WILL, MqttType.PUBLISH);
    define(SUBSCRIPTION_IDENTIFIER, Kind.VARINT, MqttType.PUBLISH, MqttType.SUBSCRIBE);
    define(17, Kind.FOUR, MqttType.CONNECT, MqttType.CONNACK, MqttType.DISCONNECT);
    define(ASSIGNED_CLIENT, Kind.FIELD, MqttType.CONNACK);
    define(19, Kind.TWO, MqttType.CONNACK);
    define(21, Kind.FIELD, MqttType.CONNECT, MqttType.CONNACK, MqttType.AUTH);
    define(22, Kind.FIELD, MqttType.CONNECT, MqttType.CONNACK, MqttType.AUTH);
    define(23, Kind.BYTE, MqttType.CONNECT);
    define(24, Kind.FOUR, WILL);
    define(25, Kind.BYTE, MqttType.CONNECT);
    define(26, Kind.FIELD, MqttType.CONNACK);
    define(28, Kind.FIELD, MqttType.CONNACK, MqttType.DISCONNECT);
    define(31, Kind.FIELD, MqttType.CONNACK, MqttType.DISCONNECT, MqttType.AUTH);
    define(31, Kind.FIELD, MqttType.PUBACK, MqttType.PUBREC, MqttType.PUBREL, MqttType.PUBCOMP);
    define(31, Kind.FIELD, MqttType.SUBACK, MqttType.UNSUBACK);
    define(33, Kind.TWO, MqttType.CONNECT, MqttType.CONNACK);
    define(TOPIC_ALIAS_MAXIMUM, Kind.TWO, MqttType.CONNECT, MqttType.CONNACK);
    define(TOPIC_ALIAS, Kind.TWO, MqttType.PUBLISH);
    define(36, Kind.BYTE, MqttType.CONNACK);
    define(37, Kind.BYTE, MqttType.CONNACK);
    define(USER_PROPERTY, Kind.PAIR);
    PACKETS[USER_PROPERTY] = -1;
    define(39, Kind.FOUR, MqttType.CONNECT, MqttType.CONNACK);
    define(40, Kind.BYTE, MqttType.CONNACK);
    define(41, Kind.BYTE, MqttType.CONNACK);
    define(42, Kind.BYTE, MqttType.CONNACK);
  }

  private MqttProperties() {}

  private static void define(int id, Kind kind, int... packets) {
    KINDS[id] = kind;
    for (int packet : packets) {
      PACKETS[id] |= 1 << packet;
    }
  }

  /** Reads a property length and the properties; {@code packetType} may be {@link #WILL}. */
  static void read(MqttCursor cursor, int packetType, MqttPacket packet) {
    int length = cursor.varint();
    if (length > cursor.left()) {
      cursor.malformed();
      return;
    }
    long end = cursor.left() - length;
    long seen = 0;
    while (cursor.isWhole() && cursor.left() > end) {
      int id = cursor.varint();
      if (!cursor.isWhole()) {
        return;
      }
      boolean known = id <= LAST && KINDS[id] != Kind.NONE;
      boolean again = known && (seen & 1L << id) != 0;
      if (!known || (PACKETS[id] & 1 << packetType) == 0 || (again && !mayRepeat(id))) {
        cursor.malformed();
        return;
      }
      seen |= 1L << id;
      value(cursor, id, packetType, packet);
    }
    if (cursor.isWhole() && cursor.left() != end) {
      cursor.malformed();
    }
  }

  private static boolean mayRepeat(int id) {
    return id == USER_PROPERTY || id == SUBSCRIPTION_IDENTIFIER;
  }

  private static void value(MqttCursor cursor, int id, int packetType, MqttPacket packet) {
    switch (KINDS[id]) {
      case BYTE:
        cursor.skip(1);
        break;
      case TWO:
        number(cursor.u16(), id, packet);
        break;
      case FOUR:
        cursor.skip(4);
        break;
      case VARINT:
        cursor.varint();
        break;
      case PAIR:
        cursor.field();
        cursor.field();
        break;
      default:
        int length = cursor.field();
        if (length != MqttPacket.ABSENT && packetType != WILL) {
          text(cursor.at() - length, length, id, packet);
        }
    }
  }

  private static void number(int value, int id, MqttPacket packet) {
    if (id == TOPIC_ALIAS) {
      packet.topicAlias = value;
    } else if (id == TOPIC_ALIAS_MAXIMUM) {
      packet.aliasMaximum = value;
    }
  }

  private static void text(int offset, int length, int id, MqttPacket packet) {
    if (id == CORRELATION_DATA) {
      packet.correlationOffset = offset;
      packet.correlationLength = length;
    } else if (id == ASSIGNED_CLIENT) {
      packet.clientOffset = offset;
      packet.clientLength = length;
    }
  }
}
