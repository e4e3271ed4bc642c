package io.mudlark.process.discover;

import java.util.ArrayList;
import java.util.List;

/** Which activities follow which, without counts (van der Aalst 2004): before, parallel, apart. */
public final class Footprints {
  private final DirectlyFollows graph;

  public Footprints(DirectlyFollows graph) {
    this.graph = graph;
  }

  /** Whether {@code b} follows {@code a} but never the other way round. */
  public boolean before(int a, int b) {
    return graph.count(a, b) > 0 && graph.count(b, a) == 0;
  }

  /** Whether each follows the other. */
  public boolean parallel(int a, int b) {
    return graph.count(a, b) > 0 && graph.count(b, a) > 0;
  }

  /** Whether neither follows the other. */
  public boolean apart(int a, int b) {
    return graph.count(a, b) == 0 && graph.count(b, a) == 0;
  }

  /** All pairs in which the first is {@link #before} the second. */
  public List<PairTimes.Pair> sequences() {
    List<PairTimes.Pair> pairs = new ArrayList<>();
    for (int a = 0; a < graph.size(); a++) {
      for (int b = 0; b < graph.size(); b++) {
        if (before(a, b)) {
          pairs.add(new PairTimes.Pair(graph.activity(a), graph.activity(b)));
        }
      }
    }
    return pairs;
  }

  /** All ordered pairs that are {@link #parallel}. */
  public List<PairTimes.Pair> parallels() {
    List<PairTimes.Pair> pairs = new ArrayList<>();
    for (int a = 0; a < graph.size(); a++) {
      for (int b = 0; b < graph.size(); b++) {
        if (parallel(a, b)) {
          pairs.add(new PairTimes.Pair(graph.activity(a), graph.activity(b)));
        }
      }
    }
    return pairs;
  }
}
