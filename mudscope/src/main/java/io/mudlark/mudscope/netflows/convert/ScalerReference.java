package io.mudlark.mudscope.netflows.convert;

import io.mudlark.mudscope.netflows.FlowLine;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The reference from which MUDscope's scaler learns what is normal: a flow table of normal traffic
 * without outliers, with every text replaced by its rank.
 *
 * <p>Despite the name of its file nothing in it is scaled yet.
 */
public final class ScalerReference {
  private static final double OUTLIER_DEVIATIONS = 5;
  private static final List<ToDoubleFunction<FlowLine>> OUTLIER_COLUMNS =
      List.of(
          FlowLine::durationSeconds,
          FlowLine::bitsPerSecond,
          FlowLine::packetsPerSecond,
          FlowLine::octetsPerPacket);

  private ScalerReference() {}

  /** The lines of the reference's file for a clean flow table, header first. */
  public static List<String> lines(List<FlowLine> table) {
    return List.of();
  }
}
