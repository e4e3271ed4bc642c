package io.mudlark.jobs.delivery;

import java.util.List;
import java.util.Locale;

/** The streams of results, one index or topic each. */
public enum ResultStream {
  REJECTED,
  CHARACTERIZATIONS,
  EVOLUTION,
  ALERTS,
  DEVIATIONS,
  LEDGER,
  /** Application exchanges as the collector stores them; no results, and in no index. */
  EXCHANGES;

  /** The word in names of indices and topics, and in {@code event.dataset}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Those that have an index and a topic. */
  public static List<ResultStream> results() {
    return List.of(REJECTED, CHARACTERIZATIONS, EVOLUTION, ALERTS, DEVIATIONS, LEDGER);
  }
}
