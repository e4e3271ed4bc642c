package io.mudlark.probe.tcp;

import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** An application protocol over TCP that can be told by port and by its first octets. */
public interface StreamProtocol {
  /** Whether connections with this port at either end may speak it; asked once for every port. */
  boolean isPort(int port);

  /**
   * Looks at the first octets of a connection that are seen, from either end.
   *
   * @return what reads the connection from these octets on, which will be shown to it again; null
   *     when this is another protocol
   */
  @Nullable StreamDecoder begin(TcpConnection connection, StreamSegment first);

  /** Passes on what is worth counting, by its stable lower-case word. */
  default void notes(ObjLongConsumer<String> sink) {}
}
