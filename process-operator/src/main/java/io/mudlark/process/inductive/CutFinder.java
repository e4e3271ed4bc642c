package io.mudlark.process.inductive;

import io.mudlark.process.model.ProcessTree.Operator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the operator that explains a directly-follows graph, if one does (Leemans 2017, "Robust
 * process mining with guarantees": choice, strict sequence, parallel, loop, tried in this order).
 */
final class CutFinder {
  private final Graph graph;
  private final int[] ids;

  private CutFinder(Graph graph) {
    this.graph = graph;
    this.ids = graph.ids();
  }

  static @Nullable Cut find(Graph graph) {
    CutFinder finder = new CutFinder(graph);
    Cut cut = finder.choice();
    cut = cut == null ? finder.sequence() : cut;
    cut = cut == null ? finder.parallel() : cut;
    return cut == null ? LoopCut.find(graph) : cut;
  }

  private @Nullable Cut choice() {
    Partition parts = new Partition(ids);
    for (int a : ids) {
      for (int b : ids) {
        if (graph.follows(a, b)) {
          parts.join(a, b);
        }
      }
    }
    return cut(Operator.XOR, parts.groups());
  }

  private static @Nullable Cut cut(Operator operator, List<BitSet> groups) {
    return groups.size() > 1 ? new Cut(operator, groups) : null;
  }

  private @Nullable Cut sequence() {
    BitSet[] reach = graph.reachable();
    Partition parts = new Partition(ids);
    for (int a : ids) {
      for (int b : ids) {
        if (a != b && reach[a].get(b) == reach[b].get(a)) {
          parts.join(a, b);
        }
      }
    }
    List<BitSet> groups = parts.groups();
    groups.sort((x, y) -> x == y ? 0 : reaches(reach, x, y) ? -1 : 1);
    return groups.size() > 1 ? cut(Operator.SEQUENCE, strict(groups)) : null;
  }

  private static boolean reaches(BitSet[] reach, BitSet from, BitSet to) {
    return from.stream().anyMatch(a -> reach[a].intersects(to));
  }

  /**
   * Merges parts around one that can be skipped, as long as they cannot be passed by themselves, so
   * that what can only be skipped together stays together.
   */
  private List<BitSet> strict(List<BitSet> parts) {
    int n = parts.size();
    int[] earliest = new int[n];
    int[] latest = new int[n];
    spans(parts, earliest, latest);
    BitSet[] merged = parts.toArray(new BitSet[0]);
    for (int p = 0; p < n; p++) {
      if (!skippable(parts, earliest, latest, p)) {
        continue;
      }
      for (int q = p - 1; q >= 0 && latest[q] <= p; q--) {
        merged[p].or(merged[q]);
        merged[q] = new BitSet();
      }
      for (int q = p + 1; q < n && earliest[q] >= p; q++) {
        merged[p].or(merged[q]);
        merged[q] = new BitSet();
      }
    }
    List<BitSet> kept = new ArrayList<>();
    for (BitSet part : merged) {
      if (!part.isEmpty()) {
        kept.add(part);
      }
    }
    return kept;
  }

  /** Per part, from how far back it is entered and how far ahead it is left. */
  private void spans(List<BitSet> parts, int[] earliest, int[] latest) {
    for (int i = 0; i < parts.size(); i++) {
      earliest[i] = parts.get(i).intersects(graph.starts()) ? -1 : parts.size();
      latest[i] = parts.get(i).intersects(graph.ends()) ? parts.size() : -1;
    }
    for (int i = 0; i < parts.size(); i++) {
      for (int j = 0; j < parts.size(); j++) {
        if (connected(parts.get(i), parts.get(j))) {
          earliest[j] = Math.min(earliest[j], i);
          latest[i] = Math.max(latest[i], j);
        }
      }
    }
  }

  private boolean connected(BitSet from, BitSet to) {
    return from.stream().anyMatch(a -> to.stream().anyMatch(b -> graph.follows(a, b)));
  }

  private static boolean skippable(List<BitSet> parts, int[] earliest, int[] latest, int p) {
    for (int i = 0; i < p; i++) {
      if (latest[i] > p) {
        return true;
      }
    }
    for (int i = p + 1; i < parts.size(); i++) {
      if (earliest[i] < p) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Cut parallel() {
    Partition parts = new Partition(ids);
    for (int a : ids) {
      for (int b : ids) {
        if (!graph.follows(a, b) || !graph.follows(b, a)) {
          parts.join(a, b);
        }
      }
    }
    List<BitSet> groups = parts.groups();
    if (groups.size() < 2) {
      return null;
    }
    return cut(Operator.PARALLEL, complete(groups));
  }

  /** Every branch needs a start and an end of its own; those that lack one join a neighbour. */
  private List<BitSet> complete(List<BitSet> groups) {
    List<BitSet> sorted = new ArrayList<>(groups);
    sorted.sort((x, y) -> Integer.compare(x.cardinality(), y.cardinality()));
    for (int i = 0; i < sorted.size() && sorted.size() > 1; ) {
      if (isComplete(sorted.get(i))) {
        i++;
        continue;
      }
      BitSet lacking = sorted.remove(i);
      i = Math.max(i - 1, 0);
      sorted.get(i).or(lacking);
    }
    return sorted;
  }

  private boolean isComplete(BitSet group) {
    return group.intersects(graph.starts()) && group.intersects(graph.ends());
  }
}
