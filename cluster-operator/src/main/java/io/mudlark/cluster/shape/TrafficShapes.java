package io.mudlark.cluster.shape;

import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.mrt.TopCount;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.mrt.TrafficShape;
import io.mudlark.mrt.Volume;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Computes the shape of a set of rejected flows. */
public final class TrafficShapes {
  private TrafficShapes() {}

  /** The shape of these rows, in any order. */
  public static TrafficShape of(List<FlowRow> rows) {
    return of(rows, volume(rows));
  }

  /**
   * The shape of the rows when they are a sample of more traffic: shares and distinct values are
   * those of the sample, amounts are the true ones.
   */
  public static TrafficShape of(List<FlowRow> rows, Volume total) {
    if (rows.isEmpty()) {
      return TrafficShape.NONE;
    }
    Set<IpAddress> peers = new HashSet<>();
    Set<Integer> devicePorts = new HashSet<>();
    Set<Integer> peerPorts = new HashSet<>();
    long inbound = 0;
    long synOnly = 0;
    long answered = 0;
    for (FlowRow row : rows) {
      peers.add(row.peer());
      if (IpProtocol.hasPorts(row.protocol())) {
        devicePorts.add(row.devicePort());
        peerPorts.add(row.peerPort());
      }
      inbound += row.inbound() ? 1 : 0;
      synOnly += row.synOnly() ? 1 : 0;
      answered += row.answered() ? 1 : 0;
    }
    TopCount protocol = protocols(rows).top(1).get(0);
    double count = rows.size();
    Kind kind = Kind.of(rows, protocol.value(), total.flows() / count);
    return new TrafficShape(
        total,
        peers.size(),
        devicePorts.size(),
        peerPorts.size(),
        inbound / count,
        synOnly / count,
        answered / count,
        (double) total.packets() / total.flows(),
        protocol.value(),
        protocol.flows() / count,
        kind.kind(),
        kind.flows(),
        kind.peer(),
        kind.port(),
        kind.protocol());
  }

  /** Flows, packets and octets of the rows. */
  public static Volume volume(List<FlowRow> rows) {
    long packets = 0;
    long octets = 0;
    for (FlowRow row : rows) {
      packets += row.packets();
      octets += row.octets();
    }
    return new Volume(rows.size(), packets, octets);
  }

  public static TopValues protocols(List<FlowRow> rows) {
    TopValues protocols = new TopValues();
    rows.forEach(row -> protocols.add(IpProtocol.name(row.protocol())));
    return protocols;
  }

  /** The part of a shape that says what the traffic amounts to. */
  private record Kind(
      TrafficKind kind,
      long flows,
      @Nullable String peer,
      @Nullable Integer port,
      String protocol) {
    static Kind of(List<FlowRow> rows, String topProtocol, double weight) {
      KindRules.Finding best = KindRules.best(rows);
      if (best == null) {
        return new Kind(
            TrafficKind.OTHER, Math.round(rows.size() * weight), null, null, topProtocol);
      }
      GroupKey key = best.key();
      Integer port = key.port();
      return new Kind(
          best.kind(),
          Math.round(best.group().flows() * weight),
          key.peer() == null ? null : key.peer().toString(),
          port == null || port == 0 ? null : port,
          IpProtocol.name(key.protocol()));
    }
  }
}
