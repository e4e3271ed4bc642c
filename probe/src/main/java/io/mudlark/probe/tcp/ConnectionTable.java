package io.mudlark.probe.tcp;

import io.mudlark.probe.meter.BiflowKey;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connections by their keys, a chained hash table that grows by doubling, and by when they were
 * last heard of.
 */
final class ConnectionTable {
  private final long seed;
  private @Nullable TcpConnection[] buckets = new @Nullable TcpConnection[1 << 8];
  private @Nullable TcpConnection oldest;
  private @Nullable TcpConnection newest;
  private int size;
  private final Set<TcpConnection> over = new LinkedHashSet<>();

  ConnectionTable(long seed) {
    this.seed = seed;
  }

  int size() {
    return size;
  }

  @Nullable TcpConnection oldest() {
    return oldest;
  }

  /** Says that a connection was closed; it stays known, as long as there is room. */
  void close(TcpConnection entry) {
    entry.over = true;
    over.add(entry);
  }

  /** The one that is missed least: the first that was closed, or the one silent for longest. */
  @Nullable TcpConnection leastMissed() {
    return over.isEmpty() ? oldest : over.iterator().next();
  }

  @Nullable TcpConnection find(BiflowKey key) {
    long hash = key.hash(seed);
    TcpConnection entry = buckets[bucket(hash)];
    while (entry != null && !(entry.hash == hash && entry.key.sameFlow(key))) {
      entry = entry.nextInBucket;
    }
    return entry;
  }

  /** Adds a connection whose key is not in the table. */
  void add(TcpConnection entry) {
    if (size >= buckets.length) {
      grow();
    }
    entry.hash = entry.key.hash(seed);
    push(entry);
    size++;
    link(entry);
  }

  /** Makes it the newest. */
  void touch(TcpConnection entry) {
    if (newest != entry) {
      unlink(entry);
      link(entry);
    }
  }

  private void link(TcpConnection entry) {
    TcpConnection last = newest;
    entry.newer = entry;
    entry.older = last == null ? entry : last;
    if (last == null) {
      oldest = entry;
    } else {
      last.newer = entry;
    }
    newest = entry;
  }

  /** An entry at an end of the order is linked to itself on that side. */
  private void unlink(TcpConnection entry) {
    TcpConnection older = entry.older == entry ? null : entry.older;
    TcpConnection newer = entry.newer == entry ? null : entry.newer;
    if (older == null) {
      oldest = newer;
    } else {
      older.newer = newer == null ? older : newer;
    }
    if (newer == null) {
      newest = older;
    } else {
      newer.older = older == null ? newer : older;
    }
  }

  private void push(TcpConnection entry) {
    int bucket = bucket(entry.hash);
    entry.nextInBucket = buckets[bucket];
    buckets[bucket] = entry;
  }

  void remove(TcpConnection entry) {
    int bucket = bucket(entry.hash);
    TcpConnection here = buckets[bucket];
    if (here == entry) {
      buckets[bucket] = entry.nextInBucket;
    } else {
      while (here != null && here.nextInBucket != entry) {
        here = here.nextInBucket;
      }
      if (here != null) {
        here.nextInBucket = entry.nextInBucket;
      }
    }
    size--;
    over.remove(entry);
    unlink(entry);
  }

  private void grow() {
    buckets = new @Nullable TcpConnection[buckets.length * 2];
    TcpConnection entry = oldest;
    while (entry != null) {
      push(entry);
      entry = entry.newer == entry ? null : entry.newer;
    }
  }

  private int bucket(long hash) {
    return (int) (hash >>> 20) & (buckets.length - 1);
  }
}
