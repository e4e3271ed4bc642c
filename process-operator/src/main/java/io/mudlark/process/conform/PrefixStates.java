package io.mudlark.process.conform;

import io.mudlark.process.model.PetriNet;
import java.util.List;

/** What a model allows after the beginning of a case, one activity after the other. */
public final class PrefixStates {
  /** The state of a beginning that does not fit, or for which there is no room. */
  public static final int UNFIT = -1;

  private final ReplayAutomaton automaton;

  public PrefixStates(PetriNet net) {
    this.automaton = new ReplayAutomaton(net);
  }

  /** The state of a case that has not begun. */
  public int start() {
    return automaton.start();
  }

  /** The state after one more activity; {@link #UNFIT} stays so. */
  public int after(int state, String activity) {
    if (state == UNFIT) {
      return UNFIT;
    }
    ReplayStep step = automaton.step(state, automaton.activityId(activity));
    return step.missing() > 0 || step.next() == ReplayAutomaton.OVERFLOW ? UNFIT : step.next();
  }

  /** The activities allowed in a state that is not {@link #UNFIT}. */
  public List<String> expected(int state) {
    return automaton.expected(state);
  }
}
