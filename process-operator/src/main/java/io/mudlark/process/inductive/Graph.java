package io.mudlark.process.inductive;

import java.util.BitSet;

/** A directly-follows graph over a subset of the activities, as the cut finders need it. */
final class Graph {
  private final BitSet nodes;
  private final int[] ids;
  private final int[] index;
  private final long[][] follows;
  private final long[] starts;
  private final long[] ends;

  Graph(BitSet nodes) {
    this.nodes = (BitSet) nodes.clone();
    this.ids = nodes.stream().toArray();
    this.index = new int[nodes.length()];
    for (int i = 0; i < ids.length; i++) {
      index[ids[i]] = i;
    }
    this.follows = new long[ids.length][ids.length];
    this.starts = new long[ids.length];
    this.ends = new long[ids.length];
  }

  void add(int[] sequence, long count) {
    if (sequence.length == 0) {
      return;
    }
    starts[index[sequence[0]]] += count;
    ends[index[sequence[sequence.length - 1]]] += count;
    for (int i = 1; i < sequence.length; i++) {
      follows[index[sequence[i - 1]]][index[sequence[i]]] += count;
    }
  }

  void addEdge(int a, int b, long count) {
    follows[index[a]][index[b]] += count;
  }

  void addStart(int a, long count) {
    starts[index[a]] += count;
  }

  void addEnd(int a, long count) {
    ends[index[a]] += count;
  }

  /** The activities' numbers in the whole log, rising. */
  int[] ids() {
    return ids;
  }

  BitSet nodes() {
    return (BitSet) nodes.clone();
  }

  boolean follows(int a, int b) {
    return follows[index[a]][index[b]] > 0;
  }

  long count(int a, int b) {
    return follows[index[a]][index[b]];
  }

  boolean isStart(int a) {
    return starts[index[a]] > 0;
  }

  boolean isEnd(int a) {
    return ends[index[a]] > 0;
  }

  long starts(int a) {
    return starts[index[a]];
  }

  long ends(int a) {
    return ends[index[a]];
  }

  BitSet starts() {
    BitSet set = new BitSet();
    for (int id : ids) {
      set.set(id, isStart(id));
    }
    return set;
  }

  BitSet ends() {
    BitSet set = new BitSet();
    for (int id : ids) {
      set.set(id, isEnd(id));
    }
    return set;
  }

  /**
   * Without the rare: of each activity's outgoing edges only those at least {@code noise} times as
   * frequent as its most frequent one (Leemans, Fahland, van der Aalst 2013). Starts and ends stay.
   */
  Graph filtered(double noise) {
    Graph kept = new Graph(nodes);
    double enoughStarts = noise * max(starts);
    for (int a = 0; a < ids.length; a++) {
      long most = ends[a];
      for (long count : follows[a]) {
        most = Math.max(most, count);
      }
      for (int b = 0; b < ids.length; b++) {
        kept.follows[a][b] = follows[a][b] > noise * most ? follows[a][b] : 0;
      }
      kept.starts[a] = starts[a] > enoughStarts ? starts[a] : 0;
      kept.ends[a] = ends[a];
    }
    return kept;
  }

  private static long max(long[] counts) {
    long max = 0;
    for (long count : counts) {
      max = Math.max(max, count);
    }
    return max;
  }

  /** For each activity, those that can be reached over one or more edges. */
  BitSet[] reachable() {
    BitSet[] reach = new BitSet[nodes.length()];
    for (int a : ids) {
      reach[a] = new BitSet();
      for (int b : ids) {
        reach[a].set(b, follows(a, b));
      }
    }
    for (int k : ids) {
      for (int a : ids) {
        if (reach[a].get(k)) {
          reach[a].or(reach[k]);
        }
      }
    }
    return reach;
  }
}
