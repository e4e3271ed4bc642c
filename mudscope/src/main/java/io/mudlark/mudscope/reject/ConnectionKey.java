package io.mudlark.mudscope.reject;

import io.mudlark.flow.IpProtocol;
import io.mudlark.probe.packet.PacketView;

/**
 * What connects the packets between the device and one peer; both directions have one key, but ICMP
 * messages each have their own. Filled again and again for look-ups; copies are kept.
 */
final class ConnectionKey {
  private long peerHigh;
  private long peerLow;
  private long deviceHigh;
  private long deviceLow;
  private long peerMac;
  private long numbers;

  /** Reads a dissected packet that is from or to the device. */
  void read(PacketView view, boolean fromDevice) {
    boolean icmp = view.protocol() == IpProtocol.ICMP || view.protocol() == IpProtocol.ICMPV6;
    peerHigh = fromDevice ? view.destinationHigh() : view.sourceHigh();
    peerLow = fromDevice ? view.destinationLow() : view.sourceLow();
    deviceHigh = fromDevice ? view.sourceHigh() : view.destinationHigh();
    deviceLow = fromDevice ? view.sourceLow() : view.destinationLow();
    peerMac = fromDevice ? view.destinationMac() : view.sourceMac();
    int peerPort = fromDevice ? view.destinationPort() : view.sourcePort();
    int devicePort = fromDevice ? view.sourcePort() : view.destinationPort();
    if (icmp) {
      peerPort = view.icmpTypeCode();
      devicePort = fromDevice ? 1 : 0;
    }
    numbers =
        (long) view.version() << 48
            | (long) view.protocol() << 40
            | (long) peerPort << 16
            | devicePort;
  }

  ConnectionKey copy() {
    ConnectionKey copy = new ConnectionKey();
    copy.peerHigh = peerHigh;
    copy.peerLow = peerLow;
    copy.deviceHigh = deviceHigh;
    copy.deviceLow = deviceLow;
    copy.peerMac = peerMac;
    copy.numbers = numbers;
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConnectionKey key
        && key.peerLow == peerLow
        && key.numbers == numbers
        && key.peerHigh == peerHigh
        && key.deviceLow == deviceLow
        && key.deviceHigh == deviceHigh
        && key.peerMac == peerMac;
  }

  @Override
  public int hashCode() {
    long hash = numbers * 0x9E3779B97F4A7C15L + peerLow;
    hash = hash * 0x9E3779B97F4A7C15L + peerHigh;
    hash = hash * 0x9E3779B97F4A7C15L + deviceLow + deviceHigh;
    hash = hash * 0x9E3779B97F4A7C15L + peerMac;
    return (int) (hash >>> 32);
  }
}
