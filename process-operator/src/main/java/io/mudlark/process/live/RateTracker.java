package io.mudlark.process.live;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How often each client publishes on each topic, in windows of event time: a flood of permitted
 * messages breaks no process, only a rate.
 *
 * <p>Learning keeps the busiest window of each key; checking reports the event with which a window
 * exceeds {@code factor} times that, or {@code floor} for keys that were never or hardly seen.
 * Events must be given in the order of their times.
 */
public final class RateTracker {
  private final Limits limits;
  private final Map<String, Long> counts = new HashMap<>();
  private final Map<String, Long> busiest;
  private long window = Long.MIN_VALUE;
  private long untracked;

  /**
   * Settings of a tracker.
   *
   * @param windowNanos length of a window, event time
   * @param factor how many times the busiest learned window is still ordinary
   * @param floor events of one key in a window that are always ordinary
   * @param maxKeys keys counted per window, and remembered, at most
   */
  public record Limits(long windowNanos, double factor, long floor, int maxKeys) {
    public Limits {
      if (windowNanos <= 0 || factor < 1 || floor < 1 || maxKeys < 1) {
        throw new IllegalArgumentException(
            "window, floor and keys must be positive and the factor at least 1");
      }
    }
  }

  /** A tracker that knows nothing yet. */
  public RateTracker(Limits limits) {
    this(limits, Map.of());
  }

  /** A tracker that knows the busiest window of each key. */
  public RateTracker(Limits limits, Map<String, Long> busiest) {
    this.limits = limits;
    this.busiest = new TreeMap<>(busiest);
  }

  /** Learns from one event of benign traffic. */
  public void learn(String key, long timeNanos) {
    long count = count(key, timeNanos);
    boolean room = busiest.size() < limits.maxKeys() || busiest.containsKey(key);
    if (count > 0 && room) {
      busiest.merge(key, count, Math::max);
    }
  }

  /**
   * Counts one event.
   *
   * @return whether this very event makes the window too busy; later ones of that window do not say
   *     so again
   */
  public boolean exceeds(String key, long timeNanos) {
    long count = count(key, timeNanos);
    return count > 0 && count - 1 <= allowed(key) && count > allowed(key);
  }

  /** Events of a key per window that are ordinary. */
  public long allowed(String key) {
    double learned = limits.factor() * busiest.getOrDefault(key, 0L);
    return Math.max(limits.floor(), (long) Math.ceil(learned));
  }

  /** The count of the key's current window with this event; 0 when there is no room to count it. */
  private long count(String key, long timeNanos) {
    long current = Math.floorDiv(timeNanos, limits.windowNanos());
    if (current > window) {
      window = current;
      counts.clear();
    }
    if (counts.size() >= limits.maxKeys() && !counts.containsKey(key)) {
      untracked++;
      return 0;
    }
    return counts.merge(key, 1L, Long::sum);
  }

  /** The busiest window of each key, by key: what was learned. */
  public Map<String, Long> busiest() {
    return new TreeMap<>(busiest);
  }

  /** The keys of the current window. */
  public Set<String> keys() {
    return Set.copyOf(counts.keySet());
  }

  /** Events not counted for want of room. */
  public long untracked() {
    return untracked;
  }
}
