package io.mudlark.process.live;

import io.mudlark.process.conform.CaseReplay;
import io.mudlark.process.discover.PairTimes.Pair;
import io.mudlark.process.model.UnseenStep;
import io.mudlark.process.rules.TemporalProfile.Moments;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks open cases event by event against one model; each check speaks once per case, as early as
 * it can know.
 *
 * <p>Not safe for use by several threads. Memory: the model's, a replay table of bounded size, and
 * one {@link CaseState} per open case, which the caller keeps.
 */
public final class OnlineChecker {
  private static final double NANOS = 1e9;

  private final ConformanceModel model;
  private final CaseReplay replay;
  private final CompiledSkeleton skeleton;
  private final @Nullable Moments[][] times;
  private final int[] replayIds;

  public OnlineChecker(ConformanceModel model) {
    this.model = model;
    this.replay = new CaseReplay(UnseenStep.forgive(model.net(), model.forgiven()));
    this.skeleton = new CompiledSkeleton(model.skeleton(), model.net().activities());
    int size = skeleton.size();
    this.times = new @Nullable Moments[size][size];
    this.replayIds = new int[size];
    for (int a = 0; a < size; a++) {
      replayIds[a] = replay.activityId(skeleton.name(a));
    }
    model.profile().pairs().forEach(this::remember);
  }

  private void remember(Pair pair, Moments usual) {
    int from = skeleton.idOf(pair.from());
    int to = skeleton.idOf(pair.to());
    if (from >= 0 && to >= 0 && usual.count() >= model.leastTimes()) {
      times[from][to] = usual;
    }
  }

  public ConformanceModel model() {
    return model;
  }

  /** The model's number of an activity, -1 when it does not know it. */
  public int idOf(String activity) {
    return skeleton.idOf(activity);
  }

  /** The activity of a number that {@link #idOf} gave. */
  public String activity(int id) {
    return skeleton.name(id);
  }

  /** A case that has not begun. */
  public CaseState open(String caseId) {
    return new CaseState(caseId, replay.start());
  }

  /**
   * Notes one event of a case, events of a case being given in order.
   *
   * @return what this event makes known to be wrong; mostly nothing
   */
  public List<Deviation> onEvent(CaseState state, String activity, long timeNanos) {
    Findings found = new Findings(state, activity, timeNanos);
    int id = skeleton.idOf(activity);
    if (id < 0) {
      found.add(Check.UNKNOWN_ACTIVITY, List.of());
    } else {
      checkReplay(state, id, found);
      checkRules(state, id, found);
      checkTimes(state, id, timeNanos, found);
      state.remember(id, timeNanos);
    }
    state.lastActivity = id;
    state.events++;
    state.lastNanos = timeNanos;
    return found.deviations;
  }

  private void checkReplay(CaseState state, int id, Findings found) {
    int before = state.replayState;
    if (before < 0) {
      return;
    }
    state.replayState = replay.next(before, replayIds[id]);
    if (state.replayState == CaseReplay.WRONG) {
      found.add(Check.REPLAY, replay.expected(before));
    }
  }

  private void checkRules(CaseState state, int id, Findings found) {
    BitSet before = skeleton.before(id);
    for (int b = before.nextSetBit(0); b >= 0; b = before.nextSetBit(b + 1)) {
      if (state.isAbsent(b)) {
        found.add(Check.ALWAYS_BEFORE, List.of(skeleton.name(b)));
      }
    }
    BitSet never = skeleton.never(id);
    for (int i = 0; i < state.distinct(); i++) {
      if (never.get(state.activityAt(i))) {
        found.add(Check.NEVER_TOGETHER, List.of(skeleton.name(state.activityAt(i))));
      }
    }
    checkNext(state, id, found);
    int times = state.count(id, state.events);
    if (times > skeleton.frequencies(id).length() - 1) {
      found.add(Check.FREQUENCY, List.of());
    }
  }

  private void checkNext(CaseState state, int id, Findings found) {
    if (state.lastActivity >= 0) {
      BitSet next = skeleton.next(state.lastActivity);
      if (!next.isEmpty() && !next.get(id)) {
        found.add(Check.DIRECTLY_FOLLOWS, skeleton.names(next));
      }
    }
  }

  private void checkTimes(CaseState state, int id, long timeNanos, Findings found) {
    for (int i = 0; i < state.recent(); i++) {
      int earlier = state.recentActivity(i);
      Moments usual = times[earlier][id];
      if (usual == null) {
        continue;
      }
      double time = model.profile().scale().of((timeNanos - state.recentTime(i)) / NANOS);
      double spread = Math.max(usual.deviation(), model.floor());
      if (Math.abs(time - usual.mean()) > model.zeta() * spread) {
        found.add(Check.TEMPORAL, List.of(skeleton.name(earlier)));
      }
    }
  }

  /**
   * Notes the end of a case.
   *
   * @param timeNanos event time of the decision that nothing more will come
   * @return what only the end makes known to be wrong
   */
  public List<Deviation> onClose(CaseState state, long timeNanos) {
    int last = state.lastActivity;
    Findings found = new Findings(state, last < 0 ? "" : skeleton.name(last), timeNanos);
    int at = state.replayState;
    if (at >= 0 && !replay.mayEnd(at)) {
      found.add(Check.INCOMPLETE, replay.expected(at));
    }
    if (last >= 0 && !skeleton.next(last).isEmpty()) {
      found.add(Check.DIRECTLY_FOLLOWS, skeleton.names(skeleton.next(last)));
    }
    for (int i = 0; i < state.distinct(); i++) {
      closeRules(state, state.activityAt(i), found);
    }
    return found.deviations;
  }

  private void closeRules(CaseState state, int a, Findings found) {
    BitSet after = skeleton.after(a);
    for (int b = after.nextSetBit(0); b >= 0; b = after.nextSetBit(b + 1)) {
      if (state.isCounted(b) && state.lastStep(b) <= state.lastStep(a)) {
        found.add(Check.ALWAYS_AFTER, List.of(skeleton.name(b)));
      }
    }
    BitSet equal = skeleton.equal(a);
    for (int b = equal.nextSetBit(0); b >= 0; b = equal.nextSetBit(b + 1)) {
      if (state.isCounted(b) && state.occurrences(b) != state.occurrences(a)) {
        found.add(Check.EQUIVALENCE, List.of(skeleton.name(b)));
      }
    }
    if (!skeleton.frequencies(a).get(state.occurrences(a))) {
      found.add(Check.FREQUENCY, List.of());
    }
  }

  /** States the replay has met so far, of at most {@link CaseReplay#MAX_STATES}. */
  public int replayStates() {
    return replay.states();
  }

  private final class Findings {
    private final CaseState state;
    private final String activity;
    private final long timeNanos;
    private List<Deviation> deviations = List.of();

    private Findings(CaseState state, String activity, long timeNanos) {
      this.state = state;
      this.activity = activity;
      this.timeNanos = timeNanos;
    }

    private void add(Check check, List<String> expected) {
      if (!state.reported.add(check)) {
        return;
      }
      if (deviations.isEmpty()) {
        deviations = new ArrayList<>();
      }
      deviations.add(
          new Deviation(
              check, state.caseId, state.events, activity, expected, timeNanos, model.version()));
    }
  }
}
