package io.mudlark.process.model;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A Petri net with an initial and a final marking: places hold tokens, transitions move them.
 *
 * <p>Places and transitions are numbered from 0. An arc of weight n is n equal entries in {@link
 * #inputs} or {@link #outputs}. Silent transitions have no label.
 */
public final class PetriNet {
  private final List<String> places;
  private final List<Transition> transitions;
  private final int[] initial;
  private final int[] target;

  /**
   * A transition.
   *
   * @param name unique in its net
   * @param label the activity, or null when silent
   * @param inputs places it takes a token from
   * @param outputs places it puts a token into
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only
  public record Transition(String name, @Nullable String label, int[] inputs, int[] outputs) {
    public boolean isSilent() {
      return label == null;
    }
  }

  PetriNet(List<String> places, List<Transition> transitions, int[] initial, int[] target) {
    this.places = List.copyOf(places);
    this.transitions = List.copyOf(transitions);
    this.initial = initial.clone();
    this.target = target.clone();
  }

  public int placeCount() {
    return places.size();
  }

  public String placeName(int place) {
    return places.get(place);
  }

  /** The first place of a name, or -1. */
  public int placeOf(String name) {
    return places.indexOf(name);
  }

  public int transitionCount() {
    return transitions.size();
  }

  public Transition transition(int index) {
    return transitions.get(index);
  }

  public List<Transition> transitions() {
    return transitions;
  }

  /** The activity of a transition, or null. */
  public @Nullable String label(int transition) {
    return transitions.get(transition).label();
  }

  /** Places that transition {@code index} takes from; not to be modified. */
  public int[] inputs(int index) {
    return transitions.get(index).inputs();
  }

  /** Places that transition {@code index} puts into; not to be modified. */
  public int[] outputs(int index) {
    return transitions.get(index).outputs();
  }

  /** Tokens per place at the beginning. */
  public int[] initialMarking() {
    return initial.clone();
  }

  /** Tokens per place at the end. */
  public int[] finalMarking() {
    return target.clone();
  }

  public int silentCount() {
    return (int) transitions.stream().filter(Transition::isSilent).count();
  }

  /** Arcs, an arc of weight n counted once per place and direction. */
  public int arcCount() {
    long arcs = 0;
    for (Transition transition : transitions) {
      arcs += java.util.Arrays.stream(transition.inputs()).distinct().count();
      arcs += java.util.Arrays.stream(transition.outputs()).distinct().count();
    }
    return (int) arcs;
  }

  /** Whether a transition may fire. */
  public boolean enables(int[] marking, int transition) {
    int[] inputs = transitions.get(transition).inputs();
    for (int i = 0; i < inputs.length; i++) {
      int needed = 1;
      for (int j = 0; j < i; j++) {
        if (inputs[j] == inputs[i]) {
          needed++;
        }
      }
      if (marking[inputs[i]] < needed) {
        return false;
      }
    }
    return true;
  }

  /** The marking after firing an enabled transition. */
  public int[] fire(int[] marking, int transition) {
    int[] next = marking.clone();
    for (int place : transitions.get(transition).inputs()) {
      next[place]--;
    }
    for (int place : transitions.get(transition).outputs()) {
      next[place]++;
    }
    return next;
  }

  /** The distinct labels, in alphabetical order. */
  public List<String> activities() {
    TreeSet<String> labels = new TreeSet<>();
    for (Transition transition : transitions) {
      String label = transition.label();
      if (label != null) {
        labels.add(label);
      }
    }
    return new ArrayList<>(labels);
  }

  /** Builds a net piece by piece. */
  public static final class Builder {
    private final List<String> places = new ArrayList<>();
    private final List<Transition> transitions = new ArrayList<>();
    private final List<Integer> start = new ArrayList<>();
    private final List<Integer> end = new ArrayList<>();

    /** Adds a place and gives its number. */
    public int place(String name) {
      places.add(name);
      return places.size() - 1;
    }

    public Builder transition(String name, @Nullable String label, int[] inputs, int[] outputs) {
      transitions.add(new Transition(name, label, inputs.clone(), outputs.clone()));
      return this;
    }

    /** One token more in the initial marking. */
    public Builder startAt(int place) {
      start.add(place);
      return this;
    }

    /** One token more in the final marking. */
    public Builder endAt(int place) {
      end.add(place);
      return this;
    }

    public PetriNet build() {
      int[] initial = new int[places.size()];
      int[] target = new int[places.size()];
      start.forEach(place -> initial[place]++);
      end.forEach(place -> target[place]++);
      return new PetriNet(places, transitions, initial, target);
    }
  }
}
