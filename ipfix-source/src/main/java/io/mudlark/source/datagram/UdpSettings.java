package io.mudlark.source.datagram;

import java.io.Serializable;

/**
 * How to listen for datagrams.
 *
 * @param listen where
 * @param receiveBuffer octets of socket buffer to ask the kernel for
 * @param shared whether several sockets may share the port (SO_REUSEPORT): the kernel then deals
 *     senders out to them
 * @param portIsSession whether two source ports of one address are two transport sessions; if not,
 *     a restarted exporter goes on in the same account
 */
public record UdpSettings(
    ListenAddress listen, int receiveBuffer, boolean shared, boolean portIsSession)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What is asked for unless told otherwise: 8 MB. */
  public static final int DEFAULT_BUFFER = 8_000_000;

  public UdpSettings {
    if (listen.transport() != ListenAddress.Transport.UDP) {
      throw new IllegalArgumentException(listen + " is no UDP address");
    }
    if (receiveBuffer < 65_536) {
      throw new IllegalArgumentException("a receive buffer has at least 65536 octets");
    }
  }

  /** One socket with 8 MB of buffer; a session is an address. */
  public static UdpSettings of(ListenAddress listen) {
    return new UdpSettings(listen, DEFAULT_BUFFER, false, false);
  }

  /** The same with SO_REUSEPORT. */
  public UdpSettings withShared(boolean on) {
    return new UdpSettings(listen, receiveBuffer, on, portIsSession);
  }
}
