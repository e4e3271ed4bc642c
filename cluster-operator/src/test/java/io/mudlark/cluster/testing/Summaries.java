package io.mudlark.cluster.testing;

import io.mudlark.flow.IpProtocol;
import io.mudlark.mrt.BusiestService;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.ClusterSpread;
import io.mudlark.mrt.ClusterSummary;
import io.mudlark.mrt.FitInfo;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.mrt.TrafficShape;
import io.mudlark.mrt.Volume;
import io.mudlark.mrt.WindowTotals;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Characterizations with clusters in a plane, for tests of what follows them. */
public final class Summaries {
  private Summaries() {}

  public static Builder window(long ordinal) {
    return new Builder(ordinal);
  }

  /** One window. */
  public static final class Builder {
    private final long ordinal;
    private final List<ClusterSummary> clusters = new ArrayList<>();
    private @Nullable ClusterSummary noise;
    private Volume volume = Volume.NONE;
    private Volume accepted = Volume.NONE;
    private @Nullable BusiestService busiest;
    private @Nullable BusiestService held;
    private String scaler = "scale";
    private TrafficKind kind = TrafficKind.OTHER;
    private boolean last;

    private Builder(long ordinal) {
      this.ordinal = ordinal;
    }

    public Builder cluster(long flows, double x, double y) {
      Volume part = new Volume(flows, flows, flows * 44);
      clusters.add(summary(clusters.size(), part, List.of(x, y)));
      volume = volume.plus(part);
      return this;
    }

    public Builder noise(long flows) {
      return noise(flows, flows, flows * 44);
    }

    public Builder noise(long flows, long packets, long octets) {
      if (flows > 0) {
        Volume part = new Volume(flows, packets, octets);
        noise = summary(ClusterSummary.NOISE, part, List.of(0.0, 0.0));
        volume = volume.plus(part);
      }
      return this;
    }

    public Builder accepted(long flows, BusiestService service) {
      accepted = new Volume(flows, flows, flows * 80);
      busiest = service;
      return this;
    }

    /** Connections to a service that were left open, beside as many other accepted flows. */
    public Builder held(long connections, int port) {
      held = new BusiestService(false, IpProtocol.TCP, port, true, connections);
      return accepted(2 * connections, held);
    }

    public Builder scaledBy(String hash) {
      scaler = hash;
      return this;
    }

    public Builder kind(TrafficKind value) {
      kind = value;
      return this;
    }

    public Builder last() {
      last = true;
      return this;
    }

    public Characterization build() {
      return new Characterization(
          Windows.PLUG,
          Windows.span(ordinal),
          last,
          new WindowTotals(accepted, volume, Volume.NONE, Volume.NONE),
          new FitInfo(4, 2, "exact", volume.flows(), 1, 1, false, List.of("x", "y"), scaler),
          clusters,
          noise,
          shape(),
          List.of(),
          0,
          busiest,
          held);
    }

    private TrafficShape shape() {
      return volume.flows() == 0
          ? TrafficShape.NONE
          : new TrafficShape(
              volume, 1, 1, 1, 1, 1, 0, 1, "tcp", 1, kind, volume.flows(), null, null, "tcp");
    }

    private static ClusterSummary summary(int label, Volume volume, List<Double> centroid) {
      return new ClusterSummary(
          label,
          null,
          volume,
          centroid,
          ClusterSpread.NONE,
          1,
          List.of(),
          TrafficShape.NONE,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of());
    }
  }
}
