package io.mudlark.probe.export;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import javax.net.SocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Messages one behind the other over TCP (RFC 7011 10.4), or TLS above it (11.1). A connection that
 * breaks is opened again, at most once a second; messages until then are lost and counted.
 */
public final class StreamTarget implements ExportTarget {
  private static final int CONNECT_MILLIS = 3_000;
  private static final long RETRY_MILLIS = 1_000;

  private final SocketFactory sockets;
  private final String host;
  private final int port;
  private final Clock clock;
  private @Nullable Socket socket;
  private long retryAt = Long.MIN_VALUE;
  private int session;
  private long sent;
  private long lost;

  private StreamTarget(SocketFactory sockets, String host, int port, Clock clock) {
    this.sockets = sockets;
    this.host = host;
    this.port = port;
    this.clock = clock;
  }

  /**
   * Connects.
   *
   * @param sockets plain ones, or ones for TLS, whose certificate must then hold the host's name
   * @param clock tells when to try again
   * @throws IOException when the collector cannot be reached now
   */
  public static StreamTarget open(SocketFactory sockets, String host, int port, Clock clock)
      throws IOException {
    StreamTarget target = new StreamTarget(sockets, host, port, clock);
    target.connect();
    return target;
  }

  private void connect() throws IOException {
    // the factory for TLS layers over a connected socket, so that connecting has a time limit
    Socket plain = new Socket();
    try {
      plain.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      plain.setTcpNoDelay(true);
      socket = secure(plain);
      session++;
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  private Socket secure(Socket plain) throws IOException {
    if (!(sockets instanceof javax.net.ssl.SSLSocketFactory factory)) {
      return plain;
    }
    SSLSocket secured = (SSLSocket) factory.createSocket(plain, host, port, true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    secured.setSSLParameters(parameters);
    secured.setSoTimeout(CONNECT_MILLIS);
    secured.startHandshake();
    return secured;
  }

  @Override
  public void send(byte[] message) {
    Socket open = socket;
    if (open == null) {
      lost++;
      return;
    }
    try {
      open.getOutputStream().write(message);
      sent++;
    } catch (IOException e) {
      lost++;
      drop(open);
    }
  }

  private void drop(Socket open) {
    socket = null;
    retryAt = clock.millis() + RETRY_MILLIS;
    try {
      open.close();
    } catch (IOException e) {
      // it is of no use any more either way
      retryAt = clock.millis() + RETRY_MILLIS;
    }
  }

  @Override
  public int session() {
    if (socket == null && clock.millis() >= retryAt) {
      try {
        connect();
      } catch (IOException e) {
        retryAt = clock.millis() + RETRY_MILLIS;
      }
    }
    return session;
  }

  @Override
  public boolean isOpen() {
    return socket != null;
  }

  @Override
  public boolean isDatagram() {
    return false;
  }

  @Override
  public long sent() {
    return sent;
  }

  @Override
  public long lost() {
    return lost;
  }

  @Override
  public void close() throws IOException {
    Socket open = socket;
    if (open != null) {
      open.close();
    }
  }
}
