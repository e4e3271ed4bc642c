package io.mudlark.source.datagram;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Receives export datagrams from a UDP socket.
 *
 * <p>What the kernel drops because nobody fetched it in time is counted by the kernel and told with
 * the next datagram, about once a second. Nothing can be fetched again: UDP is never exactly-once.
 */
public final class UdpReceiver implements DatagramReceiver {
  private static final int GREATEST_DATAGRAM = 65_535;
  private static final long DROPS_EVERY_NANOS = 1_000_000_000L;

  /**
   * Waking up for each datagram costs more than decoding it: what comes in this time is fetched
   * together. A million records a second need less than 1 MB of receive buffer meanwhile.
   */
  private static final long GATHER_NANOS = 5_000_000L;

  private static final Path PROC = Path.of("/proc");

  /** Sockets are opened one after the other, so that each knows which is its own. */
  private static final Object OPENING = new Object();

  private final UdpSettings settings;
  private final Clock clock;
  private final DatagramChannel channel;
  private final Selector selector;
  private final InetSocketAddress address;
  private final int granted;
  private final long inode;
  private final SessionNames names;
  private final KernelDrops drops = new KernelDrops(PROC);
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(GREATEST_DATAGRAM);
  private final LongAdder messages = new LongAdder();
  private final LongAdder octets = new LongAdder();
  private long lastNanos;
  private long dropsAskedAt;
  private long dropsTold;

  private UdpReceiver(UdpSettings settings, Clock clock) throws IOException {
    this.settings = settings;
    this.clock = clock;
    this.names = new SessionNames(settings.portIsSession());
    InetSocketAddress wanted = settings.listen().toSocket();
    boolean v4 = wanted.getAddress() instanceof java.net.Inet4Address;
    boolean any = wanted.getAddress().isAnyLocalAddress();
    channel =
        v4 && !any ? DatagramChannel.open(StandardProtocolFamily.INET) : DatagramChannel.open();
    try {
      selector = Selector.open();
      inode = bind(wanted);
      address = (InetSocketAddress) channel.getLocalAddress();
      granted = channel.getOption(StandardSocketOptions.SO_RCVBUF);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Opens a socket.
   *
   * @param clock stamps what is received
   * @throws IOException when the address cannot be had; its message names the address
   */
  public static UdpReceiver open(UdpSettings settings, Clock clock) throws IOException {
    try {
      return new UdpReceiver(settings, clock);
    } catch (IOException e) {
      throw new IOException("cannot listen at " + settings.listen() + ": " + e.getMessage(), e);
    }
  }

  /** Binds the socket; says by which inode the kernel knows it, -1 when that is not to be found. */
  private long bind(InetSocketAddress wanted) throws IOException {
    channel.setOption(StandardSocketOptions.SO_RCVBUF, settings.receiveBuffer());
    if (settings.shared()) {
      channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    }
    synchronized (OPENING) {
      Set<Long> before = wanted.getPort() == 0 ? Set.of() : drops.own(wanted.getPort());
      channel.bind(wanted);
      Set<Long> after = drops.own(((InetSocketAddress) channel.getLocalAddress()).getPort());
      after.removeAll(before);
      return after.size() == 1 ? after.iterator().next() : -1;
    }
  }

  @Override
  public int poll(int max, Duration wait, Consumer<? super ExportDatagram> sink)
      throws IOException {
    try {
      int count = drain(max, sink);
      if (count == 0 && !wait.isZero() && channel.isOpen()) {
        selector.select(Math.max(1, wait.toMillis()));
        selector.selectedKeys().clear();
        LockSupport.parkNanos(GATHER_NANOS);
        count = drain(max, sink);
      }
      return count;
    } catch (ClosedChannelException | ClosedSelectorException e) {
      return 0;
    }
  }

  private int drain(int max, Consumer<? super ExportDatagram> sink) throws IOException {
    int count = 0;
    long sum = 0;
    while (count < max) {
      buffer.clear();
      InetSocketAddress sender = (InetSocketAddress) channel.receive(buffer);
      if (sender == null) {
        break;
      }
      buffer.flip();
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      long now = count == 0 ? now() : lastNanos;
      count++;
      sum += bytes.length;
      sink.accept(
          new ExportDatagram(
              settings.listen().site(), names.ofUdp(sender), now, bytes, newDrops(now)));
    }
    messages.add(count);
    octets.add(sum);
    return count;
  }

  /** Receive times never go back, whatever the clock does: one stamp for what came together. */
  private long now() {
    Instant instant = clock.instant();
    long nanos = instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    lastNanos = Math.max(lastNanos, nanos);
    return lastNanos;
  }

  private long newDrops(long now) {
    if (inode < 0 || now - dropsAskedAt < DROPS_EVERY_NANOS) {
      return 0;
    }
    dropsAskedAt = now;
    long soFar = drops.of(inode);
    long fresh = Math.max(0, soFar - dropsTold);
    dropsTold = Math.max(soFar, dropsTold);
    return fresh;
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public ReceiverAccount account() {
    long dropped = inode < 0 ? -1 : drops.of(inode);
    return new ReceiverAccount(
        messages.sum(), octets.sum(), dropped, settings.receiveBuffer(), granted, 0, 0, 0, 0);
  }

  @Override
  public void close() throws IOException {
    try (selector) {
      channel.close();
    }
  }
}
