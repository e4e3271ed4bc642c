package io.mudlark.probe.mqtt;

import io.mudlark.probe.tcp.StreamSegment;
import java.nio.ByteBuffer;

/**
 * Tells whether a segment seems to begin with an MQTT control packet, where nothing before it is
 * known.
 */
final class MqttGuess {
  private static final MqttFraming FRAMING = new MqttFraming();

  /** So many packets in a row are proof enough. */
  private static final int ENOUGH = 4;

  private MqttGuess() {}

  /** Whether one packet after the other makes sense up to the segment's end. */
  static boolean beginsPacket(StreamSegment segment) {
    ByteBuffer buffer = segment.buffer();
    int at = segment.offset();
    int end = at + segment.length();
    for (int i = 0; i < ENOUGH && at < end; i++) {
      long length = FRAMING.length(buffer, at, end - at);
      if (length <= 0 || !isSensible(buffer, at, (int) Math.min(end - at, length), length)) {
        return false;
      }
      at = (int) Math.min(end, at + length);
    }
    return true;
  }

  private static boolean isSensible(ByteBuffer buffer, int at, int kept, long length) {
    int type = (buffer.get(at) & 0xFF) >>> 4;
    int flags = buffer.get(at) & 0x0F;
    int header = 2;
    while (header < kept && buffer.get(at + header - 1) < 0) {
      header++;
    }
    long remaining = length - header;
    switch (type) {
      case 0:
        return false;
      case MqttType.PUBLISH:
        return (flags & 6) != 6 && isTopic(buffer, at + header, kept - header, remaining);
      case MqttType.PUBREL:
      case MqttType.SUBSCRIBE:
      case MqttType.UNSUBSCRIBE:
        return flags == 2 && remaining >= 2;
      case MqttType.PINGREQ:
      case MqttType.PINGRESP:
        return flags == 0 && remaining == 0;
      case MqttType.CONNECT:
        return flags == 0 && remaining >= 10;
      case MqttType.DISCONNECT:
      case MqttType.AUTH:
        return flags == 0;
      default:
        return flags == 0 && remaining >= 2;
    }
  }

  /** A topic name: it fits, and has neither control characters nor wildcards. */
  private static boolean isTopic(ByteBuffer buffer, int at, int kept, long remaining) {
    if (kept < 2) {
      return false;
    }
    int length = buffer.getShort(at) & 0xFFFF;
    if (length + 2L > remaining) {
      return false;
    }
    for (int i = 2; i < Math.min(kept, length + 2); i++) {
      int octet = buffer.get(at + i) & 0xFF;
      if (octet < 0x20 || octet == '#' || octet == '+') {
        return false;
      }
    }
    return true;
  }
}
