package io.mudlark.probe.meter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The flows by their keys: a chained hash table that grows by doubling. */
final class FlowTable {
  private final long seed;
  private @Nullable FlowEntry[] buckets = new @Nullable FlowEntry[1 << 10];
  private int size;

  FlowTable(long seed) {
    this.seed = seed;
  }

  int size() {
    return size;
  }

  @Nullable FlowEntry find(BiflowKey key) {
    long hash = key.hash(seed);
    FlowEntry entry = buckets[bucket(hash)];
    while (entry != null && !(entry.hash == hash && entry.key.sameFlow(key))) {
      entry = entry.nextInBucket;
    }
    return entry;
  }

  /** Adds an entry whose key is set and not in the table. */
  void add(FlowEntry entry) {
    if (size >= buckets.length) {
      grow();
    }
    entry.hash = entry.key.hash(seed);
    push(entry);
    size++;
  }

  private void push(FlowEntry entry) {
    int bucket = bucket(entry.hash);
    entry.nextInBucket = buckets[bucket];
    buckets[bucket] = entry;
  }

  void remove(FlowEntry entry) {
    int bucket = bucket(entry.hash);
    FlowEntry before = buckets[bucket];
    if (before == entry) {
      buckets[bucket] = entry.nextInBucket;
      size--;
      return;
    }
    while (before != null) {
      FlowEntry here = before.nextInBucket;
      if (here == entry) {
        before.nextInBucket = entry.nextInBucket;
        size--;
        return;
      }
      before = here;
    }
  }

  private void grow() {
    List<FlowEntry> entries = entries();
    buckets = new @Nullable FlowEntry[buckets.length * 2];
    entries.forEach(this::push);
  }

  /** All entries, in no order that means anything. */
  List<FlowEntry> entries() {
    List<FlowEntry> entries = new ArrayList<>(size);
    for (FlowEntry first : buckets) {
      for (FlowEntry entry = first; entry != null; entry = entry.nextInBucket) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private int bucket(long hash) {
    return (int) (hash >>> 20) & (buckets.length - 1);
  }
}
