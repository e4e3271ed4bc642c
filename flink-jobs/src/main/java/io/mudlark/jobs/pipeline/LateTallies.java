package io.mudlark.jobs.pipeline;

import io.mudlark.ledger.Tally;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.stream.JudgedObservation;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Makes the ledger's lines about judged views whose window had already been closed. */
final class LateTallies implements FlatMapFunction<JudgedObservation, Tally> {
  private static final long serialVersionUID = 1L;

  @Override
  public void flatMap(JudgedObservation observation, Collector<Tally> out) {
    JudgedFlow judged = observation.judged();
    if (judged != null) {
      out.collect(
          new Tally(judged.device().site(), Tally.Book.VIEWS, "late", 1, judged.flow().packets()));
    }
  }
}
