package io.mudlark.probe.export;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Messages one behind the other over TCP (RFC 7011 10.4), or TLS above it (11.1). A connection that
 * breaks is opened again, at most once a second; messages until then are lost and counted.
 *
 * <p>A collector that takes nothing for five seconds has its connection closed. What keeps the
 * probe waiting like this is tried again later each time, after a minute at most.
 */
public final class StreamTarget implements ExportTarget {
  private static final int CONNECT_MILLIS = 3_000;
  private static final long RETRY_MILLIS = 1_000;
  private static final long MAX_RETRY_MILLIS = 60_000;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SocketFactory sockets;
  private final InetSocketAddress collector;
  private final Clock clock;
  private final Duration patience;
  private final ScheduledThreadPoolExecutor watchdog;
  private @Nullable Socket socket;
  private @Nullable Socket transport;
  private volatile boolean stalled;
  private long connectedAt;
  private long retryAt = Long.MIN_VALUE;
  private long retryMillis = RETRY_MILLIS;
  private int session;
  private long sent;
  private long lost;

  private StreamTarget(
      SocketFactory sockets, InetSocketAddress collector, Clock clock, Duration patience) {
    this.sockets = sockets;
    this.collector = collector;
    this.clock = clock;
    this.patience = patience;
    this.watchdog =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "export-watchdog");
              thread.setDaemon(true);
              return thread;
            });
    watchdog.setRemoveOnCancelPolicy(true);
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
    return open(sockets, InetSocketAddress.createUnresolved(host, port), clock, PATIENCE);
  }

  /** With another time that a message may take. */
  static StreamTarget open(
      SocketFactory sockets, InetSocketAddress collector, Clock clock, Duration patience)
      throws IOException {
    StreamTarget target = new StreamTarget(sockets, collector, clock, patience);
    try {
      target.connect();
    } catch (IOException e) {
      target.watchdog.shutdownNow();
      throw e;
    }
    return target;
  }

  private void connect() throws IOException {
    // the factory for TLS layers over a connected socket, so that connecting has a time limit
    Socket plain = new Socket();
    stalled = false;
    try {
      plain.connect(
          new InetSocketAddress(collector.getHostString(), collector.getPort()), CONNECT_MILLIS);
      plain.setTcpNoDelay(true);
      Future<?> alarm = watch(plain);
      try {
        socket = secure(plain);
      } finally {
        alarm.cancel(false);
      }
      transport = plain;
      connectedAt = clock.millis();
      session++;
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  /** Closes the socket below TLS, which nothing blocks, unless it is cancelled in time. */
  private Future<?> watch(Socket plain) {
    return watchdog.schedule(
        () -> {
          stalled = true;
          plain.close();
          return plain;
        },
        patience.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private Socket secure(Socket plain) throws IOException {
    if (!(sockets instanceof javax.net.ssl.SSLSocketFactory factory)) {
      return plain;
    }
    SSLSocket secured =
        (SSLSocket)
            factory.createSocket(plain, collector.getHostString(), collector.getPort(), true);
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
    Socket below = transport;
    if (open == null || below == null) {
      lost++;
      return;
    }
    Future<?> alarm = watch(below);
    try {
      open.getOutputStream().write(message);
      sent++;
    } catch (IOException e) {
      lost++;
      drop(below);
    } finally {
      alarm.cancel(false);
    }
  }

  /** Without a farewell: one to a collector that takes nothing would wait, too. */
  private void drop(Socket below) {
    socket = null;
    transport = null;
    boolean lasted = clock.millis() - connectedAt > MAX_RETRY_MILLIS;
    retryMillis = lasted ? RETRY_MILLIS : retryMillis;
    retryLater(stalled);
    try {
      below.close();
    } catch (IOException e) {
      // it is of no use any more either way
      transport = null;
    }
  }

  /** Soon where trying costs nothing, later each time where the probe had to wait. */
  private void retryLater(boolean waited) {
    retryAt = clock.millis() + retryMillis;
    retryMillis = waited ? Math.min(2 * retryMillis, MAX_RETRY_MILLIS) : RETRY_MILLIS;
  }

  @Override
  public int session() {
    if (socket == null && clock.millis() >= retryAt) {
      try {
        connect();
      } catch (IOException e) {
        retryLater(stalled || e instanceof SocketTimeoutException);
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
    Socket below = transport;
    if (open != null && below != null) {
      // the farewell of TLS may wait like any message
      Future<?> alarm = watch(below);
      try {
        open.close();
      } finally {
        alarm.cancel(false);
      }
    }
    watchdog.shutdownNow();
  }
}
