package io.mudlark.source.flink;

import io.mudlark.source.datagram.DatagramReceiver;
import java.io.IOException;
import java.io.Serializable;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Opens the socket of a listener where the reader runs. */
@FunctionalInterface
interface ReceiverFactory extends Serializable {
  /**
   * @param subtask which of the parallel readers asks
   * @return null when this reader has no socket of its own at this address
   */
  @Nullable DatagramReceiver open(int subtask, Clock clock) throws IOException;
}
