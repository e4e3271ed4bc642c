package io.mudlark.probe.mission;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Finds correlation data as the original does: in the payload of the TCP segment, by the first zero
 * octet, without looking at MQTT's own lengths. Right only for the simplest of messages.
 */
final class MissionCorrelation {
  /** The original would have ended with an exception here. */
  static final class Crash extends Exception {
    private static final long serialVersionUID = 1L;

    Crash(String what) {
      super(what, null, false, false);
    }
  }

  private static final int CORRELATION = 9;

  private MissionCorrelation() {}

  /**
   * The value, or an empty text when none is found.
   *
   * @param payload of the segment in which the PUBLISH ends
   * @throws Crash where the original's reading goes beyond the end, or the value is no UTF-8
   */
  static String find(byte[] payload, boolean hasPacketId) throws Crash {
    int at = 0;
    while (at < payload.length && payload[at] != 0) {
      at++;
    }
    if (at == payload.length) {
      return "";
    }
    at += octet(payload, at + 1, payload.length) + 2 + (hasPacketId ? 2 : 0);
    int end = Math.min(payload.length, at + 1 + octet(payload, at, payload.length));
    int found = at + 1;
    while (found < end) {
      if (payload[found] == CORRELATION && octet(payload, found + 1, end) == 0) {
        int from = found + 3;
        int to = Math.min(end, from + octet(payload, found + 2, end));
        return text(payload, from, Math.max(0, to - from));
      }
      found++;
    }
    return "";
  }

  private static int octet(byte[] payload, int at, int end) throws Crash {
    if (at >= end) {
      throw new Crash("reads octet " + at + " of " + end);
    }
    return payload[at] & 0xFF;
  }

  private static String text(byte[] payload, int from, int length) throws Crash {
    try {
      ByteBuffer value = ByteBuffer.wrap(payload, from, length);
      return StandardCharsets.UTF_8.newDecoder().decode(value).toString();
    } catch (CharacterCodingException e) {
      throw new Crash("correlation data is no UTF-8");
    }
  }
}
