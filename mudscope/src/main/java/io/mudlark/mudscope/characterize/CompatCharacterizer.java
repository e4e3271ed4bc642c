package io.mudlark.mudscope.characterize;

import io.mudlark.cluster.hdbscan.Hdbscan;
import io.mudlark.cluster.hdbscan.HdbscanConfig;
import io.mudlark.mudscope.characterize.Descriptor.Property;
import io.mudlark.mudscope.characterize.WindowDocument.Method;
import io.mudlark.mudscope.netflows.FlowLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Characterizes windows as MUDscope does, oddities included. Only ties of distances are treated
 * otherwise: alike, where the original lets the order of the rows decide.
 */
final class CompatCharacterizer implements WindowCharacterizer {
  /** What the original writes down; it clusters with 1.2 per cent. */
  private static final Method METHOD =
      new Method(1.4, 0.2, RankedFeatures.NAMES, "sklearn.preprocessing.StandardScaler", null);

  private static final double CLUSTER_PER_CENT = 1.2;
  private static final double SAMPLES_SHARE = 0.2;

  private final RankedReference reference;

  CompatCharacterizer(RankedReference reference) {
    this.reference = reference;
  }

  @Override
  public WindowDocument characterize(Deployment deployment, List<FlowLine> table)
      throws NothingToCharacterize {
    if (table.isEmpty()) {
      throw new NothingToCharacterize();
    }
    List<FlowLine> flows = FlowCleaning.clean(table);
    double[][] rows = RankedFeatures.of(flows, reference);
    int[] labels = Hdbscan.with(parameters(rows.length)).fit(rows).labels();
    Map<Integer, List<Integer>> members = new TreeMap<>();
    for (int row = 0; row < labels.length; row++) {
      members.computeIfAbsent(labels[row], label -> new ArrayList<>()).add(row);
    }
    List<DescribedCluster> clusters = new ArrayList<>();
    members.forEach((label, of) -> clusters.add(cluster(label, of, flows, rows)));
    return new WindowDocument(deployment, METHOD, null, descriptor(flows), clusters);
  }

  /** HDBSCAN*'s parameters for so many flows. */
  static HdbscanConfig parameters(int rows) {
    int wanted = (int) Math.floor(rows / 100.0 * CLUSTER_PER_CENT);
    int samples = (int) Math.floor(SAMPLES_SHARE * wanted);
    return HdbscanConfig.of(Math.max(2, wanted), Math.max(2, samples)).withAllowSingleCluster(true);
  }

  private static DescribedCluster cluster(
      int label, List<Integer> members, List<FlowLine> flows, double[][] rows) {
    double[][] points = members.stream().map(row -> rows[row]).toArray(double[][]::new);
    return new DescribedCluster(
        label, PairDistances.of(points), descriptor(members.stream().map(flows::get).toList()));
  }

  private static Descriptor descriptor(List<FlowLine> flows) {
    return new Descriptor(
        flows.stream().mapToDouble(FlowLine::startSeconds).min().orElse(0),
        flows.stream().mapToDouble(FlowLine::startSeconds).max().orElse(0),
        flows.size(),
        List.of(
            property("tcp_flags_val", true, flows, FlowLine::flagBits),
            property("bytes_per_packet", false, flows, FlowLine::octetsPerPacket),
            property("input_bytes", false, flows, FlowLine::inOctets),
            property("output_bytes", false, flows, FlowLine::outOctets),
            property("bytes_per_second", false, flows, FlowLine::bitsPerSecond),
            property("time_duration", false, flows, FlowLine::durationSeconds)));
  }

  private static Property property(
      String name, boolean integral, List<FlowLine> flows, ToDoubleFunction<FlowLine> value) {
    return Property.of(name, integral, flows.stream().mapToDouble(value).toArray());
  }
}
