package io.mudlark.mudscope.characterize;

import io.mudlark.cluster.characterize.Characterizer;
import io.mudlark.cluster.characterize.CharacterizerConfig;
import io.mudlark.cluster.characterize.WindowRows;
import io.mudlark.cluster.feature.FeatureTable;
import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.cluster.feature.Scaler;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.ClusterSummary;
import io.mudlark.mrt.FeatureSummary;
import io.mudlark.mrt.Volume;
import io.mudlark.mrt.WindowSpan;
import io.mudlark.mrt.WindowTotals;
import io.mudlark.mudscope.characterize.Descriptor.Property;
import io.mudlark.mudscope.characterize.WindowDocument.Method;
import io.mudlark.mudscope.characterize.WindowDocument.Span;
import io.mudlark.mudscope.netflows.FlowLine;
import io.mudlark.site.DeviceId;
import java.util.ArrayList;
import java.util.List;

/**
 * Characterizes windows as the stream does: features that mean the same in every window, no flow
 * doubled or removed, windows without flows or without clusters included.
 */
final class FixedCharacterizer implements WindowCharacterizer {
  private static final CharacterizerConfig CONFIG = CharacterizerConfig.DEFAULT;
  private static final double NANOS = 1e9;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** MUDscope's names of the descriptive features, in their order here. */
  private static final List<String> PRIMARY =
      List.of(
          "tcp_flags_val",
          "bytes_per_packet",
          "output_bytes",
          "input_bytes",
          "bytes_per_second",
          "time_duration");

  private final Characterizer characterizer;
  private final Method method;

  FixedCharacterizer(Scaler scaler) {
    this.characterizer = new Characterizer(CONFIG, scaler);
    this.method =
        new Method(
            100 * CONFIG.minClusterShare(),
            CONFIG.minSamplesShare(),
            FeatureTable.clusteredNames(),
            "mudlark.fixed-reference",
            scaler.hash());
  }

  @Override
  public WindowDocument characterize(Deployment deployment, List<FlowLine> table) {
    if (table.isEmpty()) {
      return new WindowDocument(deployment, method, null, Descriptor.empty(), List.of());
    }
    List<FlowRow> rows = TableRows.ofWindow(table).stream().sorted(FlowRow.BY_VIEW).toList();
    Characterization found = characterizer.characterize(window(deployment, rows));
    double start = rows.stream().mapToLong(FlowRow::startNanos).min().orElse(0) / NANOS;
    double lastStart = rows.stream().mapToLong(FlowRow::startNanos).max().orElse(0) / NANOS;
    double end = rows.stream().mapToLong(FlowRow::endNanos).max().orElse(0) / NANOS;
    List<DescribedCluster> clusters = new ArrayList<>();
    ClusterSummary noise = found.noise();
    if (noise != null) {
      clusters.add(cluster(noise, start, lastStart));
    }
    found.clusters().forEach(each -> clusters.add(cluster(each, start, lastStart)));
    return new WindowDocument(
        deployment,
        method,
        new Span(start, end),
        new Descriptor(start, lastStart, rows.size(), properties(rows)),
        clusters);
  }

  private static WindowRows window(Deployment deployment, List<FlowRow> rows) {
    long start = rows.stream().mapToLong(FlowRow::startNanos).min().orElse(0);
    long end = rows.stream().mapToLong(FlowRow::endNanos).max().orElse(0);
    Volume volume = Volume.NONE;
    for (FlowRow row : rows) {
      volume = volume.plusFlow(row.packets(), row.octets());
    }
    return new WindowRows(
        new DeviceId(deployment.deploymentId(), deployment.deviceId()),
        new WindowSpan(
            Math.floorDiv(start, NANOS_PER_MILLI), Math.floorDiv(end, NANOS_PER_MILLI) + 1, 0),
        false,
        new WindowTotals(Volume.NONE, volume, Volume.NONE, Volume.NONE),
        rows);
  }

  private static DescribedCluster cluster(ClusterSummary found, double start, double end) {
    List<Property> properties = new ArrayList<>();
    for (int i = 0; i < PRIMARY.size(); i++) {
      FeatureSummary summary = found.descriptors().get(i);
      properties.add(
          new Property(
              PRIMARY.get(i),
              i == 0,
              summary.min(),
              summary.max(),
              summary.mean(),
              summary.deviation(),
              summary.median(),
              summary.deciles()));
    }
    long flows = found.volume().flows();
    return new DescribedCluster(
        found.label(),
        new SpatialData(
            flows,
            found.spread().mean(),
            found.spread().deviation(),
            found.spread().max(),
            null,
            found.centroid()),
        new Descriptor(start, end, flows, properties));
  }

  private static List<Property> properties(List<FlowRow> rows) {
    List<Property> properties = new ArrayList<>();
    for (int i = 0; i < PRIMARY.size(); i++) {
      var column = FeatureTable.DESCRIPTIVE.get(i);
      double[] values = rows.stream().mapToDouble(column.of()).toArray();
      properties.add(Property.of(PRIMARY.get(i), i == 0, values));
    }
    return properties;
  }
}
