package io.mudlark.source.datagram;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to listen for connections.
 *
 * @param listen where
 * @param maxConnections at once; further ones are closed at once and counted
 * @param idle a connection on which nothing comes for so long is closed
 * @param queue messages received and not yet fetched, of all connections together; when it is full
 *     the connections wait, and TCP holds the exporters back
 * @param tls keys of this collector and whom it lets in, or null for plain TCP
 */
public record TcpSettings(
    ListenAddress listen, int maxConnections, Duration idle, int queue, @Nullable TlsKeys tls)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public TcpSettings {
    boolean secure = listen.transport() == ListenAddress.Transport.TLS;
    if (listen.transport() == ListenAddress.Transport.UDP || secure != (tls != null)) {
      throw new IllegalArgumentException(
          secure ? listen + " needs keys" : listen + " is no plain TCP address");
    }
    if (maxConnections < 1 || queue < 1 || idle.toMillis() < 1) {
      throw new IllegalArgumentException("limits of a listener are positive");
    }
  }

  /** 256 connections, an hour of silence, 512 messages. */
  public static TcpSettings of(ListenAddress listen, @Nullable TlsKeys tls) {
    return new TcpSettings(listen, 256, Duration.ofHours(1), 512, tls);
  }
}
