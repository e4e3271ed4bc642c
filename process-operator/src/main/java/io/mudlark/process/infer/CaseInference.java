package io.mudlark.process.infer;

import io.mudlark.process.infer.LinkGraph.Link;
import io.mudlark.process.infer.WaitingCauses.Cause;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the case of each message from what may have caused it: of all messages of the causing
 * activity that have not had this effect yet, the one at the likeliest distance.
 *
 * <p>Messages must be given in the order of their times. Memory is bounded: at most {@link
 * #MAX_OPEN} messages wait per activity, none longer than its links' longest delays.
 */
public final class CaseInference {
  /** Messages of one activity that may still have effects, at most; the oldest goes first. */
  public static final int MAX_OPEN = 256;

  /** How likely it is that the cause went unseen, per millisecond of waiting. */
  private static final double UNSEEN = 1e-7;

  private final LinkGraph graph;
  private final Map<String, Long> longest = new HashMap<>();
  private final Map<String, WaitingCauses> open = new HashMap<>();
  private long forgotten;

  /**
   * What was decided about a message.
   *
   * @param caseId the case: the id of the message that began it, after a tilde
   * @param confidence 0 to 1: how much likelier this cause is than all others together, and than
   *     none
   * @param delayNanos since the cause; -1 when the message begins a case
   */
  public record Assignment(String caseId, double confidence, long delayNanos) {}

  public CaseInference(LinkGraph graph) {
    this.graph = graph;
    for (Link link : graph.sorted()) {
      longest.merge(link.cause(), link.delays().longest(), Math::max);
    }
  }

  /** Decides about the next message. */
  public Assignment assign(Step step) {
    return assign(step, open);
  }

  /**
   * Decides about the next message from what the caller remembers.
   *
   * @param waiting messages by activity, those of the step's own and of its cause at least; what
   *     changes is changed there
   */
  public Assignment assign(Step step, Map<String, WaitingCauses> waiting) {
    Link link = graph.to(step.activity());
    Assignment found = link == null ? begun(step, 1) : follow(step, link, waiting);
    if (isCause(step.activity())) {
      WaitingCauses own = waiting.computeIfAbsent(step.activity(), unused -> new WaitingCauses());
      if (own.add(new Cause(step.nanos(), found.caseId(), List.of()))) {
        forgotten++;
      }
    }
    return found;
  }

  /** Whether an activity may have effects. */
  public boolean isCause(String activity) {
    return longest.containsKey(activity);
  }

  /** The longest that an effect of an activity was ever waited for, in nanoseconds. */
  public long horizonNanos(String cause) {
    return longest.getOrDefault(cause, 0L);
  }

  private Assignment follow(Step step, Link link, Map<String, WaitingCauses> memory) {
    WaitingCauses waiting = memory.getOrDefault(link.cause(), new WaitingCauses());
    waiting.forgetBefore(step.nanos() - horizonNanos(link.cause()));
    double all = UNSEEN;
    double most = UNSEEN;
    int best = -1;
    for (int i = 0; i < waiting.size(); i++) {
      Cause cause = waiting.get(i);
      long delay = step.nanos() - cause.nanos();
      boolean possible = delay >= 0 && delay <= link.delays().longest();
      if (!possible || cause.effects().contains(step.activity())) {
        continue;
      }
      double likelihood = link.delays().density(delay);
      all += likelihood;
      if (likelihood > most) {
        most = likelihood;
        best = i;
      }
    }
    if (best < 0) {
      return begun(step, most / all);
    }
    Cause cause = waiting.get(best);
    waiting.replace(best, cause.with(step.activity()));
    return new Assignment(cause.caseId(), most / all, step.nanos() - cause.nanos());
  }

  private static Assignment begun(Step step, double confidence) {
    return new Assignment("~" + step.id(), confidence, -1);
  }

  /** Decides about many messages. */
  public List<Assignment> assignAll(List<Step> steps) {
    List<Assignment> assignments = new ArrayList<>(steps.size());
    steps.forEach(step -> assignments.add(assign(step)));
    return assignments;
  }

  /** Messages that were forgotten while they might still have had effects. */
  public long forgotten() {
    return forgotten;
  }
}
