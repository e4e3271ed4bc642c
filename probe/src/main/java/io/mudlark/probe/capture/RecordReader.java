package io.mudlark.probe.capture;

import org.jspecify.annotations.Nullable;

/** Walks through the packet records of one capture format. */
interface RecordReader {
  /** Shows the next packet; false at the end, or where the file can be followed no further. */
  boolean next(CapturedPacket packet);

  /**
   * Shows the packet whose record starts at a position that {@link #next} has passed before.
   *
   * @param source what {@link CapturedPacket#source} said of it
   */
  void read(long position, int source, CapturedPacket packet);

  /** Why reading stopped early; null when it did not. */
  @Nullable InputProblem problem();

  /** Packets whose time is outside of what can be represented, and that have none therefore. */
  long invalidTimes();
}
