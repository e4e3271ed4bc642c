package io.mudlark.probe.mqtt;

import io.mudlark.probe.tcp.Framing;
import java.nio.ByteBuffer;

/** Finds the end of a WebSocket frame (RFC 6455, 5.2). */
final class WebSocketFraming implements Framing {
  static final int MASK_OCTETS = 4;

  @Override
  public long length(ByteBuffer buffer, int offset, int available) {
    if (available < 2) {
      return MORE;
    }
    int second = buffer.get(offset + 1);
    int header = header(second);
    if (available < header) {
      return MORE;
    }
    long payload = second & 0x7F;
    if (payload == 126) {
      payload = buffer.getShort(offset + 2) & 0xFFFF;
    } else if (payload == 127) {
      payload = buffer.getLong(offset + 2);
    }
    return payload < 0 || payload > Long.MAX_VALUE - header ? BROKEN : header + payload;
  }

  /** Octets before the payload, the mask included. */
  static int header(int second) {
    int length = second & 0x7F;
    int extension = length == 126 ? 2 : length == 127 ? 8 : 0;
    return 2 + extension + (second < 0 ? MASK_OCTETS : 0);
  }
}
