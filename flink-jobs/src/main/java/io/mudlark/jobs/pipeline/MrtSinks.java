package io.mudlark.jobs.pipeline;

import io.mudlark.alert.Alert;
import io.mudlark.alert.ProcessDeviation;
import io.mudlark.ledger.Tally;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.Evolution;
import io.mudlark.mrt.JudgedFlow;
import org.apache.flink.api.connector.sink2.Sink;

/** Where the results of {@link MrtPipeline} go: what the page needs from outside. */
public interface MrtSinks {
  Sink<JudgedFlow> rejected();

  Sink<Characterization> characterizations();

  Sink<Evolution> evolutions();

  Sink<Alert> alerts();

  Sink<ProcessDeviation> deviations();

  Sink<Tally> ledger();
}
