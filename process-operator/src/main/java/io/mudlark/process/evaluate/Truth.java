package io.mudlark.process.evaluate;

/**
 * What really happened in a case.
 *
 * @param caseId the true case
 * @param label what is wrong, empty when benign
 * @param sinceNanos when it began, nanoseconds since the Unix epoch
 */
public record Truth(String caseId, String label, long sinceNanos) {
  public boolean isBenign() {
    return label.isEmpty();
  }
}
