package io.mudlark.process.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An event log: many cases of, presumably, one process.
 *
 * @param traces the cases, in the order in which they were first seen
 */
public record EventLog(List<Trace> traces) {
  public EventLog {
    traces = List.copyOf(traces);
  }

  /** How many events all cases have together. */
  public long events() {
    long sum = 0;
    for (Trace trace : traces) {
      sum += trace.events().size();
    }
    return sum;
  }

  /** Every case sorted by time, equal times in their given order. */
  public EventLog sortedByTime() {
    return new EventLog(traces.stream().map(Trace::sortedByTime).toList());
  }

  /** How often each activity occurs, by name. */
  public Map<String, Long> activityCounts() {
    Map<String, Long> counts = new TreeMap<>();
    for (Trace trace : traces) {
      for (LogEvent event : trace.events()) {
        counts.merge(event.activity(), 1L, Long::sum);
      }
    }
    return counts;
  }

  /** Collects events of interleaved cases into a log; cases appear in the order of first events. */
  public static final class Collector {
    private final Map<String, List<LogEvent>> cases = new LinkedHashMap<>();

    /** Appends an event to a case. */
    public void add(String caseId, LogEvent event) {
      cases.computeIfAbsent(caseId, unused -> new ArrayList<>()).add(event);
    }

    public EventLog log() {
      List<Trace> traces = new ArrayList<>(cases.size());
      cases.forEach((caseId, events) -> traces.add(new Trace(caseId, events)));
      return new EventLog(traces);
    }
  }
}
