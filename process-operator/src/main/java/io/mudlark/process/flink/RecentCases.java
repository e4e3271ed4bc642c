package io.mudlark.process.flink;

import io.mudlark.process.live.OnlineChecker;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Cases worked out lately, so that not every event goes through its whole case again: at most so
 * many, and none is used without a look at its memory.
 */
final class RecentCases {
  private final Map<String, OpenCase> cases;

  RecentCases(int most) {
    this.cases =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, OpenCase> eldest) {
            return size() > most;
          }
        };
  }

  /** The case that a memory is of. */
  OpenCase get(String key, OnlineChecker checker, CaseMemory memory) {
    OpenCase known = cases.get(key);
    if (known == null || !known.isOf(checker, memory)) {
      known = OpenCase.of(checker, ProcessAlerts.Key.of(key).name(), memory);
      cases.put(key, known);
    }
    return known;
  }

  void forget(String key) {
    cases.remove(key);
  }
}
