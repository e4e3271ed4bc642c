package io.mudlark.probe.tcp;

import io.mudlark.flow.application.ExchangeEnd;

/** Reads what both ends of one TCP connection say in one application protocol. */
public interface StreamDecoder {
  /** More octets of one direction. */
  void segment(StreamSegment segment);

  /**
   * Octets of one direction are missing for good: lost by the capture, cut by its snapshot length,
   * or beyond the limits of reassembly.
   *
   * @param fromClient which direction
   * @param octets how many; -1 when that is not known
   */
  void gap(boolean fromClient, long octets);

  /** Nothing more will come. */
  void end(ExchangeEnd reason);

  /** Whether it wants to see no more of this connection. */
  default boolean isFinished() {
    return false;
  }
}
