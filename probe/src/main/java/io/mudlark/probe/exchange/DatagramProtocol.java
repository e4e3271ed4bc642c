package io.mudlark.probe.exchange;

import io.mudlark.probe.packet.PacketView;
import java.util.function.ObjLongConsumer;

/** An application protocol over UDP. */
public interface DatagramProtocol {
  /** Whether datagrams with this port at either end may be of this protocol; asked once a port. */
  boolean isPort(int port);

  /**
   * Looks at a UDP datagram with payload on one of its ports.
   *
   * @return whether it is of this protocol; otherwise the next one is asked
   */
  boolean datagram(PacketView packet);

  /** Passes on what is worth counting, by its stable lower-case word. */
  default void notes(ObjLongConsumer<String> sink) {}
}
