package io.mudlark.source.datagram;

import io.mudlark.ipfix.decode.IpfixFileReader;
import io.mudlark.ipfix.wire.MalformedMessage;
import io.mudlark.ipfix.wire.NetworkOrder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives IPFIX messages (RFC 7011 10.4) from any number of TCP or TLS connections up to a limit.
 *
 * <p>Each connection is read by a thread of its own that waits while the queue is full, so that an
 * exporter is held back rather than read into memory. Each is a transport session: its templates
 * are its own.
 */
public final class TcpReceiver implements DatagramReceiver {
  private static final Logger PROBLEMS = LoggerFactory.getLogger("io.mudlark.problems");
  private static final int BACKLOG = 64;
  private static final int BUFFER = 1 << 16;
  private static final int HANDSHAKE_MILLIS = 10_000;

  /** Observation domains of a connection whose end is told; others are forgotten when silent. */
  private static final int MAX_DOMAINS = 4_096;

  private final TcpSettings settings;
  private final Clock clock;
  private final ServerSocket server;
  private final @Nullable TlsPolicy tls;
  private final BlockingQueue<ExportDatagram> queue;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong octets = new AtomicLong();
  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong idle = new AtomicLong();
  private final AtomicLong broken = new AtomicLong();
  private volatile boolean closed;
  private long lastNanos;

  private TcpReceiver(TcpSettings settings, Clock clock) throws IOException {
    this.settings = settings;
    this.clock = clock;
    TlsKeys keys = settings.tls();
    this.tls = keys == null ? null : keys.open();
    this.queue = new ArrayBlockingQueue<>(settings.queue());
    this.server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(settings.listen().toSocket(), BACKLOG);
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Opens a listener and starts to accept.
   *
   * @param clock stamps what is received
   * @throws IOException when the address cannot be had; its message names the address
   */
  public static TcpReceiver open(TcpSettings settings, Clock clock) throws IOException {
    TcpReceiver receiver;
    try {
      receiver = new TcpReceiver(settings, clock);
    } catch (IOException e) {
      throw new IOException("cannot listen at " + settings.listen() + ": " + e.getMessage(), e);
    }
    if (settings.tls() == null && !receiver.address().getAddress().isLoopbackAddress()) {
      PROBLEMS.warn(
          "{}: whoever reaches this address can send flows, and read none of it is encrypted:"
              + " use tls:// (RFC 7011 11)",
          settings.listen());
    }
    receiver.start("accept", receiver::accept);
    return receiver;
  }

  private void start(String role, Runnable work) {
    Thread thread = new Thread(work, "ipfix-" + role + "-" + server.getLocalPort());
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!closed) {
      try {
        Socket socket = server.accept();
        if (open.size() >= settings.maxConnections()) {
          refuse(socket, "more than " + settings.maxConnections() + " connections");
        } else {
          connections.incrementAndGet();
          open.add(socket);
          start("read", () -> read(socket));
        }
      } catch (IOException e) {
        if (!closed) {
          PROBLEMS.warn("{}: accepting failed: {}", settings.listen(), e.getMessage());
          pause();
        }
      }
    }
  }

  /** Out of file descriptors, for one: asking again at once would only burn the processor. */
  private void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  private void refuse(Socket socket, String why) {
    refused.incrementAndGet();
    PROBLEMS.warn("{}: refused {}: {}", settings.listen(), socket.getInetAddress(), why);
    closeQuietly(socket);
  }

  private void read(Socket accepted) {
    String session = SessionNames.ofTcp((InetSocketAddress) accepted.getRemoteSocketAddress());
    Set<Long> domains = new LinkedHashSet<>();
    try {
      Socket socket = secured(accepted);
      if (socket == null) {
        return;
      }
      socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, settings.idle().toMillis()));
      IpfixFileReader reader =
          new IpfixFileReader(new BufferedInputStream(socket.getInputStream(), BUFFER));
      byte[] message = reader.next();
      while (message != null && !closed) {
        if (domains.size() < MAX_DOMAINS) {
          domains.add(NetworkOrder.u32(message, ExportDatagram.DOMAIN_OFFSET));
        }
        queue.put(stamped(session, message));
        message = reader.next();
      }
    } catch (SocketTimeoutException e) {
      idle.incrementAndGet();
      problem(session, "nothing came for " + settings.idle().toSeconds() + " s");
    } catch (MalformedMessage | IOException e) {
      if (!closed) {
        broken.incrementAndGet();
        problem(session, String.valueOf(e.getMessage()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeQuietly(accepted);
      end(session, domains);
      open.remove(accepted);
    }
  }

  /** Tells whoever decodes that the templates of this connection end with it (RFC 7011 8.1). */
  private void end(String session, Set<Long> domains) {
    try {
      for (long domain : domains) {
        ExportDatagram mark = ExportDatagram.end(settings.listen().site(), session, now(), domain);
        while (!closed && !queue.offer(mark, 100, TimeUnit.MILLISECONDS)) {
          // behind the messages, and the connection counts as open until there is room
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void problem(String session, String why) {
    PROBLEMS.warn("exporter {}: connection closed: {}", session, why);
  }

  /** The socket to read from, behind a handshake where TLS is wanted; null when that failed. */
  private @Nullable Socket secured(Socket socket) throws IOException {
    TlsPolicy policy = tls;
    if (policy == null) {
      return socket;
    }
    socket.setSoTimeout(HANDSHAKE_MILLIS);
    SSLSocket secure =
        (SSLSocket) policy.context().getSocketFactory().createSocket(socket, null, true);
    try {
      secure.setUseClientMode(false);
      secure.setSSLParameters(policy.parameters());
      secure.startHandshake();
      policy.check(secure.getSession());
      return secure;
    } catch (SSLException | SocketTimeoutException e) {
      refuse(socket, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private ExportDatagram stamped(String session, byte[] message) {
    return new ExportDatagram(settings.listen().site(), session, now(), message);
  }

  private synchronized long now() {
    Instant instant = clock.instant();
    long nanos = instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    lastNanos = Math.max(lastNanos, nanos);
    return lastNanos;
  }

  @Override
  public int poll(int max, Duration wait, Consumer<? super ExportDatagram> sink)
      throws IOException {
    int count = 0;
    try {
      ExportDatagram next =
          wait.isZero() ? queue.poll() : queue.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
      while (next != null) {
        count++;
        if (!next.isEnd()) {
          messages.incrementAndGet();
          octets.addAndGet(next.bytes().length);
        }
        sink.accept(next);
        next = count < max ? queue.poll() : null;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return count;
  }

  /** Connections open now. */
  public int openConnections() {
    return open.size();
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  @Override
  public ReceiverAccount account() {
    return new ReceiverAccount(
        messages.get(),
        octets.get(),
        0,
        0,
        0,
        connections.get(),
        refused.get(),
        idle.get(),
        broken.get());
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      PROBLEMS.debug("closing a connection failed", e);
    }
  }

  /** Stops listening and closes all connections; what waits to be fetched is given up. */
  @Override
  public void close() throws IOException {
    closed = true;
    server.close();
    open.forEach(TcpReceiver::closeQuietly);
    queue.clear();
  }
}
