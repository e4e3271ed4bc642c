package io.mudlark.probe.export;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** One datagram for each message (RFC 7011 10.3); nobody says whether it arrives. */
public final class UdpTarget implements ExportTarget {
  private static final int BUFFER = 1 << 20;

  private final DatagramChannel channel;
  private final InetSocketAddress collector;
  private long sent;
  private long lost;

  private UdpTarget(DatagramChannel channel, InetSocketAddress collector) {
    this.channel = channel;
    this.collector = collector;
  }

  /**
   * Opens a socket.
   *
   * @param collector a resolved address
   */
  public static UdpTarget open(InetSocketAddress collector) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
    return new UdpTarget(channel, collector);
  }

  @Override
  public void send(byte[] message) {
    try {
      channel.send(ByteBuffer.wrap(message), collector);
      sent++;
    } catch (IOException e) {
      lost++;
    }
  }

  @Override
  public int session() {
    return 1;
  }

  @Override
  public boolean isDatagram() {
    return true;
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
    channel.close();
  }
}
