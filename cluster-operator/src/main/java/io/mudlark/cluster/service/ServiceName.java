package io.mudlark.cluster.service;

import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.flow.IpAddress;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What makes flows those of one service.
 *
 * @param inbound whether the other end opened them
 * @param protocol their IP protocol number
 * @param port their service port; 0 when the protocol has none
 * @param peer their other end; null for all other ends together
 */
record ServiceName(boolean inbound, int protocol, int port, @Nullable IpAddress peer)
    implements Comparable<ServiceName> {
  private static final Comparator<ServiceName> ORDER =
      Comparator.comparing(ServiceName::inbound)
          .thenComparing(ServiceName::protocol)
          .thenComparing(ServiceName::port)
          .thenComparing(ServiceName::peer, Comparator.nullsLast(Comparator.naturalOrder()));

  static ServiceName withPeer(FlowRow row) {
    return new ServiceName(row.inbound(), row.protocol(), row.servicePort(), row.peer());
  }

  static ServiceName withAnyPeer(FlowRow row) {
    return new ServiceName(row.inbound(), row.protocol(), row.servicePort(), null);
  }

  @Override
  public int compareTo(ServiceName other) {
    return ORDER.compare(this, other);
  }
}
