package io.mudlark.cluster.flink;

import io.mudlark.flow.FlowId;
import io.mudlark.mrt.DirectionVerdict;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.mrt.Reason;
import io.mudlark.mrt.Volume;
import io.mudlark.mrt.WindowTotals;

/**
 * The running totals of an open window and how thinly its rejected flows are kept.
 *
 * @param totals what became of its flows so far
 * @param kept rejected flows in state
 * @param thinning only flows whose view id ends in so many zero bits are kept; 0 keeps all
 */
public record WindowBook(WindowTotals totals, int kept, int thinning) {
  static final WindowBook EMPTY = new WindowBook(WindowTotals.NONE, 0, 0);

  /** The four fates of a flow in a window. */
  enum Fate {
    ACCEPTED,
    REJECTED,
    UNRESOLVED,
    UNPROFILED
  }

  static Fate fateOf(JudgedFlow judged, boolean clusterUnresolved) {
    switch (judged.verdict().outcome()) {
      case ACCEPTED:
        return Fate.ACCEPTED;
      case UNPROFILED:
        return Fate.UNPROFILED;
      default:
        DirectionVerdict decisive = judged.verdict().decisive(judged.deviceInitiated());
        boolean unresolved = decisive != null && decisive.reason() == Reason.NAME_UNRESOLVED;
        return unresolved && !clusterUnresolved ? Fate.UNRESOLVED : Fate.REJECTED;
    }
  }

  /** With one more flow in the totals. */
  WindowBook plus(Fate fate, long packets, long octets) {
    return new WindowBook(
        new WindowTotals(
            add(totals.accepted(), fate == Fate.ACCEPTED, packets, octets),
            add(totals.rejected(), fate == Fate.REJECTED, packets, octets),
            add(totals.unresolved(), fate == Fate.UNRESOLVED, packets, octets),
            add(totals.unprofiled(), fate == Fate.UNPROFILED, packets, octets)),
        kept,
        thinning);
  }

  WindowBook withKept(int rows, int zeroBits) {
    return new WindowBook(totals, rows, zeroBits);
  }

  /** Whether a flow with this view id is among those kept: a property of the id alone. */
  static boolean isKept(FlowId viewId, int zeroBits) {
    return Long.numberOfTrailingZeros(viewId.low()) >= zeroBits;
  }

  private static Volume add(Volume volume, boolean applies, long packets, long octets) {
    return applies ? volume.plusFlow(packets, octets) : volume;
  }
}
