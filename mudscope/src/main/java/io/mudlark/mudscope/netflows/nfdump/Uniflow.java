package io.mudlark.mudscope.netflows.nfdump;

import org.jspecify.annotations.Nullable;

/** A flow of one direction that nfpcapd has not exported yet. */
final class Uniflow {
  private static final int AWAITS_CLIENT = 1;
  private static final int AWAITS_SERVER = 2;

  final UniflowKey key;
  final long firstMicros;
  long lastMicros;
  private long packets;
  private long octets;
  private int tcpFlags;
  private @Nullable Uniflow reverse;
  private int awaits;
  private long requestMicros;
  private long clientMicros;
  private long serverMicros;
  private long applicationMicros;

  Uniflow(UniflowKey key, NfpcapdPacket packet) {
    this.key = key;
    this.firstMicros = packet.micros;
    add(packet);
  }

  void add(NfpcapdPacket packet) {
    packets++;
    octets += packet.octets;
    tcpFlags |= packet.tcpFlags;
    lastMicros = packet.micros;
  }

  /** This new flow answers an open one: server latency is the time between their first packets. */
  void answers(Uniflow first) {
    reverse = first;
    first.reverse = this;
    serverMicros = firstMicros - first.firstMicros;
    first.serverMicros = serverMicros;
    first.awaits = AWAITS_CLIENT;
  }

  /**
   * Takes client latency (first packet of the asking side after the first answer) and application
   * latency (next packet of the answering side after that) when this packet is the one.
   */
  void time(long micros) {
    Uniflow other = reverse;
    if (other == null || awaits == 0) {
      return;
    }
    if (awaits == AWAITS_CLIENT) {
      clientMicros = micros - other.firstMicros;
      other.clientMicros = clientMicros;
      other.awaits = AWAITS_SERVER;
      other.requestMicros = micros;
    } else {
      applicationMicros = micros - requestMicros;
      other.applicationMicros = applicationMicros;
    }
    awaits = 0;
  }

  /** Ends what this flow and the reverse one know of each other. */
  void unlink() {
    if (reverse != null) {
      reverse.reverse = null;
      reverse = null;
    }
  }

  UniflowRecord record() {
    return new UniflowRecord(
        key,
        Math.floorDiv(firstMicros, 1000L),
        Math.floorDiv(lastMicros, 1000L),
        packets,
        octets,
        tcpFlags,
        clientMicros,
        serverMicros,
        applicationMicros);
  }
}
