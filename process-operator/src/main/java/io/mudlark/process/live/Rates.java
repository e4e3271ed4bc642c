package io.mudlark.process.live;

import java.util.Map;
import java.util.TreeMap;

/**
 * How busy each client is on each topic in benign traffic, and how much busier it may get.
 *
 * @param windowNanos length of a window, event time
 * @param factor how many times the busiest window is still ordinary
 * @param floor events of one key in a window that are always ordinary
 * @param busiest events in the busiest window, by {@link #key}
 */
public record Rates(long windowNanos, double factor, long floor, Map<String, Long> busiest) {
  /** Windows of ten seconds, three times the busiest, twenty at least; nothing learned. */
  public static final Rates NONE = new Rates(10_000_000_000L, 3, 20, Map.of());

  /** Keys of a model at most. */
  public static final int MAX_KEYS = 100_000;

  public Rates {
    if (windowNanos <= 0 || factor < 1 || floor < 1 || busiest.size() > MAX_KEYS) {
      throw new IllegalArgumentException(
          "rates need a window, a factor of at least 1, a floor, and at most "
              + MAX_KEYS
              + " keys");
    }
    busiest = Map.copyOf(busiest);
  }

  /** What is counted: one client's messages on one topic. */
  public static String key(String client, String topic) {
    return client + '\n' + topic;
  }

  /** Events of a key per window that are ordinary. */
  public long allowed(String key) {
    return Math.max(floor, (long) Math.ceil(factor * busiest.getOrDefault(key, 0L)));
  }

  /** The same settings with what a tracker has learned. */
  public Rates learned(RateTracker tracker) {
    return new Rates(windowNanos, factor, floor, new TreeMap<>(tracker.busiest()));
  }

  /** A tracker of these settings. */
  public RateTracker tracker() {
    return new RateTracker(new RateTracker.Limits(windowNanos, factor, floor, MAX_KEYS), busiest);
  }
}
