package io.mudlark.process.conform;

import io.mudlark.process.model.PetriNet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Optimal alignments by A* over the synchronous product of a case and a net (Adriansyah 2014).
 *
 * <p>The estimate of what is still to come is exact for events the net does not know and zero
 * otherwise, so it never overestimates. Markings and their successors are worked out once per net,
 * lazily. The search is bounded by a number of expanded states, not by a clock, so that the same
 * input always has the same answer. Not safe for use by several threads.
 */
public final class AlignmentSearch {
  /** States expanded at most for one case, unless told otherwise. */
  public static final int DEFAULT_MAX_EXPANSIONS = 1_000_000;

  /** Markings remembered over all cases of one net at most; beyond, nothing more is computed. */
  public static final int MAX_MARKINGS = 1_000_000;

  /** Tokens in one place beyond which a marking is not explored, so that unbounded nets end. */
  private static final int MAX_TOKENS = 64;

  private final PetriNet net;
  private final int maxExpansions;
  private final Map<String, Integer> labels = new HashMap<>();
  private final Map<MarkingKey, Integer> numbers = new HashMap<>();
  private final List<int[]> markings = new ArrayList<>();
  private final List<int @Nullable []> successors = new ArrayList<>();
  private final int[] labelOf;
  private final int target;

  public AlignmentSearch(PetriNet net) {
    this(net, DEFAULT_MAX_EXPANSIONS);
  }

  public AlignmentSearch(PetriNet net, int maxExpansions) {
    this.net = net;
    this.maxExpansions = maxExpansions;
    for (String activity : net.activities()) {
      labels.put(activity, labels.size());
    }
    this.labelOf = new int[net.transitionCount()];
    for (int t = 0; t < labelOf.length; t++) {
      String label = net.label(t);
      labelOf[t] = label == null ? -1 : labels.getOrDefault(label, -1);
    }
    number(net.initialMarking());
    this.target = number(net.finalMarking());
  }

  /** Aligns one case. */
  public Alignment align(List<String> activities) {
    int[] trace = activities.stream().mapToInt(a -> labels.getOrDefault(a, -2)).toArray();
    int[] unknownAfter = new int[trace.length + 1];
    for (int i = trace.length - 1; i >= 0; i--) {
      unknownAfter[i] = unknownAfter[i + 1] + (trace[i] == -2 ? 1 : 0);
    }
    Search search = new Search(trace, unknownAfter);
    Node last = search.run();
    if (last == null) {
      return Alignment.failed(
          search.exhausted
              ? Alignment.Status.FINAL_MARKING_UNREACHABLE
              : Alignment.Status.NOT_COMPUTED);
    }
    return new Alignment(Alignment.Status.COMPUTED, last.cost, moves(last, activities));
  }

  private List<Alignment.Move> moves(Node last, List<String> activities) {
    Deque<Alignment.Move> moves = new ArrayDeque<>();
    for (Node node = last; node.parent != null; node = node.parent) {
      boolean event = node.position > node.parent.position;
      if (node.transition < 0) {
        moves.push(
            new Alignment.Move(Alignment.Kind.LOG_ONLY, activities.get(node.parent.position)));
      } else if (event) {
        moves.push(new Alignment.Move(Alignment.Kind.SYNCHRONOUS, net.label(node.transition)));
      } else {
        String label = net.label(node.transition);
        Alignment.Kind kind = label == null ? Alignment.Kind.SILENT : Alignment.Kind.MODEL_ONLY;
        moves.push(new Alignment.Move(kind, label));
      }
    }
    return new ArrayList<>(moves);
  }

  private int number(int[] marking) {
    Integer known = numbers.get(new MarkingKey(marking));
    if (known != null) {
      return known;
    }
    numbers.put(new MarkingKey(marking), markings.size());
    markings.add(marking);
    successors.add(null);
    return markings.size() - 1;
  }

  /** Pairs of transition and marking it leads to. */
  private int[] successors(int marking) {
    int[] known = successors.get(marking);
    if (known != null) {
      return known;
    }
    int[] found = new int[2 * net.transitionCount()];
    int count = 0;
    int[] tokens = markings.get(marking);
    for (int t = 0; t < net.transitionCount(); t++) {
      if (net.enables(tokens, t)) {
        int[] next = net.fire(tokens, t);
        if (Arrays.stream(next).allMatch(n -> n <= MAX_TOKENS)) {
          found[count++] = t;
          found[count++] = number(next);
        }
      }
    }
    int[] result = Arrays.copyOf(found, count);
    successors.set(marking, result);
    return result;
  }

  private static final class Node {
    private final @Nullable Node parent;
    private final int marking;
    private final int position;
    private final int transition;
    private final long cost;
    private final long estimate;

    private Node(@Nullable Node parent, int[] at, int transition, long cost, long estimate) {
      this.parent = parent;
      this.marking = at[0];
      this.position = at[1];
      this.transition = transition;
      this.cost = cost;
      this.estimate = estimate;
    }
  }

  private final class Search {
    private final int[] trace;
    private final int[] unknownAfter;
    private final Map<Long, Long> best = new HashMap<>();
    private final PriorityQueue<Node> open =
        new PriorityQueue<>(
            (x, y) -> {
              int byEstimate = Long.compare(x.estimate, y.estimate);
              return byEstimate != 0 ? byEstimate : Integer.compare(y.position, x.position);
            });
    private boolean exhausted;

    private Search(int[] trace, int[] unknownAfter) {
      this.trace = trace;
      this.unknownAfter = unknownAfter;
    }

    private @Nullable Node run() {
      offer(null, new int[] {0, 0}, -1, 0);
      int expanded = 0;
      while (!open.isEmpty()) {
        Node node = open.poll();
        if (node.marking == target && node.position == trace.length) {
          return node;
        }
        Long cheapest = best.get(key(node.marking, node.position));
        if (cheapest != null && node.cost > cheapest) {
          continue;
        }
        if (++expanded > maxExpansions || markings.size() > MAX_MARKINGS) {
          return null;
        }
        expand(node);
      }
      exhausted = true;
      return null;
    }

    private void expand(Node node) {
      int position = node.position;
      int event = position < trace.length ? trace[position] : -3;
      if (event != -3) {
        int[] at = {node.marking, position + 1};
        offer(node, at, -1, node.cost + Alignment.DEVIATION);
      }
      int[] next = successors(node.marking);
      for (int i = 0; i < next.length; i += 2) {
        int label = labelOf[next[i]];
        if (label >= 0 && label == event) {
          offer(node, new int[] {next[i + 1], position + 1}, next[i], node.cost);
        }
        long alone = label < 0 ? 1 : Alignment.DEVIATION;
        offer(node, new int[] {next[i + 1], position}, next[i], node.cost + alone);
      }
    }

    private void offer(@Nullable Node parent, int[] at, int transition, long cost) {
      long key = key(at[0], at[1]);
      Long cheapest = best.get(key);
      if (cheapest == null || cost < cheapest) {
        best.put(key, cost);
        long estimate = cost + unknownAfter[at[1]] * Alignment.DEVIATION;
        open.add(new Node(parent, at, transition, cost, estimate));
      }
    }

    private long key(int marking, int position) {
      return (long) marking * (trace.length + 1) + position;
    }
  }
}
