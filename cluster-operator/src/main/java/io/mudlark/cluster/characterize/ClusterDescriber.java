package io.mudlark.cluster.characterize;

import io.mudlark.cluster.feature.FeatureColumn;
import io.mudlark.cluster.feature.FeatureTable;
import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.cluster.feature.Quantiles;
import io.mudlark.cluster.shape.TopValues;
import io.mudlark.cluster.shape.TrafficShapes;
import io.mudlark.flow.IpProtocol;
import io.mudlark.mrt.ClusterSummary;
import io.mudlark.mrt.FeatureSummary;
import io.mudlark.mrt.Volume;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/** Turns the rows of one cluster into its summary. */
final class ClusterDescriber {
  private static final int TOP = 5;
  private static final int SAMPLE = 5;

  private final List<FlowRow> flows;
  private final ScaledRows scaled;
  private final double weight;

  /**
   * @param flows the window's rows by view id
   * @param scaled the same, scaled
   * @param weight how many flows each row stands for, 1 unless the window was sampled
   */
  ClusterDescriber(List<FlowRow> flows, ScaledRows scaled, double weight) {
    this.flows = flows;
    this.scaled = scaled;
    this.weight = weight;
  }

  /** The summary of the rows with these numbers, ascending and at least one. */
  ClusterSummary describe(int label, int[] members, double persistence) {
    List<FlowRow> rows = Arrays.stream(members).mapToObj(flows::get).toList();
    double[] centroid = centroid(members);
    Volume volume = weighted(TrafficShapes.volume(rows));
    return new ClusterSummary(
        label,
        null,
        volume,
        Arrays.stream(centroid).boxed().toList(),
        Spreads.of(scaled, members, centroid),
        persistence,
        descriptors(rows),
        TrafficShapes.of(rows, volume),
        ports(rows, FlowRow::peerPort).top(TOP),
        ports(rows, FlowRow::devicePort).top(TOP),
        peers(rows).top(TOP),
        TrafficShapes.protocols(rows).top(TOP),
        rows.stream().map(FlowRow::flowId).sorted().limit(SAMPLE).map(Object::toString).toList());
  }

  private double[] centroid(int[] members) {
    double[] centroid = new double[scaled.columns()];
    for (int row : members) {
      for (int column = 0; column < centroid.length; column++) {
        centroid[column] += scaled.ofRow(row, column);
      }
    }
    for (int column = 0; column < centroid.length; column++) {
      centroid[column] /= members.length;
    }
    return centroid;
  }

  private Volume weighted(Volume volume) {
    return new Volume(
        Math.round(volume.flows() * weight),
        Math.round(volume.packets() * weight),
        Math.round(volume.octets() * weight));
  }

  private static List<FeatureSummary> descriptors(List<FlowRow> rows) {
    List<FeatureSummary> summaries = new ArrayList<>();
    for (FeatureColumn column : FeatureTable.DESCRIPTIVE) {
      double[] values = rows.stream().mapToDouble(column.of()).toArray();
      Quantiles quantiles = new Quantiles(values);
      summaries.add(
          new FeatureSummary(
              column.name(),
              column.unit(),
              quantiles.min(),
              quantiles.max(),
              Quantiles.mean(values),
              Quantiles.deviation(values),
              quantiles.at(0.5),
              quantiles.deciles()));
    }
    return summaries;
  }

  private static TopValues ports(List<FlowRow> rows, ToIntFunction<FlowRow> port) {
    TopValues values = new TopValues();
    for (FlowRow row : rows) {
      if (IpProtocol.hasPorts(row.protocol())) {
        values.add(Integer.toString(port.applyAsInt(row)));
      }
    }
    return values;
  }

  private static TopValues peers(List<FlowRow> rows) {
    TopValues values = new TopValues();
    rows.forEach(row -> values.add(row.peer().toString()));
    return values;
  }
}
