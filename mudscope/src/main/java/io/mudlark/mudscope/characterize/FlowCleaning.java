package io.mudlark.mudscope.characterize;

import io.mudlark.mudscope.netflows.FlowLine;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * MUDscope's preparation of a window: a lone flow is doubled, duplicates and outliers go.
 *
 * <p>The outlier rule removes flows of the attack itself, which is why it is only for results in
 * the original's form.
 */
final class FlowCleaning {
  /** How much longer the copy of a lone flow lasts. */
  private static final double STRETCH = 1.001;

  /** A value so many sample standard deviations from the mean is an outlier. */
  private static final double FAR = 5;

  private static final List<ToDoubleFunction<FlowLine>> CHECKED =
      List.of(
          FlowLine::durationSeconds,
          FlowLine::bitsPerSecond,
          FlowLine::packetsPerSecond,
          FlowLine::octetsPerPacket);

  private FlowCleaning() {}

  /** The flows that MUDscope clusters, in its order. */
  static List<FlowLine> clean(List<FlowLine> table) {
    return doubled(withoutOutliers(withoutDuplicates(doubled(table))));
  }

  /** Of rows equal in all columns only the last stays. */
  static List<FlowLine> withoutDuplicates(List<FlowLine> table) {
    LinkedHashSet<FlowLine> last = new LinkedHashSet<>();
    for (FlowLine line : table) {
      last.remove(line);
      last.add(line);
    }
    return List.copyOf(last);
  }

  /** All four columns are judged over all rows before any row goes. */
  static List<FlowLine> withoutOutliers(List<FlowLine> table) {
    BitSet outliers = new BitSet(table.size());
    for (ToDoubleFunction<FlowLine> column : CHECKED) {
      mark(table.stream().mapToDouble(column).toArray(), outliers);
    }
    List<FlowLine> kept = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      if (!outliers.get(i)) {
        kept.add(table.get(i));
      }
    }
    return kept;
  }

  private static void mark(double[] values, BitSet outliers) {
    double mean = 0;
    for (double value : values) {
      mean += value;
    }
    mean /= values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    // Of a single value the sample deviation is not a number, and nothing is far from its mean.
    double deviation = Math.sqrt(squares / (values.length - 1));
    for (int i = 0; i < values.length; i++) {
      if (Math.abs(values[i] - mean) > FAR * deviation) {
        outliers.set(i);
      }
    }
  }

  private static List<FlowLine> doubled(List<FlowLine> table) {
    return table.size() == 1 ? List.of(table.get(0), stretched(table.get(0))) : table;
  }

  private static FlowLine stretched(FlowLine line) {
    return new FlowLine(
        line.startNanos(),
        line.endNanos(),
        line.durationSeconds() * STRETCH,
        line.protocol(),
        line.source(),
        line.destination(),
        line.sourcePort(),
        line.destinationPort(),
        line.sourceAs(),
        line.previousAs(),
        line.inPackets(),
        line.outPackets(),
        line.inOctets(),
        line.outOctets(),
        line.flags(),
        line.flagBits(),
        line.flagColumns(),
        line.direction(),
        line.bitsPerSecond(),
        line.packetsPerSecond(),
        line.octetsPerPacket(),
        line.clientLatencyMillis(),
        line.serverLatencyMillis(),
        line.applicationLatencyMillis());
  }
}
