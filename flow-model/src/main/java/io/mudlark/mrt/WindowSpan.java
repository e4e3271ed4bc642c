package io.mudlark.mrt;

/**
 * One tumbling event-time window of one device.
 *
 * @param startMillis inclusive start, milliseconds since the Unix epoch, a multiple of the length
 * @param endMillis exclusive end, the same unit
 * @param ordinal 0 for the window in which the device was first seen, then counting every window,
 *     empty ones included
 */
public record WindowSpan(long startMillis, long endMillis, long ordinal) {
  public WindowSpan {
    if (endMillis < startMillis) {
      throw new IllegalArgumentException(
          "a window ends at " + endMillis + " before it starts at " + startMillis);
    }
  }

  public long lengthMillis() {
    return endMillis - startMillis;
  }
}
