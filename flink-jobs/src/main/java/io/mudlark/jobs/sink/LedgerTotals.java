package io.mudlark.jobs.sink;

import io.mudlark.flow.flink.KeyedStates;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.ecs.EcsDocuments;
import io.mudlark.ledger.Tally;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Adds up what the ledger tells bit by bit where input has no end: each document has the sum so
 * far, so that the newest is the whole. There are as many keys as lines of the ledger.
 */
final class LedgerTotals extends KeyedProcessFunction<String, Tally, ResultDocument> {
  private static final long serialVersionUID = 1L;
  private static final Duration TIME_TO_LIVE = Duration.ofDays(366);

  private transient ValueState<Tally> total;

  @SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
  LedgerTotals() {}

  static String key(Tally tally) {
    return tally.site() + "\u0001" + tally.book() + "\u0001" + tally.fate();
  }

  @Override
  public void open(OpenContext context) {
    total =
        getRuntimeContext().getState(KeyedStates.value("total", ModelTypes.TALLY, TIME_TO_LIVE));
  }

  /** The time of a sum is how far event time had come; the end of all input has no time. */
  @Override
  public void processElement(Tally tally, Context context, Collector<ResultDocument> out)
      throws Exception {
    Tally before = total.value();
    Tally sum =
        before == null
            ? tally
            : new Tally(
                tally.site(),
                tally.book(),
                tally.fate(),
                before.count() + tally.count(),
                before.packets() + tally.packets());
    total.update(sum);
    long reached = context.timerService().currentWatermark();
    boolean known = reached > 0 && reached != Long.MAX_VALUE;
    out.collect(EcsDocuments.of(sum, known ? reached : 0));
  }
}
