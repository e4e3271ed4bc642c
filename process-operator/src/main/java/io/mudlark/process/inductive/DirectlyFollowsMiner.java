package io.mudlark.process.inductive;

import io.mudlark.process.discover.DirectlyFollows;
import io.mudlark.process.model.ProcessTree;
import io.mudlark.process.model.ProcessTree.Operator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The inductive miner on counts alone (IMd; Leemans, Fahland, van der Aalst 2018): needs no log,
 * only its directly-follows graph, so it scales to streams; always sound, but a case need not fit.
 */
public final class DirectlyFollowsMiner {
  private final DirectlyFollows names;
  private final double noise;

  private DirectlyFollowsMiner(DirectlyFollows names, double noise) {
    this.names = names;
    this.noise = noise;
  }

  /**
   * Mines a process tree.
   *
   * @param noise 0 to 1, as in {@link InductiveMiner#mine}
   */
  public static ProcessTree mine(DirectlyFollows graph, double noise) {
    BitSet all = new BitSet();
    for (int a = 0; a < graph.size(); a++) {
      all.set(a, graph.occurrences(a) > 0);
    }
    Graph whole = new Graph(all);
    for (int a : whole.ids()) {
      whole.addStart(a, graph.starts(a));
      whole.addEnd(a, graph.ends(a));
      for (int b : whole.ids()) {
        whole.addEdge(a, b, graph.count(a, b));
      }
    }
    return new DirectlyFollowsMiner(graph, noise).tree(whole).folded();
  }

  private ProcessTree tree(Graph graph) {
    int[] ids = graph.ids();
    if (ids.length == 0) {
      return ProcessTree.tau();
    }
    if (ids.length == 1) {
      ProcessTree step = ProcessTree.step(names.activity(ids[0]));
      return graph.follows(ids[0], ids[0]) ? ProcessTree.loop(step, ProcessTree.tau()) : step;
    }
    Cut cut = CutFinder.find(graph);
    if (cut == null && noise > 0) {
      cut = CutFinder.find(graph.filtered(noise));
    }
    return cut == null ? flower(ids) : divided(graph, cut);
  }

  private ProcessTree flower(int[] ids) {
    List<ProcessTree> steps = new ArrayList<>();
    for (int id : ids) {
      steps.add(ProcessTree.step(names.activity(id)));
    }
    return ProcessTree.loop(ProcessTree.of(Operator.XOR, steps), ProcessTree.tau());
  }

  private ProcessTree divided(Graph graph, Cut cut) {
    List<ProcessTree> children = new ArrayList<>();
    for (int p = 0; p < cut.parts().size(); p++) {
      ProcessTree child = tree(part(graph, cut, p));
      children.add(skippable(graph, cut, p) ? ProcessTree.xor(ProcessTree.tau(), child) : child);
    }
    return ProcessTree.of(cut.operator(), children);
  }

  /** A part's own graph; where the cut lets cases in and out becomes its starts and ends. */
  private static Graph part(Graph graph, Cut cut, int p) {
    BitSet members = cut.parts().get(p);
    Graph part = new Graph(members);
    for (int a : part.ids()) {
      part.addStart(a, graph.starts(a));
      part.addEnd(a, graph.ends(a));
      for (int b : graph.ids()) {
        if (members.get(b)) {
          part.addEdge(a, b, graph.count(a, b));
        } else if (cut.operator() == Operator.SEQUENCE || cut.operator() == Operator.LOOP) {
          part.addStart(a, graph.count(b, a));
          part.addEnd(a, graph.count(a, b));
        }
      }
    }
    return part;
  }

  /** Whether a part of a sequence is passed by: an edge, a start or an end beyond it says so. */
  private static boolean skippable(Graph graph, Cut cut, int p) {
    if (cut.operator() != Operator.SEQUENCE) {
      return false;
    }
    BitSet before = union(cut.parts().subList(0, p));
    BitSet after = union(cut.parts().subList(p + 1, cut.parts().size()));
    return graph.ends().intersects(before)
        || graph.starts().intersects(after)
        || before.stream().anyMatch(a -> after.stream().anyMatch(b -> graph.follows(a, b)));
  }

  private static BitSet union(List<BitSet> parts) {
    BitSet union = new BitSet();
    parts.forEach(union::or);
    return union;
  }
}
