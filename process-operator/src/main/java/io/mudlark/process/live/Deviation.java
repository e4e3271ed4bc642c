package io.mudlark.process.live;

import java.util.List;

/**
 * What is wrong with a case, found at the earliest possible step.
 *
 * @param check which rule was broken
 * @param caseId the case
 * @param step the number of the event at which it was found, from 0; the number of events when
 *     found at the end of the case
 * @param activity the activity at which it was found, or that the broken rule is about
 * @param expected what the model would have allowed or demanded, in alphabetical order
 * @param timeNanos event time, nanoseconds since the Unix epoch
 * @param modelVersion which model said so
 */
public record Deviation(
    Check check,
    String caseId,
    int step,
    String activity,
    List<String> expected,
    long timeNanos,
    String modelVersion) {
  public Deviation {
    expected = List.copyOf(expected);
  }
}
