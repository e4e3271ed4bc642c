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
  /** MQTT exchanges as the collector stores them; no results. */
  EXCHANGES,
  /** All other flows that the collector stores. */
  FLOWS;

  /** The word in names of indices and topics, and in {@code event.dataset}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Those of the stream of results, each of which has an index and a topic. */
  public static List<ResultStream> results() {
    return List.of(REJECTED, CHARACTERIZATIONS, EVOLUTION, ALERTS, DEVIATIONS, LEDGER);
  }

  /** Those that the collector stores. */
  public static List<ResultStream> collected() {
    return List.of(EXCHANGES, FLOWS);
  }
}
