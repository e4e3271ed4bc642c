package io.mudlark.process.discover;

import io.mudlark.process.model.PetriNet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The alpha miner (van der Aalst, Weijters, Maruster 2004): one place for every maximal pair of
 * sets (A, B) whose members follow each other from A to B and never within a set.
 */
public final class AlphaMiner {
  /** More candidate pairs than this and the log is no case for the alpha miner. */
  public static final int MAX_PAIRS = 100_000;

  private final DirectlyFollows graph;
  private final Footprints footprints;

  private AlphaMiner(DirectlyFollows graph) {
    this.graph = graph;
    this.footprints = new Footprints(graph);
  }

  /**
   * Mines a net; it need not be sound.
   *
   * @throws IllegalArgumentException when there are more than {@link #MAX_PAIRS} candidate places
   */
  public static PetriNet mine(DirectlyFollows graph) {
    AlphaMiner miner = new AlphaMiner(graph);
    return miner.net(miner.maximal(miner.pairs()));
  }

  /** Grows pairs of sets one activity at a time, each pair once. */
  private List<SetPair> pairs() {
    List<SetPair> all = new ArrayList<>();
    Set<SetPair> seen = new HashSet<>();
    for (int a = 0; a < graph.size(); a++) {
      for (int b = 0; b < graph.size(); b++) {
        if (footprints.before(a, b) && footprints.apart(a, a) && footprints.apart(b, b)) {
          SetPair pair = new SetPair(bit(a), bit(b));
          seen.add(pair);
          all.add(pair);
        }
      }
    }
    for (int i = 0; i < all.size(); i++) {
      for (int x = 0; x < graph.size(); x++) {
        grow(all.get(i), x, seen, all);
      }
      if (all.size() > MAX_PAIRS) {
        throw new IllegalArgumentException("more than " + MAX_PAIRS + " candidate places");
      }
    }
    return all;
  }

  private void grow(SetPair pair, int x, Set<SetPair> seen, List<SetPair> all) {
    if (fits(x, pair.before(), pair.after(), true)) {
      offer(new SetPair(with(pair.before(), x), pair.after()), seen, all);
    }
    if (fits(x, pair.after(), pair.before(), false)) {
      offer(new SetPair(pair.before(), with(pair.after(), x)), seen, all);
    }
  }

  private static void offer(SetPair pair, Set<SetPair> seen, List<SetPair> all) {
    if (seen.add(pair)) {
      all.add(pair);
    }
  }

  private boolean fits(int x, BitSet same, BitSet other, boolean first) {
    if (same.get(x) || !footprints.apart(x, x)) {
      return false;
    }
    return same.stream().allMatch(y -> footprints.apart(x, y))
        && other.stream().allMatch(y -> first ? footprints.before(x, y) : footprints.before(y, x));
  }

  private List<SetPair> maximal(List<SetPair> pairs) {
    List<SetPair> maximal = new ArrayList<>();
    for (SetPair pair : pairs) {
      boolean grows = false;
      for (int x = 0; x < graph.size() && !grows; x++) {
        grows =
            fits(x, pair.before(), pair.after(), true)
                || fits(x, pair.after(), pair.before(), false);
      }
      if (!grows) {
        maximal.add(pair);
      }
    }
    return maximal;
  }

  private PetriNet net(List<SetPair> pairs) {
    PetriNet.Builder net = new PetriNet.Builder();
    int source = net.place("source");
    int sink = net.place("sink");
    List<List<Integer>> inputs = new ArrayList<>();
    List<List<Integer>> outputs = new ArrayList<>();
    for (int a = 0; a < graph.size(); a++) {
      inputs.add(new ArrayList<>());
      outputs.add(new ArrayList<>());
      if (graph.starts(a) > 0) {
        inputs.get(a).add(source);
      }
      if (graph.ends(a) > 0) {
        outputs.get(a).add(sink);
      }
    }
    for (SetPair pair : pairs) {
      int place = net.place(name(pair));
      pair.before().stream().forEach(a -> outputs.get(a).add(place));
      pair.after().stream().forEach(b -> inputs.get(b).add(place));
    }
    for (int a = 0; a < graph.size(); a++) {
      net.transition("t" + (a + 1), graph.activity(a), ints(inputs.get(a)), ints(outputs.get(a)));
    }
    return net.startAt(source).endAt(sink).build();
  }

  private String name(SetPair pair) {
    return names(pair.before()) + " -> " + names(pair.after());
  }

  private String names(BitSet set) {
    List<String> names = new ArrayList<>();
    set.stream().forEach(a -> names.add(graph.activity(a)));
    return names.toString();
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  private static BitSet bit(int x) {
    return with(new BitSet(), x);
  }

  private static BitSet with(BitSet set, int x) {
    BitSet more = (BitSet) set.clone();
    more.set(x);
    return more;
  }

  private record SetPair(BitSet before, BitSet after) {}
}
