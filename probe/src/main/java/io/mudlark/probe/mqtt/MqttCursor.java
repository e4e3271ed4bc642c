package io.mudlark.probe.mqtt;

import java.nio.ByteBuffer;

/**
 * Reads the fields of a control packet, never beyond its own length or what was kept of it. After a
 * field that is not there every further one reads as 0; {@link #outcome} says why.
 */
final class MqttCursor {
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private int at;

  private int keptEnd;

  /** Index after the last octet that the packet has; a long, since it may be 256 MiB away. */
  private long end;

  private MqttPacket.Outcome outcome = MqttPacket.Outcome.WHOLE;

  void reset(ByteBuffer data, int from, int kept, long length) {
    buffer = data;
    at = from;
    keptEnd = from + kept;
    end = from + length;
    outcome = MqttPacket.Outcome.WHOLE;
  }

  MqttPacket.Outcome outcome() {
    return outcome;
  }

  boolean isWhole() {
    return outcome == MqttPacket.Outcome.WHOLE;
  }

  void malformed() {
    outcome = MqttPacket.Outcome.MALFORMED;
  }

  int at() {
    return at;
  }

  void moveTo(int index) {
    at = index;
  }

  /** Index after the last octet that is there. */
  int keptEnd() {
    return keptEnd;
  }

  /** Octets of the packet that are left, kept or not. */
  long left() {
    return isWhole() ? end - at : 0;
  }

  /** Octets of the packet that are left and kept. */
  int keptLeft() {
    return isWhole() ? keptEnd - at : 0;
  }

  private boolean has(int octets) {
    if (!isWhole()) {
      return false;
    }
    if (octets > end - at) {
      outcome = MqttPacket.Outcome.MALFORMED;
      return false;
    }
    if (octets > keptEnd - at) {
      outcome = MqttPacket.Outcome.CUT;
      return false;
    }
    return true;
  }

  int u8() {
    return has(1) ? buffer.get(at++) & 0xFF : 0;
  }

  int u16() {
    if (!has(2)) {
      return 0;
    }
    at += 2;
    return buffer.getShort(at - 2) & 0xFFFF;
  }

  /** A variable byte integer (1.5.5): at most four octets. */
  int varint() {
    int value = 0;
    for (int shift = 0; shift < 28; shift += 7) {
      int octet = u8();
      value |= (octet & 0x7F) << shift;
      if (octet < 0x80) {
        return value;
      }
    }
    malformed();
    return 0;
  }

  /** Passes over so many octets. */
  void skip(int octets) {
    if (has(octets)) {
      at += octets;
    }
  }

  /** Passes over a text or binary field with a length of two octets; returns that length. */
  int field() {
    int length = u16();
    skip(length);
    return isWhole() ? length : MqttPacket.ABSENT;
  }
}
