package io.mudlark.process.conform;

import io.mudlark.process.model.PetriNet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A Petri net as token replay sees it: numbered markings, and what each activity does in each,
 * worked out once and remembered.
 *
 * <p>Replay as in Berti and van der Aalst (2019): an activity fires its transition; if that is not
 * enabled, silent transitions are fired to enable it; failing that, the missing tokens are put in
 * and counted. Not safe for use by several threads.
 */
public final class ReplayAutomaton {
  /** The state of a case whose marking could not be numbered because there are too many. */
  public static final int OVERFLOW = -1;

  /** Markings remembered at most. */
  public static final int MAX_STATES = 65_536;

  private static final int START = 0;

  private final PetriNet net;
  private final SilentSearch search;
  private final SilentSearch closing;
  private final Map<String, Integer> activities = new HashMap<>();
  private final List<int[]> labelled = new ArrayList<>();
  private final List<SilentSearch> enabling = new ArrayList<>();
  private final Map<MarkingKey, Integer> numbers = new HashMap<>();
  private final List<int[]> markings = new ArrayList<>();
  private final List<@Nullable ReplayStep[]> steps = new ArrayList<>();
  private final Map<Integer, List<String>> expected = new HashMap<>();
  private final Map<Integer, ReplayEnd> ends = new HashMap<>();
  private final int maxStates;

  public ReplayAutomaton(PetriNet net) {
    this(net, MAX_STATES);
  }

  /** An automaton that numbers at most {@code maxStates} markings. */
  public ReplayAutomaton(PetriNet net, int maxStates) {
    this.net = net;
    this.maxStates = maxStates;
    this.search = new SilentSearch(net);
    this.closing = search.towards(net.finalMarking());
    for (String activity : net.activities()) {
      activities.put(activity, labelled.size());
      int[] transitions = new int[0];
      for (int t = 0; t < net.transitionCount(); t++) {
        if (activity.equals(net.label(t))) {
          transitions = Arrays.copyOf(transitions, transitions.length + 1);
          transitions[transitions.length - 1] = t;
        }
      }
      labelled.add(transitions);
      enabling.add(search.towards(neededBy(transitions)));
    }
    number(net.initialMarking());
  }

  /** The state of a case that has not begun. */
  public int start() {
    return START;
  }

  /** How many markings have been met so far. */
  public int states() {
    return markings.size();
  }

  public PetriNet net() {
    return net;
  }

  /** The model's number of an activity, or -1 when it has none of that name. */
  public int activityId(String activity) {
    return activities.getOrDefault(activity, -1);
  }

  /**
   * Replays one activity.
   *
   * @param state where the case is; not {@link #OVERFLOW}
   * @param activity from {@link #activityId}
   */
  ReplayStep step(int state, int activity) {
    if (activity < 0) {
      return new ReplayStep(state, 0, 0, 0, false, new int[0]);
    }
    @Nullable ReplayStep[] known = steps.get(state);
    ReplayStep step = known[activity];
    if (step == null) {
      step = compute(state, activity);
      known[activity] = step;
    }
    return step;
  }

  private ReplayStep compute(int state, int activity) {
    int[] marking = markings.get(state);
    int[] candidates = labelled.get(activity);
    SilentSearch.Path path =
        enabling.get(activity).nearest(marking, reached -> enabledOf(reached, candidates) >= 0);
    if (path == null) {
      return forced(marking, candidates[0]);
    }
    int transition = enabledOf(path.marking(), candidates);
    int[] fired = Arrays.copyOf(path.fired(), path.fired().length + 1);
    fired[fired.length - 1] = transition;
    int next = number(net.fire(path.marking(), transition));
    return new ReplayStep(next, tokens(fired, true), tokens(fired, false), 0, true, fired);
  }

  /** The places that any of some transitions takes from, marked 1. */
  private int[] neededBy(int[] transitions) {
    int[] needed = new int[net.placeCount()];
    for (int transition : transitions) {
      for (int place : net.inputs(transition)) {
        needed[place] = 1;
      }
    }
    return needed;
  }

  private int enabledOf(int[] marking, int[] candidates) {
    for (int transition : candidates) {
      if (net.enables(marking, transition)) {
        return transition;
      }
    }
    return -1;
  }

  private ReplayStep forced(int[] marking, int transition) {
    int[] next = marking.clone();
    int missing = 0;
    for (int place : net.inputs(transition)) {
      if (next[place] > 0) {
        next[place]--;
      } else {
        missing++;
      }
    }
    for (int place : net.outputs(transition)) {
      next[place]++;
    }
    int[] fired = {transition};
    return new ReplayStep(
        number(next), tokens(fired, true), tokens(fired, false), missing, true, fired);
  }

  private int tokens(int[] fired, boolean consumed) {
    int sum = 0;
    for (int transition : fired) {
      sum += consumed ? net.inputs(transition).length : net.outputs(transition).length;
    }
    return sum;
  }

  private int number(int[] marking) {
    MarkingKey key = new MarkingKey(marking);
    Integer known = numbers.get(key);
    if (known != null) {
      return known;
    }
    if (markings.size() >= maxStates) {
      return OVERFLOW;
    }
    int number = markings.size();
    numbers.put(key, number);
    markings.add(marking);
    steps.add(new @Nullable ReplayStep[labelled.size()]);
    return number;
  }

  /** The activities that may come next, silent transitions seen through; in alphabetical order. */
  public List<String> expected(int state) {
    List<String> known = expected.get(state);
    if (known != null) {
      return known;
    }
    TreeSet<String> labels = new TreeSet<>();
    for (int[] marking : search.all(markings.get(state))) {
      for (int t = 0; t < net.transitionCount(); t++) {
        String label = net.label(t);
        if (label != null && net.enables(marking, t)) {
          labels.add(label);
        }
      }
    }
    List<String> result = List.copyOf(labels);
    expected.put(state, result);
    return result;
  }

  /** What closing a case in this state costs. */
  ReplayEnd end(int state) {
    ReplayEnd known = ends.get(state);
    if (known == null) {
      known = computeEnd(markings.get(state));
      ends.put(state, known);
    }
    return known;
  }

  /** Whether a case in this state may end here. */
  public boolean mayEnd(int state) {
    ReplayEnd end = end(state);
    return end.missing() == 0 && end.remaining() == 0;
  }

  private ReplayEnd computeEnd(int[] marking) {
    int[] target = net.finalMarking();
    SilentSearch.Path path = search.nearest(marking, reached -> Arrays.equals(reached, target));
    if (path == null) {
      path = search.nearest(marking, reached -> covers(reached, target));
    }
    if (path == null) {
      path = closing.best(marking, reached -> distance(reached, target));
    }
    int[] last = path.marking();
    int[] fired = path.fired();
    int missing = 0;
    int remaining = 0;
    for (int p = 0; p < target.length; p++) {
      missing += Math.max(0, target[p] - last[p]);
      remaining += Math.max(0, last[p] - target[p]);
    }
    int consumed = tokens(fired, true) + Arrays.stream(target).sum();
    return new ReplayEnd(consumed, tokens(fired, false), missing, remaining, fired);
  }

  private static boolean covers(int[] marking, int[] target) {
    for (int p = 0; p < target.length; p++) {
      if (marking[p] < target[p]) {
        return false;
      }
    }
    return true;
  }

  private static int distance(int[] marking, int[] target) {
    int distance = 0;
    for (int p = 0; p < target.length; p++) {
      distance += Math.abs(target[p] - marking[p]);
    }
    return distance;
  }

  /** The tokens in a state, per place. */
  List<Integer> marking(int state) {
    List<Integer> tokens = new ArrayList<>();
    for (int count : markings.get(state)) {
      tokens.add(count);
    }
    return Collections.unmodifiableList(tokens);
  }
}
