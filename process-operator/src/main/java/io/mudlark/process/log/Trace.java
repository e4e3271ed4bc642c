package io.mudlark.process.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One case: the ordered steps that belong together.
 *
 * @param caseId the case's name, unique in its log
 * @param events in order
 */
public record Trace(String caseId, List<LogEvent> events) {
  public Trace {
    events = List.copyOf(events);
  }

  /** A case of untimed steps. */
  public static Trace of(String caseId, String... activities) {
    List<LogEvent> events = new ArrayList<>(activities.length);
    for (String activity : activities) {
      events.add(LogEvent.at(activity, LogEvent.NO_TIME));
    }
    return new Trace(caseId, events);
  }

  /** The activities in order. */
  public List<String> activities() {
    return events.stream().map(LogEvent::activity).toList();
  }

  /** The same events by time; equal times keep their order. */
  public Trace sortedByTime() {
    List<LogEvent> sorted = new ArrayList<>(events);
    sorted.sort(Comparator.comparingLong(LogEvent::timeNanos));
    return new Trace(caseId, sorted);
  }
}
