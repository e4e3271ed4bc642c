package io.mudlark.probe.mqtt;

import io.mudlark.probe.tcp.Framing;
import java.nio.ByteBuffer;

/**
 * Finds the end of an MQTT control packet by its fixed header (MQTT 5.0, 2.1): a remaining length
 * of one to four octets of seven bits each.
 */
public final class MqttFraming implements Framing {
  /** Octets of the remaining length at most (2.1.4). */
  private static final int MAX_LENGTH_OCTETS = 4;

  @Override
  public long length(ByteBuffer buffer, int offset, int available) {
    long value = 0;
    for (int i = 1; i <= MAX_LENGTH_OCTETS; i++) {
      if (i >= available) {
        return MORE;
      }
      int octet = buffer.get(offset + i);
      value |= (long) (octet & 0x7F) << (7 * (i - 1));
      if (octet >= 0) {
        return value + i + 1;
      }
    }
    return BROKEN;
  }
}
