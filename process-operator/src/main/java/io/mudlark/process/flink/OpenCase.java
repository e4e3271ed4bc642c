package io.mudlark.process.flink;

import io.mudlark.process.live.CaseState;
import io.mudlark.process.live.Deviation;
import io.mudlark.process.live.OnlineChecker;
import java.util.ArrayList;
import java.util.List;

/** An open case worked out from its memory: where it is in the model, and what was found so far. */
final class OpenCase {
  private final OnlineChecker checker;
  private final CaseState state;
  private final List<Deviation> found = new ArrayList<>();
  private int events;

  private OpenCase(OnlineChecker checker, String caseId) {
    this.checker = checker;
    this.state = checker.open(caseId);
  }

  /** Goes through all that is remembered. */
  static OpenCase of(OnlineChecker checker, String caseId, CaseMemory memory) {
    OpenCase it = new OpenCase(checker, caseId);
    for (int i = 0; i < memory.events(); i++) {
      int activity = memory.activities()[i];
      String name = activity < 0 ? memory.firstUnknown() : checker.activity(activity);
      it.next(name, memory.times()[i]);
    }
    return it;
  }

  /** Whether this is what the memory says: the same model, as many events. */
  boolean isOf(OnlineChecker model, CaseMemory memory) {
    return checker == model && events == memory.events();
  }

  /** Takes one more event; says whether it told of something new. */
  boolean next(String activity, long nanos) {
    events++;
    return found.addAll(checker.onEvent(state, activity, nanos));
  }

  /** Takes the end of the case; says whether it told of something new. */
  boolean end(long nanos) {
    return found.addAll(checker.onClose(state, nanos));
  }

  /** What was found, in order. */
  List<Deviation> found() {
    return found;
  }
}
