package io.mudlark.cluster.testing;

import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.flow.ContentHash;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.TcpFlags;

/** Builds rejected flows of a device; a test states only what differs. */
public final class Rows {
  public static final long MINUTE = 60_000_000_000L;
  public static final long T0 = 1_700_000_100L * 1_000_000_000L;

  private Rows() {}

  /** A SYN from a scanner to a port of the device; answered by a reset when {@code refused}. */
  public static FlowRow scanProbe(String scanner, int port, long startNanos, boolean refused) {
    return row(IpProtocol.TCP, true, scanner, port, 40_000, startNanos, startNanos + 1_000_000)
        .in(1, 44, TcpFlags.SYN)
        .out(refused ? 1 : 0, refused ? 40 : 0, refused ? TcpFlags.RST | TcpFlags.ACK : 0)
        .build();
  }

  /** A DNS lookup that was answered. */
  public static FlowRow lookup(String resolver, int clientPort, long startNanos) {
    return row(IpProtocol.UDP, false, resolver, 53, clientPort, startNanos, startNanos + 20_000_000)
        .out(1, 66, 0)
        .in(1, 150, 0)
        .build();
  }

  /** A TLS session of the device with a service. */
  public static FlowRow session(String peer, int port, int clientPort, long startNanos) {
    int flags = TcpFlags.SYN | TcpFlags.ACK | TcpFlags.PSH | TcpFlags.FIN;
    return row(IpProtocol.TCP, false, peer, port, clientPort, startNanos, startNanos + 900_000_000)
        .out(8, 1100, flags)
        .in(7, 4500, flags)
        .build();
  }

  public static Builder row(
      int protocol,
      boolean inbound,
      String peer,
      int servicePort,
      int openerPort,
      long startNanos,
      long endNanos) {
    return new Builder(protocol, inbound, peer, servicePort, openerPort, startNanos, endNanos);
  }

  /** The counters are added step by step. */
  public static final class Builder {
    private final int protocol;
    private final boolean inbound;
    private final IpAddress peer;
    private final int servicePort;
    private final int openerPort;
    private final long startNanos;
    private final long endNanos;
    private final long[] out = new long[3];
    private final long[] in = new long[3];

    private Builder(
        int protocol,
        boolean inbound,
        String peer,
        int servicePort,
        int openerPort,
        long startNanos,
        long endNanos) {
      this.protocol = protocol;
      this.inbound = inbound;
      this.peer = IpAddress.parse(peer);
      this.servicePort = servicePort;
      this.openerPort = openerPort;
      this.startNanos = startNanos;
      this.endNanos = endNanos;
    }

    public Builder out(long packets, long octets, int flags) {
      set(out, packets, octets, flags);
      return this;
    }

    public Builder in(long packets, long octets, int flags) {
      set(in, packets, octets, flags);
      return this;
    }

    public FlowRow build() {
      FlowId id =
          new ContentHash()
              .address(peer)
              .number(protocol)
              .number(servicePort)
              .number(openerPort)
              .number(startNanos)
              .number(inbound ? 1 : 0)
              .id();
      FlowId view = new ContentHash().number(id.high()).number(id.low()).id();
      boolean ports = IpProtocol.hasPorts(protocol);
      return new FlowRow(
          view,
          id,
          peer,
          inbound,
          true,
          protocol,
          ports ? (inbound ? servicePort : openerPort) : 0,
          ports ? (inbound ? openerPort : servicePort) : 0,
          startNanos,
          endNanos,
          out[0],
          out[1],
          (int) out[2],
          in[0],
          in[1],
          (int) in[2]);
    }

    private static void set(long[] side, long packets, long octets, int flags) {
      side[0] = packets;
      side[1] = octets;
      side[2] = flags;
    }
  }
}
