package io.mudlark.probe.meter;

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
import io.mudlark.flow.application.ApplicationFacet;
import io.mudlark.probe.packet.PacketView;
import org.jspecify.annotations.Nullable;

/** One conversation in the meter: an open record, or the memory of who opened a connection. */
final class FlowEntry {
  final BiflowKey key = new BiflowKey();
  final Link byRecency = new Link(this);
  final Link byAge = new Link(this);
  long hash;
  @Nullable FlowEntry nextInBucket;

  /** What is known of the application of the connection. */
  @Nullable ApplicationFacet application;

  /** Whether a record is open; otherwise this is only a memory. */
  boolean open;

  long startNanos;
  long lastNanos;
  int ordinal;

  private final Direction fromA = new Direction();
  private final Direction fromB = new Direction();
  private long macA;
  private long macB;
  private boolean sourceIsA;
  private Initiation initiation = Initiation.UNKNOWN;
  private int icmpTypeCode;
  private boolean finFromA;
  private boolean finFromB;
  private boolean reset;

  /** Makes this the conversation that the packet begins. */
  void begin(BiflowKey packetKey, PacketView p) {
    packetKey.copyTo(key);
    macA = PacketView.NO_MAC;
    macB = PacketView.NO_MAC;
    icmpTypeCode = p.icmpTypeCode();
    application = null;
    finFromA = false;
    finFromB = false;
    reset = false;
    fromA.synSequence = Direction.NO_SYN;
    fromB.synSequence = Direction.NO_SYN;
    sourceIsA = packetKey.fromA;
    initiation = isTcp() ? Initiation.UNKNOWN : Initiation.FIRST_PACKET;
  }

  /** Opens a record that starts now. */
  void openRecord(long nanos, int ordinalAtStart) {
    fromA.restart();
    fromB.restart();
    open = true;
    startNanos = nanos;
    ordinal = ordinalAtStart;
  }

  /** Counts a packet of the open record. */
  void add(PacketView p, boolean packetFromA, long nanos) {
    lastNanos = nanos;
    (packetFromA ? fromA : fromB).add(nanos, p.octets(), p.tcpFlags());
    learnMacs(p, packetFromA);
    if (p.tcpFlags() != 0 && isTcp()) {
      follow(p, packetFromA);
    }
  }

  private void learnMacs(PacketView p, boolean packetFromA) {
    if (macA == PacketView.NO_MAC) {
      macA = packetFromA ? p.sourceMac() : p.destinationMac();
    }
    if (macB == PacketView.NO_MAC) {
      macB = packetFromA ? p.destinationMac() : p.sourceMac();
    }
  }

  private void follow(PacketView p, boolean packetFromA) {
    int flags = p.tcpFlags();
    if ((flags & TcpFlags.SYN) != 0) {
      boolean answer = (flags & TcpFlags.ACK) != 0;
      Initiation evidence = answer ? Initiation.SYN_ACK : Initiation.SYN;
      boolean better =
          initiation == Initiation.UNKNOWN || (!answer && initiation != Initiation.SYN);
      if (better) {
        initiation = evidence;
        sourceIsA = packetFromA != answer;
      }
      Direction direction = packetFromA ? fromA : fromB;
      if (direction.synSequence == Direction.NO_SYN) {
        direction.synSequence = Integer.toUnsignedLong(p.tcpSequence());
      }
    }
    finFromA |= packetFromA && (flags & TcpFlags.FIN) != 0;
    finFromB |= !packetFromA && (flags & TcpFlags.FIN) != 0;
    reset |= (flags & TcpFlags.RST) != 0;
  }

  boolean isTcp() {
    return key.protocol() == IpProtocol.TCP;
  }

  private boolean isOver() {
    return reset || (finFromA && finFromB);
  }

  /** Whether it is worth remembering, once silent, who opened the connection. */
  boolean isKnownConnection() {
    return isTcp() && initiation != Initiation.UNKNOWN && !isOver();
  }

  /** Whether the packet opens another connection on the same ports, rather than repeat its SYN. */
  boolean isSucceededBy(PacketView p, boolean packetFromA) {
    boolean syn = (p.tcpFlags() & (TcpFlags.SYN | TcpFlags.ACK)) == TcpFlags.SYN;
    long known = (packetFromA ? fromA : fromB).synSequence;
    return isTcp() && syn && isOver() && known != Integer.toUnsignedLong(p.tcpSequence());
  }

  /** The record as it stands. */
  FlowRecord record(String observationPoint, EndReason reason) {
    FlowKey flowKey = flowKey();
    Counters a = fromA.counters();
    Counters b = fromB.counters();
    return new FlowRecord(
        FlowId.of(observationPoint, flowKey, startNanos, ordinal),
        observationPoint,
        flowKey,
        mac(sourceIsA ? macA : macB),
        mac(sourceIsA ? macB : macA),
        startNanos,
        lastNanos,
        sourceIsA ? a : b,
        sourceIsA ? b : a,
        initiation,
        reason,
        null,
        application);
  }

  private FlowKey flowKey() {
    IpAddress a = new IpAddress(key.version(), key.highA, key.lowA);
    IpAddress b = new IpAddress(key.version(), key.highB, key.lowB);
    int portA = key.isIcmp() ? 0 : key.portA();
    int portB = key.isIcmp() ? 0 : key.portB();
    int destinationPort = key.isIcmp() ? icmpTypeCode : sourceIsA ? portB : portA;
    return new FlowKey(
        key.vlanId(),
        sourceIsA ? a : b,
        sourceIsA ? b : a,
        key.protocol(),
        sourceIsA ? portA : portB,
        destinationPort);
  }

  private static @Nullable MacAddress mac(long value) {
    return value == PacketView.NO_MAC ? null : new MacAddress(value);
  }
}
