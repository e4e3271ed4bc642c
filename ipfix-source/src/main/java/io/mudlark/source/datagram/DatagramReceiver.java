package io.mudlark.source.datagram;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A listening socket that hands out what exporters send to it. It serves one thread, but {@link
 * #close} and {@link #account} may be called from any.
 */
public interface DatagramReceiver extends Closeable {
  /**
   * Hands over what has come, waiting for the first of it.
   *
   * @param max messages at most
   * @param wait how long to wait when there is none; zero for not at all
   * @param sink takes each message
   * @return how many were handed over; 0 when the time ran out or the receiver was closed
   */
  int poll(int max, Duration wait, Consumer<? super ExportDatagram> sink) throws IOException;

  /** Where it listens: the port is the one in use also when 0 was asked for. */
  InetSocketAddress address();

  /** What has happened here so far. */
  ReceiverAccount account();
}
