package io.mudlark.source.datagram;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Recorded export messages that come to an end, in their order. */
public interface DatagramReader extends Closeable {
  /** The next message, or null when there is no more. */
  @Nullable ExportDatagram next() throws IOException;

  /**
   * One line saying why reading stopped before the end, or, when it has ended, that there was no
   * message; null when there is nothing to say.
   */
  @Nullable String problem();
}
