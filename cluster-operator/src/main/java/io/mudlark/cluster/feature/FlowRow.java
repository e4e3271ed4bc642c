package io.mudlark.cluster.feature;

import io.mudlark.flow.Counters;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.TcpFlags;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.site.Role;
import java.util.Comparator;

/**
 * What clustering needs to know of one rejected flow, seen from the device: the part of a judged
 * flow that is kept until its window closes.
 *
 * @param viewId identity of the device's view: rows are ordered by it before any arithmetic
 * @param flowId identity of the flow
 * @param peer the address at the other end
 * @param inbound whether the other end opened the conversation
 * @param initiatorKnown false for TCP whose handshake was not seen: {@code inbound} is then a guess
 * @param protocol IP protocol number
 * @param devicePort the device's port; 0 when the protocol has none
 * @param peerPort the other end's port, likewise
 * @param startNanos first packet, nanoseconds since the Unix epoch
 * @param endNanos last packet, the same unit
 * @param packetsOut packets from the device
 * @param octetsOut IP octets from the device
 * @param flagsOut TCP control bits from the device, OR-ed
 * @param packetsIn packets to the device
 * @param octetsIn IP octets to the device
 * @param flagsIn TCP control bits to the device, OR-ed
 */
public record FlowRow(
    FlowId viewId,
    FlowId flowId,
    IpAddress peer,
    boolean inbound,
    boolean initiatorKnown,
    int protocol,
    int devicePort,
    int peerPort,
    long startNanos,
    long endNanos,
    long packetsOut,
    long octetsOut,
    int flagsOut,
    long packetsIn,
    long octetsIn,
    int flagsIn) {
  /** By view id: the order in which rows are summed, whatever order they came in. */
  public static final Comparator<FlowRow> BY_VIEW = Comparator.comparing(FlowRow::viewId);

  /** The row of a judged flow. */
  public static FlowRow of(JudgedFlow judged) {
    FlowRecord flow = judged.flow();
    boolean source = judged.role() == Role.SOURCE;
    Counters out = source ? flow.forward() : flow.reverse();
    Counters in = source ? flow.reverse() : flow.forward();
    boolean ports = IpProtocol.hasPorts(flow.key().protocol());
    return new FlowRow(
        judged.viewId(),
        flow.id(),
        judged.peer(),
        !source,
        flow.initiation() != Initiation.UNKNOWN,
        flow.key().protocol(),
        ports ? judged.devicePort() : 0,
        ports ? judged.peerPort() : 0,
        flow.startNanos(),
        flow.endNanos(),
        out.packets(),
        out.octets(),
        out.tcpFlags(),
        in.packets(),
        in.octets(),
        in.tcpFlags());
  }

  public long packets() {
    return Counters.sum(packetsOut, packetsIn);
  }

  public long octets() {
    return Counters.sum(octetsOut, octetsIn);
  }

  public int tcpFlags() {
    return flagsOut | flagsIn;
  }

  public double seconds() {
    return (endNanos - startNanos) / 1e9;
  }

  /** Whether both ends sent packets. */
  public boolean answered() {
    return packetsOut > 0 && packetsIn > 0;
  }

  /**
   * The port of the service: that of the end that was called. When TCP's opener is not known, the
   * lower of the two. 0 when the protocol has no ports.
   */
  public int servicePort() {
    if (!initiatorKnown) {
      return Math.min(devicePort, peerPort);
    }
    return inbound ? devicePort : peerPort;
  }

  /** Whether the opener sent TCP SYN and never ACK: an attempt, a half-open or a refused scan. */
  public boolean synOnly() {
    int opener = inbound ? flagsIn : flagsOut;
    return protocol == IpProtocol.TCP
        && (opener & TcpFlags.SYN) != 0
        && (opener & TcpFlags.ACK) == 0;
  }
}
