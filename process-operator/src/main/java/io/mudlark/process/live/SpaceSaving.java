package io.mudlark.process.live;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Counts the frequent ones among too many keys, in bounded memory (Metwally, Agrawal, El Abbadi
 * 2005).
 *
 * <p>With capacity k and n counted so far, a reported count is never too low and at most n / k too
 * high, and every key counted more than n / k times is in the table. The same sequence of keys
 * always gives the same table.
 *
 * @param <K> the keys, ordered so that ties do not depend on hashes
 */
public final class SpaceSaving<K extends Comparable<K>> {
  private final int capacity;
  private final Map<K, Counter<K>> counters = new HashMap<>();
  private final TreeSet<Counter<K>> byCount =
      new TreeSet<>(
          Comparator.<Counter<K>>comparingLong(counter -> counter.count)
              .thenComparing(counter -> counter.key));
  private long total;
  private long replaced;

  /** A table of at most {@code capacity} keys. */
  public SpaceSaving(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("room for at least one key is needed: " + capacity);
    }
    this.capacity = capacity;
  }

  /**
   * One counted key.
   *
   * @param key what was counted
   * @param count at least its true count
   * @param error by how much the count may be too high
   */
  public record Entry<K>(K key, long count, long error) {}

  private static final class Counter<K> {
    private final K key;
    private final long error;
    private long count;

    private Counter(K key, long count, long error) {
      this.key = key;
      this.count = count;
      this.error = error;
    }
  }

  /** Counts a key once. */
  public void add(K key) {
    total++;
    Counter<K> counter = counters.get(key);
    if (counter != null) {
      byCount.remove(counter);
      counter.count++;
      byCount.add(counter);
      return;
    }
    long inherited = 0;
    if (counters.size() >= capacity) {
      Counter<K> least = byCount.first();
      byCount.remove(least);
      counters.remove(least.key);
      inherited = least.count;
      replaced++;
    }
    Counter<K> fresh = new Counter<>(key, inherited + 1, inherited);
    counters.put(key, fresh);
    byCount.add(fresh);
  }

  /** How many were counted in all. */
  public long total() {
    return total;
  }

  /** How often a key had to make room: 0 means that all counts are exact. */
  public long replaced() {
    return replaced;
  }

  /** No count is too high by more than this. */
  public long errorBound() {
    return replaced == 0 ? 0 : total / capacity;
  }

  /** The upper bound of a key's count; 0 when it is not in the table. */
  public long count(K key) {
    Counter<K> counter = counters.get(key);
    return counter == null ? 0 : counter.count;
  }

  /** All entries, by key. */
  public List<Entry<K>> entries() {
    List<Entry<K>> entries = new ArrayList<>();
    counters.values().forEach(c -> entries.add(new Entry<>(c.key, c.count, c.error)));
    entries.sort(Comparator.comparing(Entry::key));
    return entries;
  }
}
