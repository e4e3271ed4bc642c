package io.mudlark.generator.packet;

/**
 * What an OPC UA client and a server say over TCP with security policy None (OPC 10000-6, 6.7 and
 * 7.1; the services are those of OPC 10000-4). One object is one connection: it counts its messages
 * for both sides.
 */
public final class OpcUaMessage {
  public static final int PORT = 4840;

  private static final String NO_SECURITY = "http://opcfoundation.org/UA/SecurityPolicy#None";
  private static final long UNIX_EPOCH_TICKS = 116_444_736_000_000_000L;
  private static final int VALUE = 13;
  private static final int DOUBLE = 11;
  private static final int NAMESPACE = 2;
  private static final double MINUTE_MILLIS = 60_000;

  private final int channel;
  private final String endpoint;
  private int fromClient;
  private int fromServer;
  private int request;

  /**
   * A connection of which nothing was said.
   *
   * @param channel the number that the server gives its secure channel, not 0
   * @param host the server, as its end point names it
   */
  public OpcUaMessage(int channel, String host) {
    this.channel = channel;
    this.endpoint = "opc.tcp://" + host + ":" + PORT;
  }

  public Payload hello() {
    return framed("HEL", sizes().text(endpoint));
  }

  public Payload acknowledge() {
    return framed("ACK", sizes());
  }

  private static UaWriter sizes() {
    return new UaWriter().u32(0).u32(65_536).u32(65_536).u32(0).u32(0);
  }

  public Payload openChannel(long nanos) {
    request++;
    UaWriter body = opening(0, ++fromClient).append(requested(446, nanos));
    return framed("OPN", body.u32(0).u32(0).u32(1).nothing(1).u32(3_600_000));
  }

  public Payload channelOpened(long nanos) {
    UaWriter body = opening(channel, ++fromServer).append(answered(449, nanos)).u32(0);
    return framed("OPN", body.u32(channel).u32(1).i64(ticks(nanos)).u32(3_600_000).nothing(1));
  }

  private UaWriter opening(int of, int sequence) {
    return new UaWriter().u32(of).text(NO_SECURITY).nothing(2).u32(sequence).u32(request);
  }

  /** Asks for a session. */
  public Payload createSession(long nanos, String client) {
    UaWriter body = called(461, nanos).text("urn:fieldlark:" + client).nothing(1);
    body.u8(2).text(client).u32(1).nothing(3);
    body.nothing(1).text(endpoint).text(client).nothing(2).number(MINUTE_MILLIS).u32(0);
    return framed("MSG", body);
  }

  public Payload sessionCreated(long nanos) {
    UaWriter body = returned(464, nanos).node(1, 1_000).node(1, 2_000).number(MINUTE_MILLIS);
    return framed("MSG", body.nothing(4).nothing(2).u32(0));
  }

  /** Logs in as nobody in particular. */
  public Payload activateSession(long nanos) {
    UaWriter token = new UaWriter().text("anonymous");
    UaWriter body = called(467, nanos).nothing(2).nothing(2);
    body.node(0, 321).u8(1).u32(token.length()).append(token).nothing(2);
    return framed("MSG", body);
  }

  public Payload sessionActivated(long nanos) {
    return framed("MSG", returned(470, nanos).nothing(3));
  }

  /** Reads the values of some nodes, numbered from {@code first} on. */
  public Payload read(long nanos, int first, int count) {
    UaWriter body = called(631, nanos).number(0).u32(2).u32(count);
    for (int i = 0; i < count; i++) {
      body.node(NAMESPACE, first + i).u32(VALUE).nothing(1).u16(0).nothing(1);
    }
    return framed("MSG", body);
  }

  /** Answers with numbers. */
  public Payload values(long nanos, double... values) {
    UaWriter body = returned(634, nanos).u32(values.length);
    for (double value : values) {
      body.u8(1).u8(DOUBLE).number(value);
    }
    return framed("MSG", body.nothing(1));
  }

  /** Sets the value of a node. */
  public Payload write(long nanos, int node, double value) {
    UaWriter body = called(673, nanos).u32(1).node(NAMESPACE, node).u32(VALUE).nothing(1);
    return framed("MSG", body.u8(1).u8(DOUBLE).number(value));
  }

  public Payload written(long nanos) {
    return framed("MSG", returned(676, nanos).u32(1).u32(0).nothing(1));
  }

  private UaWriter called(int service, long nanos) {
    request++;
    return secured(++fromClient).append(requested(service, nanos));
  }

  private UaWriter returned(int service, long nanos) {
    return secured(++fromServer).append(answered(service, nanos));
  }

  private UaWriter secured(int sequence) {
    return new UaWriter().u32(channel).u32(1).u32(sequence).u32(request);
  }

  private UaWriter requested(int service, long nanos) {
    UaWriter out = new UaWriter().node(0, service).node(1, 2_000).i64(ticks(nanos));
    return out.u32(request).u32(0).nothing(1).u32(5_000).noBody();
  }

  private UaWriter answered(int service, long nanos) {
    UaWriter out = new UaWriter().node(0, service).i64(ticks(nanos)).u32(request).u32(0);
    return out.u8(0).nothing(1).noBody();
  }

  /** 100 ns since 1601. */
  private static long ticks(long nanos) {
    return UNIX_EPOCH_TICKS + nanos / 100;
  }

  private static Payload framed(String type, UaWriter body) {
    UaWriter out = new UaWriter().ascii(type).ascii("F").u32(body.length() + 8L);
    return Payload.of(out.append(body).toBytes());
  }
}
