package io.mudlark.probe.export;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * One datagram for each message (RFC 7011 10.3). Nobody says that it arrives; that nobody listens
 * is sometimes said, and then counted as lost.
 */
public final class UdpTarget implements ExportTarget {
  private static final int BUFFER = 1 << 20;

  private final DatagramChannel channel;
  private long sent;
  private long lost;

  private UdpTarget(DatagramChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens a socket.
   *
   * @param collector a resolved address
   */
  public static UdpTarget open(InetSocketAddress collector) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
    // only a connected socket is told that nobody listens
    channel.connect(collector);
    return new UdpTarget(channel);
  }

  @Override
  public void send(byte[] message) {
    try {
      write(message);
    } catch (IOException e) {
      lost++;
    }
  }

  private void write(byte[] message) throws IOException {
    try {
      channel.write(ByteBuffer.wrap(message));
      sent++;
    } catch (PortUnreachableException e) {
      // told of a message before, and at once; this one was not sent
      sent--;
      lost++;
      channel.write(ByteBuffer.wrap(message));
      sent++;
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
