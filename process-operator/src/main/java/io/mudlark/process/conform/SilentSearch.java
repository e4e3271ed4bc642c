package io.mudlark.process.conform;

import io.mudlark.process.model.PetriNet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a net can do without being seen: markings reachable over silent transitions, nearest first.
 */
final class SilentSearch {
  /** A search gives up, and finds nothing, beyond this many markings. */
  static final int MAX_MARKINGS = 4_096;

  private final PetriNet net;
  private final int[] silent;

  SilentSearch(PetriNet net) {
    this.net = net;
    List<Integer> found = new ArrayList<>();
    for (int t = 0; t < net.transitionCount(); t++) {
      if (net.label(t) == null) {
        found.add(t);
      }
    }
    this.silent = found.stream().mapToInt(Integer::intValue).toArray();
  }

  private SilentSearch(PetriNet net, int[] silent) {
    this.net = net;
    this.silent = silent;
  }

  /** The same search over those silent transitions only that lie on a silent way to a place. */
  SilentSearch towards(int[] target) {
    BitSet places = new BitSet();
    for (int p = 0; p < target.length; p++) {
      places.set(p, target[p] > 0);
    }
    BitSet useful = new BitSet();
    boolean grows = true;
    while (grows) {
      grows = false;
      for (int t : silent) {
        if (!useful.get(t) && Arrays.stream(net.outputs(t)).anyMatch(places::get)) {
          useful.set(t);
          Arrays.stream(net.inputs(t)).forEach(places::set);
          grows = true;
        }
      }
    }
    return new SilentSearch(net, useful.stream().toArray());
  }

  /**
   * A marking and the silent transitions that lead to it.
   *
   * @param marking tokens per place
   * @param fired in order
   */
  record Path(int[] marking, int[] fired) {}

  /** The nearest marking, {@code from} included, that satisfies a condition; null if none does. */
  @Nullable Path nearest(int[] from, Predicate<int[]> wanted) {
    Path start = new Path(from, new int[0]);
    if (wanted.test(from)) {
      return start;
    }
    Set<MarkingKey> seen = new HashSet<>();
    seen.add(new MarkingKey(from));
    List<Path> queue = new ArrayList<>();
    queue.add(start);
    for (int i = 0; i < queue.size(); i++) {
      Path path = queue.get(i);
      for (int t : silent) {
        if (!net.enables(path.marking(), t)) {
          continue;
        }
        int[] next = net.fire(path.marking(), t);
        if (seen.size() < MAX_MARKINGS && seen.add(new MarkingKey(next))) {
          Path longer = new Path(next, append(path.fired(), t));
          if (wanted.test(next)) {
            return longer;
          }
          queue.add(longer);
        }
      }
    }
    return null;
  }

  /** The reachable marking of least distance, the nearest among equals. */
  Path best(int[] from, ToIntFunction<int[]> distance) {
    int[] least = {Integer.MAX_VALUE};
    nearest(
        from,
        marking -> {
          least[0] = Math.min(least[0], distance.applyAsInt(marking));
          return false;
        });
    Path best = nearest(from, marking -> distance.applyAsInt(marking) == least[0]);
    return best == null ? new Path(from, new int[0]) : best;
  }

  /** All markings that can be reached unseen, {@code from} included. */
  List<int[]> all(int[] from) {
    List<int[]> markings = new ArrayList<>();
    nearest(
        from,
        marking -> {
          markings.add(marking);
          return false;
        });
    return markings;
  }

  private static int[] append(int[] fired, int transition) {
    int[] longer = Arrays.copyOf(fired, fired.length + 1);
    longer[fired.length] = transition;
    return longer;
  }
}
