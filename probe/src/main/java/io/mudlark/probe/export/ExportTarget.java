package io.mudlark.probe.export;

import java.io.Closeable;

/** Where IPFIX messages go. What cannot be sent is counted, and does not stop the probe. */
public interface ExportTarget extends Closeable {
  /** Sends a message, or counts it as lost. */
  void send(byte[] message);

  /**
   * Counts the transport sessions so far: after it goes up, templates are unknown to the other end
   * (RFC 7011 8.1).
   */
  int session();

  /** Whether a message sent now has a session to go to; {@link #session} may begin another one. */
  default boolean isOpen() {
    return true;
  }

  /** Whether templates must be repeated because nobody knows which messages arrive (8.4). */
  boolean isDatagram();

  /** Messages handed over to the network or the file. */
  long sent();

  /** Messages that were not. */
  long lost();
}
