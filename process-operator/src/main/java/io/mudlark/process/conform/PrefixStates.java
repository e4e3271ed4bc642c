package io.mudlark.process.conform;

import io.mudlark.process.model.PetriNet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a model allows after the beginning of a case. */
public final class PrefixStates {
  private final ReplayAutomaton automaton;

  public PrefixStates(PetriNet net) {
    this.automaton = new ReplayAutomaton(net);
  }

  /** The activities allowed after a prefix; null when the prefix itself does not fit. */
  public @Nullable List<String> expectedAfter(List<String> prefix) {
    int state = automaton.start();
    for (String activity : prefix) {
      ReplayStep step = automaton.step(state, automaton.activityId(activity));
      if (step.missing() > 0 || step.next() == ReplayAutomaton.OVERFLOW) {
        return null;
      }
      state = step.next();
    }
    return automaton.expected(state);
  }
}
