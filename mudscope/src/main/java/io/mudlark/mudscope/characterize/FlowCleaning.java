package io.mudlark.mudscope.characterize;

import io.mudlark.mudscope.netflows.FlowLine;
import io.mudlark.mudscope.netflows.LeftOutRows;
import java.util.List;

/**
 * MUDscope's preparation of a window: a lone flow is doubled, duplicates and outliers go.
 *
 * <p>The outlier rule removes flows of the attack itself, which is why it is only for results in
 * the original's form.
 */
final class FlowCleaning {
  /** How much longer the copy of a lone flow lasts. */
  private static final double STRETCH = 1.001;

  private FlowCleaning() {}

  /** The flows that MUDscope clusters, in its order. */
  static List<FlowLine> clean(List<FlowLine> table) {
    return doubled(LeftOutRows.withoutOutliers(LeftOutRows.withoutDuplicates(doubled(table))));
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
