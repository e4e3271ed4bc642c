package io.mudlark.alert;

import java.util.List;

/**
 * Where a case left its process.
 *
 * @param caseId the case: correlation data, or after a tilde the exchange that began it; empty when
 *     it is about a rate
 * @param step the number of the first wrong event, from 0; the number of events when the case ended
 *     too early
 * @param activity the first wrong activity; the last one when the case ended too early
 * @param expected what would have been right there, in alphabetical order, at most twenty
 * @param checks what speaks against the case, in the order found
 * @param model version of the model that says so
 * @param confidence 0 to 1: how sure it is which case the events belong to; 1 with correlation data
 * @param flowIds exchanges that lead up to it, at most eight: evidence to look up
 */
public record ProcessFinding(
    String caseId,
    int step,
    String activity,
    List<String> expected,
    List<String> checks,
    String model,
    double confidence,
    List<String> flowIds) {
  public ProcessFinding {
    expected = List.copyOf(expected);
    checks = List.copyOf(checks);
    flowIds = List.copyOf(flowIds);
  }
}
