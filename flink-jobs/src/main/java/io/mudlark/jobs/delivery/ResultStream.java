package io.mudlark.jobs.delivery;

import java.util.Locale;

/** The streams of results, one index or topic each. */
public enum ResultStream {
  REJECTED,
  CHARACTERIZATIONS,
  EVOLUTION,
  ALERTS,
  DEVIATIONS,
  LEDGER;

  /** The word in names of indices and topics, and in {@code event.dataset}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
