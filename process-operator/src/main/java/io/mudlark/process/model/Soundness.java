package io.mudlark.process.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a net always can finish, finishes cleanly, and has no dead parts (van der Aalst 1998), by
 * looking at every reachable marking.
 */
public final class Soundness {
  /** Markings looked at before giving up. */
  public static final int MAX_MARKINGS = 200_000;

  private static final int MAX_TOKENS = 64;

  private final PetriNet net;
  private final Map<List<Integer>, Integer> numbers = new HashMap<>();
  private final List<int[]> markings = new ArrayList<>();
  private final List<List<Integer>> cameFrom = new ArrayList<>();
  private final BitSet fired = new BitSet();

  private Soundness(PetriNet net) {
    this.net = net;
  }

  /** The answer. */
  public enum Verdict {
    SOUND,
    /** Not exactly one place without inputs and one without outputs, or nodes off the way. */
    NOT_A_WORKFLOW_NET,
    /** Tokens pile up without end. */
    UNBOUNDED,
    /** From some marking the end cannot be reached. */
    CANNOT_ALWAYS_FINISH,
    /** The end is reached with tokens left elsewhere. */
    LEAVES_TOKENS,
    /** Some transition can never fire. */
    DEAD_TRANSITION,
    /** More markings than {@link #MAX_MARKINGS}. */
    NOT_DECIDED
  }

  public static Verdict check(PetriNet net) {
    return isWorkflowNet(net) ? new Soundness(net).explore() : Verdict.NOT_A_WORKFLOW_NET;
  }

  /** One place to start, one to end, and every node on a way from one to the other. */
  public static boolean isWorkflowNet(PetriNet net) {
    BitSet withInput = new BitSet();
    BitSet withOutput = new BitSet();
    for (PetriNet.Transition t : net.transitions()) {
      Arrays.stream(t.outputs()).forEach(withInput::set);
      Arrays.stream(t.inputs()).forEach(withOutput::set);
      if (t.inputs().length == 0 || t.outputs().length == 0) {
        return false;
      }
    }
    boolean oneSource = net.placeCount() - withInput.cardinality() == 1;
    boolean oneSink = net.placeCount() - withOutput.cardinality() == 1;
    return oneSource
        && oneSink
        && connected(net, withInput.nextClearBit(0), true)
        && connected(net, withOutput.nextClearBit(0), false);
  }

  /** Whether every node can be reached from a place, forwards or backwards. */
  private static boolean connected(PetriNet net, int start, boolean forwards) {
    BitSet places = new BitSet();
    BitSet transitions = new BitSet();
    places.set(start);
    boolean grows = true;
    while (grows) {
      grows = false;
      for (int t = transitions.nextClearBit(0); t < net.transitionCount(); ) {
        int[] from = forwards ? net.inputs(t) : net.outputs(t);
        if (Arrays.stream(from).anyMatch(places::get)) {
          transitions.set(t);
          Arrays.stream(forwards ? net.outputs(t) : net.inputs(t)).forEach(places::set);
          grows = true;
        }
        t = transitions.nextClearBit(t + 1);
      }
    }
    return places.cardinality() == net.placeCount()
        && transitions.cardinality() == net.transitionCount();
  }

  private Verdict explore() {
    number(net.initialMarking());
    for (int m = 0; m < markings.size(); m++) {
      int[] marking = markings.get(m);
      if (Arrays.stream(marking).anyMatch(tokens -> tokens > MAX_TOKENS)) {
        return Verdict.UNBOUNDED;
      }
      if (markings.size() > MAX_MARKINGS) {
        return Verdict.NOT_DECIDED;
      }
      for (int t = 0; t < net.transitionCount(); t++) {
        if (net.enables(marking, t)) {
          fired.set(t);
          cameFrom.get(number(net.fire(marking, t))).add(m);
        }
      }
    }
    return judge();
  }

  private int number(int[] marking) {
    List<Integer> key = Arrays.stream(marking).boxed().toList();
    Integer known = numbers.get(key);
    if (known != null) {
      return known;
    }
    numbers.put(key, markings.size());
    markings.add(marking);
    cameFrom.add(new ArrayList<>());
    return markings.size() - 1;
  }

  private Verdict judge() {
    int[] target = net.finalMarking();
    Integer end = numbers.get(Arrays.stream(target).boxed().toList());
    for (int[] marking : markings) {
      if (!Arrays.equals(marking, target) && covers(marking, target)) {
        return Verdict.LEAVES_TOKENS;
      }
    }
    if (end == null || canFinish(end).cardinality() < markings.size()) {
      return Verdict.CANNOT_ALWAYS_FINISH;
    }
    return fired.cardinality() < net.transitionCount() ? Verdict.DEAD_TRANSITION : Verdict.SOUND;
  }

  private static boolean covers(int[] marking, int[] target) {
    for (int p = 0; p < target.length; p++) {
      if (marking[p] < target[p]) {
        return false;
      }
    }
    return true;
  }

  private BitSet canFinish(int end) {
    BitSet reached = new BitSet();
    List<Integer> queue = new ArrayList<>();
    reached.set(end);
    queue.add(end);
    for (int i = 0; i < queue.size(); i++) {
      for (int before : cameFrom.get(queue.get(i))) {
        if (!reached.get(before)) {
          reached.set(before);
          queue.add(before);
        }
      }
    }
    return reached;
  }
}
