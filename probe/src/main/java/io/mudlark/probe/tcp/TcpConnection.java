package io.mudlark.probe.tcp;

import io.mudlark.flow.FlowKey;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.MacAddress;
import io.mudlark.probe.meter.BiflowKey;
import io.mudlark.probe.packet.PacketView;
import org.jspecify.annotations.Nullable;

/** A TCP connection whose streams are followed: its ends, and what reads it. */
public final class TcpConnection {
  final BiflowKey key = new BiflowKey();
  final TcpStream fromA;
  final TcpStream fromB;
  long hash;
  @Nullable TcpConnection nextInBucket;
  TcpConnection older = this;
  TcpConnection newer = this;
  long lastNanos;

  /** Where it stands among those that wait for a hole to be filled; see WaitingConnections. */
  boolean queued;

  long queuedSince;

  /** What reads it; null while nobody knows, and when nobody wants to any more. */
  @Nullable StreamDecoder decoder;

  /** Whether it was decided what reads it. */
  boolean claimed;

  /** Whether it was closed or reset; it stays known for a while, because segments may repeat. */
  boolean over;

  private final boolean clientIsA;
  private final boolean midStream;
  private final Initiation initiation;
  private final FlowKey fromClient;
  private final FlowKey fromServer;
  private final @Nullable MacAddress clientMac;
  private final @Nullable MacAddress serverMac;

  TcpConnection(PacketView p, BiflowKey key, Opening opening, TcpStream fromA, TcpStream fromB) {
    key.copyTo(this.key);
    this.fromA = fromA;
    this.fromB = fromB;
    clientIsA = key.fromA() == opening.senderIsClient;
    midStream = opening == Opening.MID_STREAM_CLIENT || opening == Opening.MID_STREAM_SERVER;
    initiation = opening.initiation;
    FlowKey sent =
        new FlowKey(
            p.vlanId(),
            new IpAddress(p.version(), p.sourceHigh(), p.sourceLow()),
            new IpAddress(p.version(), p.destinationHigh(), p.destinationLow()),
            IpProtocol.TCP,
            p.sourcePort(),
            p.destinationPort());
    fromClient = opening.senderIsClient ? sent : sent.reversed();
    fromServer = fromClient.reversed();
    clientMac = mac(opening.senderIsClient ? p.sourceMac() : p.destinationMac());
    serverMac = mac(opening.senderIsClient ? p.destinationMac() : p.sourceMac());
  }

  /** Whether either direction waits for a hole to be filled. */
  boolean isWaiting() {
    return fromA.isWaiting() || fromB.isWaiting();
  }

  /** Since when, if it does. */
  long waitingSince() {
    long a = fromA.isWaiting() ? fromA.waitingSince() : Long.MAX_VALUE;
    long b = fromB.isWaiting() ? fromB.waitingSince() : Long.MAX_VALUE;
    return Math.min(a, b);
  }

  /** What the first packet that was seen of a connection says of its ends. */
  enum Opening {
    SYN(true, Initiation.SYN),
    SYN_ACK(false, Initiation.SYN_ACK),
    MID_STREAM_CLIENT(true, Initiation.UNKNOWN),
    MID_STREAM_SERVER(false, Initiation.UNKNOWN);

    private final boolean senderIsClient;
    private final Initiation initiation;

    Opening(boolean senderIsClient, Initiation initiation) {
      this.senderIsClient = senderIsClient;
      this.initiation = initiation;
    }
  }

  private static @Nullable MacAddress mac(long value) {
    return value == PacketView.NO_MAC ? null : new MacAddress(value);
  }

  boolean isFromClient(boolean packetFromA) {
    return packetFromA == clientIsA;
  }

  /** Addresses and ports as seen from the client, or from the server. */
  public FlowKey key(boolean seenFromClient) {
    return seenFromClient ? fromClient : fromServer;
  }

  /** The MAC address of the client, or of the server, when the link shows it. */
  public @Nullable MacAddress mac(boolean ofClient) {
    return ofClient ? clientMac : serverMac;
  }

  /** The port of the server. */
  public int serverPort() {
    return fromClient.destinationPort();
  }

  /** Whether either end has a port of the protocol. */
  boolean isOn(StreamProtocol protocol) {
    return protocol.isPort(fromClient.destinationPort())
        || protocol.isPort(fromClient.sourcePort());
  }

  /** How it is known which end is the client. */
  public Initiation initiation() {
    return initiation;
  }

  /** Whether its beginning was not seen. */
  public boolean isMidStream() {
    return midStream;
  }
}
