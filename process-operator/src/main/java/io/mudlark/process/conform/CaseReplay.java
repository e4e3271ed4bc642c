package io.mudlark.process.conform;

import io.mudlark.process.model.PetriNet;
import io.mudlark.process.model.UnseenStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Exact replay of open cases up to their first wrong step: a case is a number, an event a table
 * look-up.
 *
 * <p>A state is the set of all markings the case can be in, since silent transitions leave a
 * choice; so a case is called wrong only when no run of the model begins like it. States are worked
 * out when first met and remembered; only what the model itself can do is ever numbered. Not safe
 * for use by several threads.
 */
public final class CaseReplay {
  /** The state of a case that is replayed no further: there is no room for its next state. */
  public static final int OVERFLOW = -1;

  /** The state of a case that has left the model. */
  public static final int WRONG = -2;

  /** States remembered at most. */
  public static final int MAX_STATES = 65_536;

  /** Markings in one state at most. */
  public static final int MAX_MARKINGS = SilentSearch.MAX_MARKINGS;

  /** Token counts of all markings of all states together at most: 160 MB. */
  public static final int MAX_REMEMBERED = 40_000_000;

  private static final int UNKNOWN = -3;

  private final PetriNet net;
  private final SilentSearch search;
  private final int maxStates;
  private final int start;
  private final int forgiveness;
  private final Map<String, Integer> activities = new HashMap<>();
  private final List<List<Integer>> steps = new ArrayList<>();
  private final Map<List<MarkingKey>, Integer> numbers = new HashMap<>();
  private final List<List<MarkingKey>> states = new ArrayList<>();
  private final List<int[]> next = new ArrayList<>();
  private final Map<Integer, List<String>> expected = new HashMap<>();
  private final Map<Integer, Boolean> ends = new HashMap<>();
  private long remembered;

  public CaseReplay(PetriNet net) {
    this(net, MAX_STATES);
  }

  /** A replay that numbers at most {@code maxStates} states. */
  public CaseReplay(PetriNet net, int maxStates) {
    this.net = net;
    this.maxStates = maxStates;
    this.search = new SilentSearch(net);
    this.forgiveness = net.placeOf(UnseenStep.PLACE);
    for (String activity : net.activities()) {
      activities.put(activity, activities.size());
      steps.add(new ArrayList<>());
    }
    for (int t = 0; t < net.transitionCount(); t++) {
      String label = net.label(t);
      if (label != null) {
        steps.get(activities.getOrDefault(label, 0)).add(t);
      }
    }
    this.start = number(closed(List.of(net.initialMarking())));
  }

  /** The state of a case that has not begun; {@link #OVERFLOW} for a net with too many choices. */
  public int start() {
    return start;
  }

  /** The model's number of an activity, or -1. */
  public int activityId(String activity) {
    return activities.getOrDefault(activity, -1);
  }

  /**
   * The state after an activity.
   *
   * @param state a state of the model, neither {@link #WRONG} nor {@link #OVERFLOW}
   * @param activity from {@link #activityId}
   * @return {@link #WRONG} when the model does not allow it, {@link #OVERFLOW} when there is no
   *     room
   */
  public int next(int state, int activity) {
    if (activity < 0) {
      return WRONG;
    }
    int[] known = next.get(state);
    if (known[activity] == UNKNOWN) {
      known[activity] = compute(state, activity);
    }
    return known[activity];
  }

  private int compute(int state, int activity) {
    List<int[]> after = new ArrayList<>();
    for (MarkingKey marking : states.get(state)) {
      for (int t : steps.get(activity)) {
        if (net.enables(marking.tokens(), t)) {
          after.add(net.fire(marking.tokens(), t));
        }
      }
    }
    return after.isEmpty() ? WRONG : number(closed(after));
  }

  /** With everything that can be reached unseen, in a fixed order. */
  private List<MarkingKey> closed(List<int[]> markings) {
    Map<MarkingKey, int[]> closed = new LinkedHashMap<>();
    for (int[] marking : markings) {
      if (!closed.containsKey(new MarkingKey(marking)) && closed.size() < MAX_MARKINGS) {
        search.all(marking).forEach(reached -> closed.put(new MarkingKey(reached), reached));
      }
    }
    List<MarkingKey> sorted = new ArrayList<>(closed.keySet());
    sorted.sort((x, y) -> Arrays.compare(x.tokens(), y.tokens()));
    return sorted;
  }

  private int number(List<MarkingKey> state) {
    Integer known = numbers.get(state);
    if (known != null) {
      return known;
    }
    long size = (long) state.size() * net.placeCount();
    boolean room = remembered + size <= MAX_REMEMBERED;
    if (!room || states.size() >= maxStates || state.size() >= MAX_MARKINGS) {
      return OVERFLOW;
    }
    remembered += size;
    int[] unknown = new int[activities.size()];
    Arrays.fill(unknown, UNKNOWN);
    numbers.put(state, states.size());
    states.add(state);
    next.add(unknown);
    return states.size() - 1;
  }

  /**
   * The activities that the model allows next, in alphabetical order; those that it allows only if
   * a step went unseen ({@link UnseenStep}) are left out while there are others.
   */
  public List<String> expected(int state) {
    List<String> known = expected.get(state);
    if (known == null) {
      TreeSet<String> labels = new TreeSet<>();
      boolean whole = states.get(state).stream().anyMatch(this::isWhole);
      for (MarkingKey marking : states.get(state)) {
        if (whole && !isWhole(marking)) {
          continue;
        }
        for (int t = 0; t < net.transitionCount(); t++) {
          String label = net.label(t);
          if (label != null && net.enables(marking.tokens(), t)) {
            labels.add(label);
          }
        }
      }
      known = List.copyOf(labels);
      expected.put(state, known);
    }
    return known;
  }

  private boolean isWhole(MarkingKey marking) {
    return forgiveness < 0 || marking.tokens()[forgiveness] > 0;
  }

  /** Whether a case may end here. */
  public boolean mayEnd(int state) {
    MarkingKey target = new MarkingKey(net.finalMarking());
    return ends.computeIfAbsent(state, s -> states.get(s).contains(target));
  }

  /** Whether a complete case is a run of the model; false, too, when there is no room to tell. */
  public boolean accepts(List<String> steps) {
    int state = start();
    for (String step : steps) {
      if (state < 0) {
        return false;
      }
      state = next(state, activityId(step));
    }
    return state >= 0 && mayEnd(state);
  }

  /** States met so far. */
  public int states() {
    return states.size();
  }
}
