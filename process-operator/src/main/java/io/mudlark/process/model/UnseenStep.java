package io.mudlark.process.model;

import io.mudlark.process.model.PetriNet.Transition;
import java.util.Set;

/**
 * Makes a net forgive one step that nobody saw, so that an observer who loses a record now and then
 * does not cry wolf: the net gets a place with one token that pays for a silent copy of a step.
 */
public final class UnseenStep {
  /** The place of that token; silent transitions of the same name give it back at the end. */
  public static final String PLACE = "unseen step";

  private UnseenStep() {}

  /**
   * The same net, in which one step of the given activities may be missing in each case.
   *
   * @param activities steps that may go unseen; with none the net itself is returned
   */
  public static PetriNet forgive(PetriNet net, Set<String> activities) {
    if (activities.isEmpty()) {
      return net;
    }
    PetriNet.Builder forgiving = new PetriNet.Builder();
    for (int p = 0; p < net.placeCount(); p++) {
      forgiving.place(net.placeName(p));
    }
    int token = forgiving.place(PLACE);
    for (Transition it : net.transitions()) {
      forgiving.transition(it.name(), it.label(), it.inputs(), it.outputs());
      if (it.label() != null && activities.contains(it.label())) {
        int[] inputs = java.util.Arrays.copyOf(it.inputs(), it.inputs().length + 1);
        inputs[inputs.length - 1] = token;
        forgiving.transition("unseen " + it.name(), null, inputs, it.outputs());
      }
    }
    forgiving.transition(PLACE, null, new int[] {token}, new int[0]);
    int[] first = net.initialMarking();
    int[] last = net.finalMarking();
    for (int p = 0; p < first.length; p++) {
      for (int i = 0; i < first[p]; i++) {
        forgiving.startAt(p);
      }
      for (int i = 0; i < last[p]; i++) {
        forgiving.endAt(p);
      }
    }
    return forgiving.startAt(token).build();
  }
}
