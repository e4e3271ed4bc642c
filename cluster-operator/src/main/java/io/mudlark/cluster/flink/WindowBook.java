package io.mudlark.cluster.flink;

import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.TcpFlags;
import io.mudlark.mrt.BusiestService;
import io.mudlark.mrt.DirectionVerdict;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.mrt.Reason;
import io.mudlark.mrt.Volume;
import io.mudlark.mrt.WindowTotals;
import io.mudlark.site.Role;
import org.jspecify.annotations.Nullable;

/**
 * The running totals of an open window and how thinly its rejected flows are kept.
 *
 * @param totals what became of its flows so far
 * @param kept rejected flows in state
 * @param thinning only flows whose view id ends in so many zero bits are kept; 0 keeps all
 * @param busiest the service that most accepted flows are about so far; null before the first
 * @param held the same of accepted connections that the device opened and left open
 */
public record WindowBook(
    WindowTotals totals,
    int kept,
    int thinning,
    @Nullable BusiestService busiest,
    @Nullable BusiestService held) {
  static final WindowBook EMPTY = new WindowBook(WindowTotals.NONE, 0, 0, null, null);

  /** Packets up to which a connection that was left open was hardly used. */
  private static final int HELD_PACKETS = 12;

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
        thinning,
        busiest,
        held);
  }

  /** With one more accepted flow in the search for the busiest service. */
  WindowBook withAccepted(JudgedFlow judged) {
    FlowRecord flow = judged.flow();
    boolean inbound = judged.role() != Role.SOURCE;
    int protocol = flow.key().protocol();
    int port = inbound ? judged.devicePort() : judged.peerPort();
    boolean answered = flow.forward().packets() > 0 && flow.reverse().packets() > 0;
    BusiestService service =
        new BusiestService(
            inbound, protocol, IpProtocol.hasPorts(protocol) ? port : 0, answered, 1);
    return new WindowBook(
        totals,
        kept,
        thinning,
        BusiestService.after(busiest, service),
        answered && !inbound && isHeld(flow) ? BusiestService.after(held, service) : held);
  }

  /** Whether it is a TCP connection whose begin was seen, hardly used, and no end. */
  private static boolean isHeld(FlowRecord flow) {
    int opener = flow.forward().tcpFlags();
    return flow.key().protocol() == IpProtocol.TCP
        && (opener & TcpFlags.SYN) != 0
        && ((opener | flow.reverse().tcpFlags()) & (TcpFlags.FIN | TcpFlags.RST)) == 0
        && flow.packets() <= HELD_PACKETS;
  }

  WindowBook withKept(int rows, int zeroBits) {
    return new WindowBook(totals, rows, zeroBits, busiest, held);
  }

  /** Whether a flow with this view id is among those kept: a property of the id alone. */
  static boolean isKept(FlowId viewId, int zeroBits) {
    return Long.numberOfTrailingZeros(viewId.low()) >= zeroBits;
  }

  private static Volume add(Volume volume, boolean applies, long packets, long octets) {
    return applies ? volume.plusFlow(packets, octets) : volume;
  }
}
