package io.mudlark.cluster.service;

import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.TcpFlags;
import io.mudlark.mrt.ServiceUse;
import io.mudlark.mrt.Volume;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Running counts over the flows of one service in one window. */
final class ServiceFlows {
  /** Conversations that start within this time are one contact. */
  static final long ONE_CONTACT_NANOS = 1_000_000_000L;

  private static final int LATEST_GAPS = 16;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final List<Long> starts = new ArrayList<>();
  private final Set<IpAddress> peers = new HashSet<>();
  private Volume volume = Volume.NONE;
  private long mostPackets;
  private boolean housekeeping = true;

  void add(FlowRow row, ServiceTable.Treatment treatment) {
    volume = volume.plusFlow(row.packets(), row.octets());
    mostPackets = Math.max(mostPackets, row.packets());
    housekeeping &= treatment == ServiceTable.Treatment.HOUSEKEEPING;
    peers.add(row.peer());
    if (beginsConversation(row)) {
      starts.add(row.startNanos());
    }
  }

  Volume volume() {
    return volume;
  }

  int peers() {
    return peers.size();
  }

  /** A TCP flow with flags but without the opener's SYN continues an older one. */
  private static boolean beginsConversation(FlowRow row) {
    int opener = row.inbound() ? row.flagsIn() : row.flagsOut();
    return row.protocol() != IpProtocol.TCP || opener == 0 || (opener & TcpFlags.SYN) != 0;
  }

  ServiceUse use(ServiceName name) {
    List<Long> contacts = contacts();
    List<Double> gaps = new ArrayList<>();
    for (int i = 1; i < contacts.size(); i++) {
      gaps.add((contacts.get(i) - contacts.get(i - 1)) / 1e9);
    }
    double mean = gaps.stream().mapToDouble(gap -> gap).average().orElse(0);
    double variance =
        gaps.stream().mapToDouble(gap -> (gap - mean) * (gap - mean)).average().orElse(0);
    boolean none = contacts.isEmpty();
    return new ServiceUse(
        name.inbound(),
        IpProtocol.name(name.protocol()),
        name.port() == 0 ? null : name.port(),
        name.peer() == null ? null : name.peer().toString(),
        volume,
        mostPackets,
        housekeeping,
        contacts.size(),
        none ? null : Math.floorDiv(contacts.get(0), NANOS_PER_MILLI),
        none ? null : Math.floorDiv(contacts.get(contacts.size() - 1), NANOS_PER_MILLI),
        mean,
        Math.sqrt(variance),
        gaps.subList(Math.max(0, gaps.size() - LATEST_GAPS), gaps.size()));
  }

  private List<Long> contacts() {
    List<Long> contacts = new ArrayList<>();
    for (long start : starts.stream().sorted().toList()) {
      if (contacts.isEmpty() || start - contacts.get(contacts.size() - 1) >= ONE_CONTACT_NANOS) {
        contacts.add(start);
      }
    }
    return contacts;
  }
}
