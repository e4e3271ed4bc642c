package io.mudlark.mudscope.mudgen.learn;

import io.mudlark.flow.IpProtocol;
import java.util.Comparator;

/**
 * Something a device uses, or offers: what a pair of access control entries allows.
 *
 * @param byDevice whether the device opens the conversation, so that the port is the peer's
 * @param version 4 or 6
 * @param protocol IP protocol
 * @param port the port at the end that is called; for ICMP {@code type * 256 + code}; else 0
 * @param peer the other end
 */
record Service(boolean byDevice, int version, int protocol, int port, Peer peer)
    implements Comparable<Service> {
  private static final Comparator<Service> ORDER =
      Comparator.comparing(Service::byDevice)
          .reversed()
          .thenComparingInt(Service::version)
          .thenComparing(Service::peer)
          .thenComparingInt(Service::protocol)
          .thenComparingInt(Service::port);

  boolean isIcmp() {
    return protocol == IpProtocol.ICMP || protocol == IpProtocol.ICMPV6;
  }

  Service with(Peer other) {
    return new Service(byDevice, version, protocol, port, other);
  }

  @Override
  public int compareTo(Service other) {
    return ORDER.compare(this, other);
  }
}
