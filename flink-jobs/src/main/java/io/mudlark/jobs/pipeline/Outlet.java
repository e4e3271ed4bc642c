package io.mudlark.jobs.pipeline;

import io.mudlark.alert.Alert;
import org.apache.flink.api.common.typeinfo.Types;

/** A place that results go to; a pipeline may have several, which know nothing of each other. */
public interface Outlet {
  /** Takes what it wants of the results; every operator that it adds has a uid of its own. */
  void attach(ResultStreams results);

  /** One sink for each stream of results. */
  static Outlet into(MrtSinks sinks) {
    return results -> {
      Step.WRITE_REJECTED.on(results.rejected().sinkTo(sinks.rejected()));
      Step.WRITE_CHARACTERIZATIONS.on(
          results.characterizations().sinkTo(sinks.characterizations()));
      Step.WRITE_EVOLUTIONS.on(results.evolutions().sinkTo(sinks.evolutions()));
      Step.WRITE_ALERTS.on(results.alerts().keyBy(Alert::id, Types.STRING).sinkTo(sinks.alerts()));
      if (results.deviations() != null) {
        Step.WRITE_DEVIATIONS.on(results.deviations().sinkTo(sinks.deviations()));
      }
      Step.WRITE_LEDGER.on(results.ledger().sinkTo(sinks.ledger()));
    };
  }
}
