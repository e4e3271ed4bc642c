package io.mudlark.process.conform;

import io.mudlark.process.model.PetriNet;
import java.util.List;

/**
 * Token replay of open cases up to their first wrong step: a case is a number, an event a table
 * look-up.
 */
public final class CaseReplay {
  /** The state of a case that is replayed no further: it left the model, or there is no room. */
  public static final int OVERFLOW = ReplayAutomaton.OVERFLOW;

  /** Markings remembered at most. */
  public static final int MAX_STATES = ReplayAutomaton.MAX_STATES;

  private final ReplayAutomaton automaton;

  public CaseReplay(PetriNet net) {
    this.automaton = new ReplayAutomaton(net, MAX_STATES, false);
  }

  /** The state of a case that has not begun. */
  public int start() {
    return automaton.start();
  }

  /** The model's number of an activity, or -1. */
  public int activityId(String activity) {
    return automaton.activityId(activity);
  }

  /** How many tokens are missing for an activity in a state. */
  public int missing(int state, int activity) {
    return automaton.step(state, activity).missing();
  }

  /** The state after an activity; unchanged when the model does not know it. */
  public int next(int state, int activity) {
    return automaton.step(state, activity).next();
  }

  /** The activities that the model allows next, in alphabetical order. */
  public List<String> expected(int state) {
    return automaton.expected(state);
  }

  /** Whether a case may end here. */
  public boolean mayEnd(int state) {
    return automaton.mayEnd(state);
  }

  public int states() {
    return automaton.states();
  }
}
