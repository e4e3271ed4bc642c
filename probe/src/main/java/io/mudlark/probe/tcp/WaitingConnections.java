package io.mudlark.probe.tcp;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Connections that wait for a hole to be filled, the one that has waited longest first. */
final class WaitingConnections {
  private final ArrayDeque<TcpConnection> queue = new ArrayDeque<>();

  /** Adds a connection that waits, unless it is there. */
  void add(TcpConnection connection) {
    if (!connection.queued) {
      append(connection);
    }
  }

  private void append(TcpConnection connection) {
    connection.queued = true;
    connection.queuedSince = connection.waitingSince();
    queue.add(connection);
  }

  /** Removes a connection that has waited since before this time; null when there is none. */
  @Nullable TcpConnection poll(long nanos) {
    TcpConnection first = queue.peek();
    while (first != null) {
      boolean waits = first.isWaiting();
      if (waits && first.waitingSince() >= nanos && first.waitingSince() <= first.queuedSince) {
        return null;
      }
      queue.remove();
      first.queued = false;
      if (waits && first.waitingSince() < nanos) {
        return first;
      }
      if (waits) {
        append(first);
      }
      first = queue.peek();
    }
    return null;
  }
}
