package io.mudlark.process.inductive;

import io.mudlark.process.log.VariantLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A part of a log during inductive mining: distinct sequences with how often each occurs; the empty
 * sequence may be among them.
 */
final class SubLog {
  private final List<int[]> sequences = new ArrayList<>();
  private final List<Long> counts = new ArrayList<>();

  private SubLog() {}

  static SubLog of(VariantLog log) {
    Collector all = new Collector();
    for (int v = 0; v < log.variantCount(); v++) {
      all.add(log.variant(v), log.count(v));
    }
    return all.log();
  }

  int size() {
    return sequences.size();
  }

  int[] sequence(int index) {
    return sequences.get(index);
  }

  long count(int index) {
    return counts.get(index);
  }

  long cases() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  long emptyCases() {
    long empty = 0;
    for (int i = 0; i < size(); i++) {
      empty += sequences.get(i).length == 0 ? counts.get(i) : 0;
    }
    return empty;
  }

  BitSet activities() {
    BitSet activities = new BitSet();
    for (int[] sequence : sequences) {
      for (int activity : sequence) {
        activities.set(activity);
      }
    }
    return activities;
  }

  /** Every sequence reduced to the activities of a set. */
  SubLog projected(BitSet onto) {
    Collector projected = new Collector();
    for (int i = 0; i < size(); i++) {
      projected.add(project(sequences.get(i), onto), counts.get(i));
    }
    return projected.log();
  }

  SubLog withoutEmpty() {
    Collector kept = new Collector();
    for (int i = 0; i < size(); i++) {
      if (sequences.get(i).length > 0) {
        kept.add(sequences.get(i), counts.get(i));
      }
    }
    return kept.log();
  }

  Graph graph() {
    Graph graph = new Graph(activities());
    for (int i = 0; i < size(); i++) {
      graph.add(sequences.get(i), counts.get(i));
    }
    return graph;
  }

  static int[] project(int[] sequence, BitSet onto) {
    return Arrays.stream(sequence).filter(onto::get).toArray();
  }

  /** Gathers sequences, equal ones together, in an order that depends on content only. */
  static final class Collector {
    private final Map<int[], Long> collected = new TreeMap<>(Arrays::compare);

    void add(int[] sequence, long count) {
      collected.merge(sequence, count, Long::sum);
    }

    SubLog log() {
      SubLog log = new SubLog();
      collected.forEach(
          (sequence, count) -> {
            log.sequences.add(sequence);
            log.counts.add(count);
          });
      return log;
    }
  }
}
