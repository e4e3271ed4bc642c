package io.mudlark.process.live;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The open cases of a stream: a case closes when nothing was heard of it for long enough in event
 * time, or, counted, when there is no room.
 */
public final class CaseTable {
  private final long idleNanos;
  private final int capacity;
  private final Map<String, CaseState> cases = new HashMap<>();
  private final TreeSet<CaseState> byLast =
      new TreeSet<>(
          Comparator.<CaseState>comparingLong(state -> state.lastNanos)
              .thenComparing(state -> state.caseId));
  private long evicted;

  /**
   * An empty table.
   *
   * @param idleNanos silence after which a case is over, event time
   * @param capacity open cases at most
   */
  public CaseTable(long idleNanos, int capacity) {
    if (idleNanos <= 0 || capacity < 1) {
      throw new IllegalArgumentException(
          "positive idle time and capacity needed: " + idleNanos + ", " + capacity);
    }
    this.idleNanos = idleNanos;
    this.capacity = capacity;
  }

  /** What came of an event. */
  public record Outcome(List<Deviation> deviations, List<CaseState> evicted) {}

  /**
   * Passes an event to its case, which is opened if need be.
   *
   * @return what is wrong, and which cases had to be closed to make room (already checked; their
   *     deviations are included)
   */
  public Outcome onEvent(OnlineChecker checker, String caseId, String activity, long timeNanos) {
    List<CaseState> gone = new ArrayList<>();
    List<Deviation> deviations = new ArrayList<>();
    CaseState state = cases.get(caseId);
    if (state == null) {
      if (cases.size() >= capacity) {
        CaseState oldest = byLast.first();
        remove(oldest);
        evicted++;
        gone.add(oldest);
        deviations.addAll(checker.onClose(oldest, timeNanos));
      }
      state = checker.open(caseId);
      cases.put(caseId, state);
    } else {
      byLast.remove(state);
    }
    deviations.addAll(checker.onEvent(state, activity, timeNanos));
    byLast.add(state);
    return new Outcome(deviations, gone);
  }

  /**
   * Closes every case that was silent for too long.
   *
   * @param watermarkNanos no earlier event will come
   * @return what the ends of these cases make known, in the order of their last events
   */
  public List<Deviation> onWatermark(OnlineChecker checker, long watermarkNanos) {
    List<Deviation> deviations = new ArrayList<>();
    while (!byLast.isEmpty() && watermarkNanos - byLast.first().lastNanos >= idleNanos) {
      CaseState state = byLast.first();
      remove(state);
      deviations.addAll(checker.onClose(state, state.lastNanos + idleNanos));
    }
    return deviations;
  }

  private void remove(CaseState state) {
    byLast.remove(state);
    cases.remove(state.caseId);
  }

  /** Open cases. */
  public int size() {
    return cases.size();
  }

  /** Cases closed early because the table was full. */
  public long evicted() {
    return evicted;
  }
}
