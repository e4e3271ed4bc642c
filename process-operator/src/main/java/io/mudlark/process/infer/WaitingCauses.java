package io.mudlark.process.infer;

import java.util.ArrayList;
import java.util.List;

/**
 * The messages of one activity that may still have effects, oldest first: at most {@link
 * CaseInference#MAX_OPEN}.
 */
public final class WaitingCauses {
  private final List<Cause> causes;

  /**
   * A message that may still have effects.
   *
   * @param nanos when it began, nanoseconds since the Unix epoch
   * @param caseId its case
   * @param effects the activities that it led to already; each follows once at most
   */
  public record Cause(long nanos, String caseId, List<String> effects) {
    public Cause {
      effects = List.copyOf(effects);
    }

    Cause with(String effect) {
      List<String> more = new ArrayList<>(effects);
      more.add(effect);
      return new Cause(nanos, caseId, more);
    }
  }

  public WaitingCauses() {
    this(List.of());
  }

  public WaitingCauses(List<Cause> causes) {
    this.causes = new ArrayList<>(causes);
  }

  /** Those that wait, oldest first. */
  public List<Cause> causes() {
    return List.copyOf(causes);
  }

  /** The same messages, which change apart from these. */
  public WaitingCauses copy() {
    return new WaitingCauses(causes);
  }

  public boolean isEmpty() {
    return causes.isEmpty();
  }

  /** Forgets what began before a time. */
  public void forgetBefore(long nanos) {
    int old = 0;
    while (old < causes.size() && causes.get(old).nanos() < nanos) {
      old++;
    }
    causes.subList(0, old).clear();
  }

  /** Adds a message; says whether an older one had to be forgotten for it. */
  boolean add(Cause cause) {
    boolean full = causes.size() >= CaseInference.MAX_OPEN;
    if (full) {
      causes.remove(0);
    }
    causes.add(cause);
    return full;
  }

  int size() {
    return causes.size();
  }

  Cause get(int index) {
    return causes.get(index);
  }

  void replace(int index, Cause cause) {
    causes.set(index, cause);
  }
}
