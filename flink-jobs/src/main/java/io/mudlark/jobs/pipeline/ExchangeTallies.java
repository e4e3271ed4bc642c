package io.mudlark.jobs.pipeline;

import io.mudlark.ledger.Tally;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.stream.JudgedObservation;
import io.mudlark.stream.JudgedTurn;
import java.util.Locale;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Makes the ledger's lines about judged exchanges inside flows that are counted themselves: no
 * window knows them.
 */
final class ExchangeTallies implements FlatMapFunction<JudgedTurn, Tally> {
  private static final long serialVersionUID = 1L;

  @Override
  public void flatMap(JudgedTurn turn, Collector<Tally> out) {
    for (JudgedObservation observation : turn.observations()) {
      tell(observation, out);
    }
  }

  private static void tell(JudgedObservation observation, Collector<Tally> out) {
    JudgedFlow judged = observation.judged();
    if (judged != null && judged.flow().isInsideMeteredFlow()) {
      String fate = judged.verdict().outcome().name().toLowerCase(Locale.ROOT);
      out.collect(
          new Tally(
              judged.device().site(), Tally.Book.EXCHANGES, fate, 1, judged.flow().packets()));
    }
  }
}
