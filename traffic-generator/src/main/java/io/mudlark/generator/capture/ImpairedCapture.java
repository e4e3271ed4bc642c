package io.mudlark.generator.capture;

import io.mudlark.generator.timeline.Chance;
import java.io.IOException;
import java.util.Arrays;

/** A capture in which some packets are written behind the one that follows them. */
public final class ImpairedCapture implements CaptureWriter {
  private static final int MILLIONTHS = 1_000_000;

  private final CaptureWriter capture;
  private final Chance chance;
  private final int overtaken;
  private byte[] waiting = new byte[0];
  private long last;

  /**
   * @param reorder share of packets that are overtaken, 0 to 1
   */
  public ImpairedCapture(CaptureWriter capture, Chance chance, double reorder) {
    this.capture = capture;
    this.chance = chance;
    this.overtaken = (int) Math.round(reorder * MILLIONTHS);
  }

  @Override
  public void write(long nanos, byte[] octets, int length) throws IOException {
    if (waiting.length == 0 && chance.below(MILLIONTHS) < overtaken) {
      waiting = Arrays.copyOf(octets, length);
      last = nanos;
      return;
    }
    capture.write(nanos, octets, length);
    release(nanos);
  }

  private void release(long nanos) throws IOException {
    if (waiting.length > 0) {
      capture.write(nanos, waiting, waiting.length);
      waiting = new byte[0];
    }
  }

  @Override
  public void close() throws IOException {
    try (capture) {
      release(last);
    }
  }
}
