package io.mudlark.jobs.cli;

import io.mudlark.jobs.embedded.RunSummary;
import io.mudlark.ledger.Tally;

/** What the commands tell the shell. */
final class ExitCodes {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int UNUSABLE = 2;

  private ExitCodes() {}

  /** Some input could not be used, or only in part: 2. A ledger that does not close: 1. */
  static int of(int problems, RunSummary summary) {
    if (!summary.ledgerCloses()) {
      return FAILED;
    }
    return problems > 0 || summary.count(Tally.Book.NOTES, "input-problems") > 0 ? UNUSABLE : OK;
  }
}
