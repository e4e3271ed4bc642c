package io.mudlark.mudscope.reject;

import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.MacAddress;
import io.mudlark.flow.TcpFlags;
import io.mudlark.mrt.Verdict;
import io.mudlark.probe.packet.PacketView;
import io.mudlark.site.Role;
import org.jspecify.annotations.Nullable;

/**
 * One conversation between the device and a peer: who opened it, and how each direction is judged.
 */
final class Connection {
  /** After so much silence the names that a verdict rests on are asked for again. */
  static final long IDLE_NANOS = 300_000_000_000L;

  Initiation initiation = Initiation.UNKNOWN;
  boolean byDevice;
  long startNanos;
  long lastNanos;
  @Nullable Verdict fromDevice;
  @Nullable Verdict toDevice;
  @Nullable FlowRecord flow;
  final long[] packets = new long[2];

  /** Takes in a packet; true when what was judged before no longer holds. */
  boolean observe(PacketView view, boolean sentByDevice, boolean first) {
    long now = view.timeNanos();
    boolean idle = now - lastNanos > IDLE_NANOS;
    boolean opened = opens(view, sentByDevice, first);
    boolean anew = first || idle || opened;
    if (anew) {
      startNanos = now;
    }
    lastNanos = Math.max(now, lastNanos);
    return anew;
  }

  /** Whether the packet tells, or changes, who opened the connection. */
  private boolean opens(PacketView view, boolean sentByDevice, boolean first) {
    if (view.protocol() != IpProtocol.TCP) {
      if (first) {
        initiation = Initiation.FIRST_PACKET;
        byDevice = sentByDevice;
      }
      return first;
    }
    boolean syn = (view.tcpFlags() & TcpFlags.SYN) != 0;
    boolean ack = (view.tcpFlags() & TcpFlags.ACK) != 0;
    boolean opener = sentByDevice != ack;
    Initiation told = ack ? Initiation.SYN_ACK : Initiation.SYN;
    if (!syn || (initiation != Initiation.UNKNOWN && byDevice == opener)) {
      return false;
    }
    initiation = told;
    byDevice = opener;
    return true;
  }

  /** Which end the device is; where nobody knows, the sender counts as the source. */
  Role role(boolean sentByDevice) {
    boolean source = initiation == Initiation.UNKNOWN ? sentByDevice : byDevice;
    return source ? Role.SOURCE : Role.DESTINATION;
  }

  /** The flow that the packet alone would be. */
  FlowRecord flow(PacketView view, boolean sentByDevice) {
    boolean forward = (role(sentByDevice) == Role.SOURCE) == sentByDevice;
    IpAddress source = new IpAddress(view.version(), view.sourceHigh(), view.sourceLow());
    IpAddress destination =
        new IpAddress(view.version(), view.destinationHigh(), view.destinationLow());
    int sourcePort = view.sourcePort();
    int destinationPort = view.destinationPort();
    if (view.protocol() == IpProtocol.ICMP || view.protocol() == IpProtocol.ICMPV6) {
      destinationPort = view.icmpTypeCode();
    }
    FlowKey sent =
        new FlowKey(
            view.vlanId(), source, destination, view.protocol(), sourcePort, destinationPort);
    FlowKey key = forward ? sent : sent.reversed();
    Counters counters =
        new Counters(1, view.octets(), view.tcpFlags(), startNanos, view.timeNanos());
    MacAddress from = mac(view.sourceMac());
    MacAddress to = mac(view.destinationMac());
    return new FlowRecord(
        new FlowId(0, 0),
        "",
        key,
        forward ? from : to,
        forward ? to : from,
        startNanos,
        view.timeNanos(),
        forward ? counters : Counters.NONE,
        forward ? Counters.NONE : counters,
        initiation,
        EndReason.FORCED_END);
  }

  private static @Nullable MacAddress mac(long value) {
    return value == PacketView.NO_MAC ? null : new MacAddress(value);
  }
}
