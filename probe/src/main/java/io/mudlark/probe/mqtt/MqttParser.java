package io.mudlark.probe.mqtt;

import io.mudlark.probe.tcp.Frame;

/**
 * Reads MQTT control packets of versions 3.1, 3.1.1 and 5.0: the fields that exchanges need, all
 * properties by their table. Allocates nothing and reads at most the packet's own octets, each of
 * them a bounded number of times.
 */
public final class MqttParser {
  private final MqttCursor cursor = new MqttCursor();

  /**
   * Reads one control packet.
   *
   * @param frame the packet with its fixed header
   * @param level protocol level of the connection, 3 to 5; 0 when it is not known
   * @param p filled with what was found
   */
  public MqttPacket.Outcome parse(Frame frame, int level, MqttPacket p) {
    int header = frame.kept() == 0 ? 0 : frame.buffer().get(frame.offset()) & 0xFF;
    p.reset(frame.buffer(), header);
    cursor.reset(frame.buffer(), frame.offset(), frame.kept(), frame.length());
    cursor.skip(1);
    cursor.varint();
    p.violation = isFlagViolation(p, header & 0x0F);
    if (cursor.isWhole()) {
      body(p, level);
    }
    return cursor.outcome();
  }

  /** Reserved flags (2.1.3) and DUP at QoS 0; worth a note, not worth losing the packet. */
  private static boolean isFlagViolation(MqttPacket p, int flags) {
    switch (p.type) {
      case MqttType.PUBLISH:
        return p.duplicate && p.qos == 0;
      case MqttType.PUBREL:
      case MqttType.SUBSCRIBE:
      case MqttType.UNSUBSCRIBE:
        return flags != 2;
      default:
        return flags != 0;
    }
  }

  private void body(MqttPacket p, int level) {
    switch (p.type) {
      case MqttType.CONNECT:
        connect(p);
        break;
      case MqttType.CONNACK:
        connack(p);
        break;
      case MqttType.PUBLISH:
        publish(p, level);
        break;
      case MqttType.PUBACK:
      case MqttType.PUBREC:
      case MqttType.PUBREL:
      case MqttType.PUBCOMP:
        identifier(p);
        reason(p, level);
        break;
      case MqttType.SUBSCRIBE:
      case MqttType.UNSUBSCRIBE:
        filters(p, level);
        break;
      case MqttType.SUBACK:
      case MqttType.UNSUBACK:
        codes(p, level);
        break;
      case MqttType.PINGREQ:
      case MqttType.PINGRESP:
        p.violation |= cursor.left() > 0;
        break;
      case MqttType.DISCONNECT:
      case MqttType.AUTH:
        reason(p, level);
        break;
      default:
        cursor.malformed();
    }
  }

  /** 3.1 of each version; MQTT 3.1 calls itself MQIsdp. */
  private void connect(MqttPacket p) {
    int nameLength = cursor.field();
    p.violation |= nameLength != 4 && nameLength != 6;
    // Bridges set the uppermost bit of the level.
    p.level = cursor.u8() & 0x7F;
    int flags = cursor.u8();
    cursor.u16();
    if (cursor.isWhole() && (p.level < 3 || p.level > 5)) {
      cursor.malformed();
    }
    if (p.level == 5) {
      MqttProperties.read(cursor, MqttType.CONNECT, p);
    }
    p.clientLength = cursor.field();
    p.clientOffset = cursor.at() - Math.max(0, p.clientLength);
    if ((flags & 0x04) != 0) {
      if (p.level == 5) {
        MqttProperties.read(cursor, MqttProperties.WILL, p);
      }
      cursor.field();
      cursor.field();
    }
    for (int bit = 0x80; bit >= 0x40; bit >>= 1) {
      if ((flags & bit) != 0) {
        cursor.field();
      }
    }
    p.violation |= cursor.left() > 0 || (flags & 1) != 0;
  }

  /** 3.2: two octets before MQTT 5.0, more since. */
  private void connack(MqttPacket p) {
    p.violation |= cursor.u8() > 1;
    p.reasonCode = cursor.u8();
    p.level = cursor.left() > 0 ? 5 : 0;
    if (p.level == 5) {
      MqttProperties.read(cursor, MqttType.CONNACK, p);
    }
  }

  private void publish(MqttPacket p, int level) {
    p.topicLength = cursor.field();
    p.topicOffset = cursor.at() - Math.max(0, p.topicLength);
    if (p.qos == 3) {
      cursor.malformed();
    }
    if (p.qos > 0) {
      identifier(p);
    }
    if (level == 5) {
      MqttProperties.read(cursor, MqttType.PUBLISH, p);
    } else if (level == 0) {
      guessProperties(p);
    }
    p.payloadOctets = cursor.left();
  }

  /**
   * Without the CONNECT nobody says whether properties or the message come next. Properties are
   * believed when they parse by the table and are not none.
   */
  private void guessProperties(MqttPacket p) {
    int start = cursor.at();
    if (cursor.keptLeft() < 2) {
      return;
    }
    boolean some = cursor.u8() != 0;
    cursor.moveTo(start);
    if (!some) {
      return;
    }
    long left = cursor.left();
    MqttProperties.read(cursor, MqttType.PUBLISH, p);
    if (!cursor.isWhole()) {
      p.topicAlias = MqttPacket.ABSENT;
      p.correlationLength = MqttPacket.ABSENT;
      int kept = cursor.keptEnd() - start;
      cursor.reset(p.buffer, start, kept, left);
    } else {
      p.level = 5;
    }
  }

  private void identifier(MqttPacket p) {
    p.packetId = cursor.u16();
    if (cursor.isWhole() && p.packetId == 0) {
      cursor.malformed();
    }
  }

  /** A reason code and properties, both of which may be left out: success then (3.4.2.1). */
  private void reason(MqttPacket p, int level) {
    if (cursor.left() == 0) {
      p.reasonCode = level == 5 && cursor.isWhole() ? 0 : p.reasonCode;
      return;
    }
    if (level == 3 || level == 4) {
      p.violation = true;
      return;
    }
    p.reasonCode = cursor.u8();
    if (cursor.left() > 0) {
      MqttProperties.read(cursor, p.type, p);
    }
    p.violation |= cursor.left() > 0;
  }

  /** The first topic filter; the others are left alone, however many there are. */
  private void filters(MqttPacket p, int level) {
    identifier(p);
    int start = cursor.at();
    boolean properties = level == 5 || (level == 0 && !isFilterList(p.type));
    if (cursor.isWhole()) {
      cursor.moveTo(start);
    }
    if (properties) {
      MqttProperties.read(cursor, p.type, p);
    }
    p.topicLength = cursor.field();
    p.topicOffset = cursor.at() - Math.max(0, p.topicLength);
    if (p.type == MqttType.SUBSCRIBE) {
      cursor.u8();
    }
  }

  /** Whether what is left begins like a filter rather than like properties without content. */
  private boolean isFilterList(int type) {
    int options = type == MqttType.SUBSCRIBE ? 1 : 0;
    int start = cursor.at();
    if (cursor.keptLeft() < 2) {
      return true;
    }
    int length = cursor.u16();
    cursor.moveTo(start);
    return length > 0 && 2L + length + options <= cursor.left();
  }

  /** The largest code, which is a refusal when any is; before MQTT 5.0 UNSUBACK has none. */
  private void codes(MqttPacket p, int level) {
    identifier(p);
    if (level == 5) {
      MqttProperties.read(cursor, p.type, p);
    }
    int most = cursor.keptLeft();
    for (int i = 0; i < most; i++) {
      p.reasonCode = Math.max(p.reasonCode, cursor.u8());
    }
  }
}
