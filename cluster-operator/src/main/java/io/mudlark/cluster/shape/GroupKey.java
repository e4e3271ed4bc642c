package io.mudlark.cluster.shape;

import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.flow.IpAddress;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What flows of a group have in common.
 *
 * @param inbound whether the other end opened them
 * @param protocol their IP protocol
 * @param peer their other end; null when the group is over all peers
 * @param port their service port; null when the group is over all ports
 */
record GroupKey(boolean inbound, int protocol, @Nullable IpAddress peer, @Nullable Integer port)
    implements Comparable<GroupKey> {
  private static final Comparator<GroupKey> ORDER =
      Comparator.comparing(GroupKey::inbound)
          .thenComparing(GroupKey::protocol)
          .thenComparing(GroupKey::peer, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(GroupKey::port, Comparator.nullsFirst(Comparator.naturalOrder()));

  /** All flows with one host in one direction. */
  static GroupKey host(FlowRow row) {
    return new GroupKey(row.inbound(), row.protocol(), row.peer(), null);
  }

  /** All flows of one service in one direction, whoever the other end is. */
  static GroupKey service(FlowRow row) {
    return new GroupKey(row.inbound(), row.protocol(), null, row.servicePort());
  }

  /** All flows with one host of one service in one direction. */
  static GroupKey conversation(FlowRow row) {
    return new GroupKey(row.inbound(), row.protocol(), row.peer(), row.servicePort());
  }

  @Override
  public int compareTo(GroupKey other) {
    return ORDER.compare(this, other);
  }
}
