package io.mudlark.generator.capture;

import java.io.Closeable;
import java.io.IOException;

/** Takes frames in the order of their times and keeps them, in a file or not at all. */
public interface CaptureWriter extends Closeable {
  /**
   * Writes one frame.
   *
   * @param nanos its time, nanoseconds since the Unix epoch
   * @param octets the frame begins at 0
   * @param length how many octets it has
   */
  void write(long nanos, byte[] octets, int length) throws IOException;

  /** Takes frames and keeps nothing: to measure the generator alone. */
  static CaptureWriter discarding() {
    return new CaptureWriter() {
      @Override
      public void write(long nanos, byte[] octets, int length) {
        // nothing is kept on purpose
      }

      @Override
      public void close() {
        // nothing is open
      }
    };
  }
}
