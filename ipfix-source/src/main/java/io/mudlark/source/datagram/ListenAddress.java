package io.mudlark.source.datagram;

import io.mudlark.flow.IpAddress;
import java.io.IOException;
import java.io.Serializable;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to listen, written {@code udp://0.0.0.0:4739?site=home}, {@code tcp://[::1]:4739} or {@code
 * tls://collector.example:4740}.
 *
 * @param transport by which exporters come
 * @param host address literal or name; an empty one and {@code *} stand for all addresses
 * @param port 0 for any free one
 * @param site observation point of what comes here
 */
public record ListenAddress(Transport transport, String host, int port, String site)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern FORM =
      Pattern.compile(
          "(udp|tcp|tls)://(\\[[^\\]]*\\]|[^:/?\\[\\]]*):(\\d{1,5})(?:\\?site=([^&]+))?");

  /** The name of a site that nobody named. */
  public static final String DEFAULT_SITE = "default";

  /** The transports that are there; SCTP and DTLS are not. */
  public enum Transport {
    UDP,
    TCP,
    /** TLS over TCP. */
    TLS
  }

  public ListenAddress {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0..65535, not " + port);
    }
  }

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException with one line saying what is wrong
   */
  public static ListenAddress parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not of the form udp://HOST:PORT, tcp://... or tls://...[?site=NAME]");
    }
    String host = form.group(2);
    boolean bracketed = host.startsWith("[");
    String site = form.group(4);
    return new ListenAddress(
        Transport.valueOf(form.group(1).toUpperCase(Locale.ROOT)),
        bracketed ? host.substring(1, host.length() - 1) : host,
        Integer.parseInt(form.group(3)),
        site == null ? DEFAULT_SITE : site);
  }

  /** The socket address; a name is looked up. */
  public InetSocketAddress toSocket() throws UnknownHostException {
    if (host.isEmpty() || host.equals("*")) {
      return new InetSocketAddress(port);
    }
    InetAddress address =
        IpAddress.isLiteral(host)
            ? InetAddress.getByAddress(IpAddress.parse(host).octets())
            : InetAddress.getByName(host);
    return new InetSocketAddress(address, port);
  }

  /**
   * Takes the address and gives it back, so that one that cannot be had is known before a run is
   * under way.
   *
   * @throws IOException with one line naming the address and what is wrong with it
   */
  public void tryOut() throws IOException {
    try {
      InetSocketAddress socket = toSocket();
      if (transport == Transport.UDP) {
        new DatagramSocket(socket).close();
      } else {
        try (ServerSocket server = new ServerSocket()) {
          server.setReuseAddress(true);
          server.bind(socket);
        }
      }
    } catch (UnknownHostException e) {
      throw new IOException("cannot listen at " + this + ": no such host", e);
    } catch (IOException e) {
      throw new IOException("cannot listen at " + this + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return transport.name().toLowerCase(Locale.ROOT) + "://" + shown + ":" + port;
  }
}
