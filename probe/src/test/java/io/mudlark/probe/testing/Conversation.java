package io.mudlark.probe.testing;

import io.mudlark.flow.TcpFlags;

/**
 * A TCP connection that shows its packets to an exchange meter, one millisecond after the other.
 */
public final class Conversation {
  public static final long MILLI = 1_000_000L;

  private final Exchanged point;
  private final String client;
  private final String server;
  private final int port;
  private final int serverPort;
  private int clientNext = 1_000;
  private int serverNext = 0x7FFF_FFF0;
  private long nanos;

  public Conversation(Exchanged point, long startNanos, int port) {
    this(point, startNanos, port, "10.0.0.1", "10.0.0.2", 1883);
  }

  public Conversation(
      Exchanged point, long startNanos, int port, String client, String server, int serverPort) {
    this.point = point;
    this.nanos = startNanos;
    this.port = port;
    this.client = client;
    this.server = server;
    this.serverPort = serverPort;
  }

  /** The three packets that open it. */
  public Conversation open() {
    show(true, TcpFlags.SYN, clientNext++);
    show(false, TcpFlags.SYN | TcpFlags.ACK, serverNext++);
    return show(true, TcpFlags.ACK, clientNext);
  }

  public Conversation client(byte[]... packets) {
    byte[] octets = Mqtt.join(packets);
    show(true, TcpFlags.ACK, clientNext, octets);
    clientNext += octets.length;
    return this;
  }

  public Conversation server(byte[]... packets) {
    byte[] octets = Mqtt.join(packets);
    show(false, TcpFlags.ACK, serverNext, octets);
    serverNext += octets.length;
    return this;
  }

  /** Octets that are sent but not captured. */
  public Conversation lost(boolean fromClient, int octets) {
    if (fromClient) {
      clientNext += octets;
    } else {
      serverNext += octets;
    }
    return this;
  }

  /** FIN of both ends. */
  public Conversation close() {
    show(true, TcpFlags.FIN | TcpFlags.ACK, clientNext++);
    return show(false, TcpFlags.FIN | TcpFlags.ACK, serverNext++);
  }

  public Conversation reset(boolean fromClient) {
    return show(fromClient, TcpFlags.RST, fromClient ? clientNext : serverNext);
  }

  public Conversation later(long moreNanos) {
    nanos += moreNanos;
    return this;
  }

  /** What the client sends next has this sequence number. */
  public int clientNext() {
    return clientNext;
  }

  public long nanos() {
    return nanos;
  }

  /** A packet with any sequence number; the connection does not go on by it. */
  public Conversation show(boolean fromClient, int flags, int sequence, byte... payload) {
    point.frame(nanos, frame(fromClient, flags, sequence, payload));
    nanos += MILLI;
    return this;
  }

  public byte[] frame(boolean fromClient, int flags, int sequence, byte... payload) {
    return PacketBuilder.packet()
        .from(fromClient ? client : server)
        .to(fromClient ? server : client)
        .tcp(
            fromClient ? port : serverPort,
            fromClient ? serverPort : port,
            flags,
            sequence,
            payload)
        .frame();
  }
}
