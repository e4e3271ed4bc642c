package io.mudlark.generator.conversation;

import io.mudlark.generator.packet.Payload;

/**
 * What one side of a TCP connection says before the other is heard again.
 *
 * @param fromClient whether the side that opened the connection speaks
 * @param payload what it says; empty for a keep-alive probe (RFC 9293 3.8.4)
 * @param pauseNanos how long it waits before it speaks
 */
public record Turn(boolean fromClient, Payload payload, long pauseNanos) {
  public static Turn client(Payload payload, long pauseNanos) {
    return new Turn(true, payload, pauseNanos);
  }

  public static Turn server(Payload payload, long pauseNanos) {
    return new Turn(false, payload, pauseNanos);
  }
}
