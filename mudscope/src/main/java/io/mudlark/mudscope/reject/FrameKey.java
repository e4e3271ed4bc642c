package io.mudlark.mudscope.reject;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;

/**
 * What MUDscope tells IPv4 packets apart by.
 *
 * @param srcMac 48 bits
 * @param dstMac 48 bits
 * @param etherType of the frame itself: 0x8100 when it is tagged
 * @param srcIp 32 bits
 * @param dstIp 32 bits
 * @param srcPort or {@link #NO_PORT}
 * @param dstPort or {@link #NO_PORT}
 * @param protocol 0..255
 */
record FrameKey(
    long srcMac,
    long dstMac,
    int etherType,
    int srcIp,
    int dstIp,
    int srcPort,
    int dstPort,
    int protocol) {
  /** Stands for the port of a packet that has none. */
  static final int NO_PORT = 1 << 16;

  /** The text by which the register lists it. */
  String text() {
    return String.join(
        "~",
        new MacAddress(srcMac).toString(),
        new MacAddress(dstMac).toString(),
        "0x0" + Integer.toHexString(etherType),
        IpAddress.v4(srcIp).toString(),
        IpAddress.v4(dstIp).toString(),
        port(srcPort),
        port(dstPort),
        Integer.toString(protocol));
  }

  private static String port(int port) {
    return port == NO_PORT ? "?" : Integer.toString(port);
  }

  @Override
  public int hashCode() {
    long hash = srcMac * 0x9E3779B97F4A7C15L + dstMac;
    hash = hash * 0x9E3779B97F4A7C15L + ((long) srcIp << 32 | Integer.toUnsignedLong(dstIp));
    hash = hash * 0x9E3779B97F4A7C15L + ((long) srcPort << 40 | (long) dstPort << 20 | protocol);
    return (int) (hash >>> 32) ^ etherType;
  }
}
