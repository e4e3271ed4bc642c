package io.mudlark.probe.meter;

import java.util.HashMap;
import java.util.Map;

/**
 * Numbers the records of one key that start at the same instant, so that their ids differ.
 *
 * <p>Since packets come in time order, only the records of the present instant are remembered.
 * Beyond {@link #LIMIT} keys at one instant all keys share one sequence, which keeps ids distinct.
 */
public final class StartOrdinals {
  static final int LIMIT = 1 << 16;

  private Map<Long, Integer> started = new HashMap<>();
  private long instant = Long.MIN_VALUE;
  private int shared = 1 << 30;

  /** The number of records of this key that started at this time before. */
  public int next(long keyHash, long startNanos) {
    if (startNanos != instant) {
      instant = startNanos;
      shared = 1 << 30;
      if (started.size() > 64) {
        started = new HashMap<>();
      } else {
        started.clear();
      }
    }
    Integer before = started.get(keyHash);
    if (before == null && started.size() >= LIMIT) {
      return shared++;
    }
    int ordinal = before == null ? 0 : before;
    started.put(keyHash, ordinal + 1);
    return ordinal;
  }
}
