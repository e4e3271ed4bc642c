package io.mudlark.mudscope.netflows;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The rows of a flow table that MUDscope leaves out before it looks at one: duplicates and
 * outliers.
 */
public final class LeftOutRows {
  /** A value so many sample standard deviations from the mean is an outlier. */
  private static final double FAR = 5;

  private static final List<ToDoubleFunction<FlowLine>> CHECKED =
      List.of(
          FlowLine::durationSeconds,
          FlowLine::bitsPerSecond,
          FlowLine::packetsPerSecond,
          FlowLine::octetsPerPacket);

  private LeftOutRows() {}

  /** Of rows equal in all columns only the last stays. */
  public static List<FlowLine> withoutDuplicates(List<FlowLine> table) {
    LinkedHashSet<FlowLine> last = new LinkedHashSet<>();
    for (FlowLine line : table) {
      last.remove(line);
      last.add(line);
    }
    return List.copyOf(last);
  }

  /** All four columns are judged over all rows before any row goes. */
  public static List<FlowLine> withoutOutliers(List<FlowLine> table) {
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
}
