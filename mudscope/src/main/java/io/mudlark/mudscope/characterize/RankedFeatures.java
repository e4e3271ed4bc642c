package io.mudlark.mudscope.characterize;

import io.mudlark.mudscope.netflows.AddressClass;
import io.mudlark.mudscope.netflows.FlowLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * MUDscope's six clustering features. Kind of address and port are numbered by their rank among
 * those of the same window, so that the same port is another number in another window.
 */
final class RankedFeatures {
  /** The columns, in the order of every centroid. */
  static final List<String> NAMES = List.of("bpp", "flgs_int", "sa", "obyt", "ibyt", "dp");

  private RankedFeatures() {}

  /** One row per flow, scaled by the reference. */
  static double[][] of(List<FlowLine> flows, RankedReference reference) {
    Map<String, String> kinds = new HashMap<>();
    flows.forEach(flow -> kinds.computeIfAbsent(flow.source(), AddressClass::ofText));
    Map<String, Integer> kindRanks = ranks(flows, flow -> kinds.getOrDefault(flow.source(), ""));
    Map<Double, Integer> portRanks = ranks(flows, FlowLine::destinationPort);
    double[][] rows = new double[flows.size()][];
    for (int i = 0; i < rows.length; i++) {
      FlowLine flow = flows.get(i);
      rows[i] =
          reference.scale(
              flow.octetsPerPacket(),
              flow.flagBits(),
              kindRanks.getOrDefault(kinds.getOrDefault(flow.source(), ""), 0),
              flow.outOctets(),
              flow.inOctets(),
              portRanks.getOrDefault(flow.destinationPort(), 0));
    }
    return rows;
  }

  private static <T extends Comparable<T>> Map<T, Integer> ranks(
      List<FlowLine> flows, Function<FlowLine, T> value) {
    List<T> sorted = flows.stream().map(value).distinct().sorted().toList();
    Map<T, Integer> ranks = new HashMap<>();
    IntStream.range(0, sorted.size()).forEach(i -> ranks.put(sorted.get(i), i));
    return ranks;
  }
}
