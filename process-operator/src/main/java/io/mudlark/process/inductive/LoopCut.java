package io.mudlark.process.inductive;

import io.mudlark.process.model.ProcessTree.Operator;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a body that starts and ends every case, and a way back from its end to its start.
 *
 * <p>A way back may be entered from ends of the body only, and from all of them; it may lead to
 * starts of the body only, and to all of them.
 */
final class LoopCut {
  private final Graph graph;
  private final BitSet starts;
  private final BitSet ends;

  private LoopCut(Graph graph) {
    this.graph = graph;
    this.starts = graph.starts();
    this.ends = graph.ends();
  }

  static @Nullable Cut find(Graph graph) {
    return new LoopCut(graph).find();
  }

  private @Nullable Cut find() {
    BitSet body = (BitSet) starts.clone();
    body.or(ends);
    if (body.isEmpty()) {
      return null;
    }
    BitSet back = new BitSet();
    for (BitSet component : componentsOutside(body)) {
      if (isWayBack(component, body)) {
        back.or(component);
      } else {
        body.or(component);
      }
    }
    return back.isEmpty() ? null : new Cut(Operator.LOOP, List.of(body, back));
  }

  private List<BitSet> componentsOutside(BitSet body) {
    BitSet rest = graph.nodes();
    rest.andNot(body);
    Partition parts = new Partition(rest.stream().toArray());
    rest.stream()
        .forEach(
            a -> rest.stream().filter(b -> graph.follows(a, b)).forEach(b -> parts.join(a, b)));
    return parts.groups();
  }

  /** Only edges from ends and to starts connect a way back, and each of those to all of them. */
  private boolean isWayBack(BitSet component, BitSet body) {
    return component.stream().allMatch(x -> entersWell(x, body) && leavesWell(x, body));
  }

  private boolean entersWell(int x, BitSet body) {
    if (body.stream().anyMatch(a -> graph.follows(a, x) && !ends.get(a))) {
      return false;
    }
    boolean entered = ends.stream().anyMatch(e -> graph.follows(e, x));
    return !entered || ends.stream().allMatch(e -> graph.follows(e, x));
  }

  private boolean leavesWell(int x, BitSet body) {
    if (body.stream().anyMatch(b -> graph.follows(x, b) && !starts.get(b))) {
      return false;
    }
    boolean left = starts.stream().anyMatch(s -> graph.follows(x, s));
    return !left || starts.stream().allMatch(s -> graph.follows(x, s));
  }
}
