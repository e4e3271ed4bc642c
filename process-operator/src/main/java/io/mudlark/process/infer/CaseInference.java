package io.mudlark.process.infer;

import io.mudlark.process.infer.LinkGraph.Link;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  private final Map<String, Deque<Open>> open = new HashMap<>();
  private long forgotten;

  private static final class Open {
    private final long nanos;
    private final String caseId;
    private final Set<String> effects = new HashSet<>();

    private Open(long nanos, String caseId) {
      this.nanos = nanos;
      this.caseId = caseId;
    }
  }

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
    Link link = graph.to(step.activity());
    Assignment found = link == null ? begun(step, 1) : follow(step, link);
    if (longest.containsKey(step.activity())) {
      Deque<Open> waiting = open.computeIfAbsent(step.activity(), unused -> new ArrayDeque<>());
      if (waiting.size() >= MAX_OPEN) {
        waiting.removeFirst();
        forgotten++;
      }
      waiting.addLast(new Open(step.nanos(), found.caseId()));
    }
    return found;
  }

  private Assignment follow(Step step, Link link) {
    Deque<Open> waiting = open.getOrDefault(link.cause(), new ArrayDeque<>());
    long horizon = longest.getOrDefault(link.cause(), 0L);
    for (Iterator<Open> oldest = waiting.iterator(); oldest.hasNext(); ) {
      if (step.nanos() - oldest.next().nanos <= horizon) {
        break;
      }
      oldest.remove();
    }
    double all = UNSEEN;
    double most = UNSEEN;
    Open best = null;
    for (Open cause : waiting) {
      long delay = step.nanos() - cause.nanos;
      if (cause.effects.contains(step.activity()) || delay > link.delays().longest()) {
        continue;
      }
      double likelihood = link.delays().density(delay);
      all += likelihood;
      if (likelihood > most) {
        most = likelihood;
        best = cause;
      }
    }
    if (best == null) {
      return begun(step, most / all);
    }
    best.effects.add(step.activity());
    return new Assignment(best.caseId, most / all, step.nanos() - best.nanos);
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
