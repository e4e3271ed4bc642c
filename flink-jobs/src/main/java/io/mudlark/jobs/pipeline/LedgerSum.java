package io.mudlark.jobs.pipeline;

import io.mudlark.flow.flink.KeyedStates;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.ledger.Tally;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Adds up the tallies of one site, book and fate, and tells the sum when all input has ended.
 *
 * <p>Where input has no end, it tells every minute of event time what has come since it last did:
 * the lines that it has told add up to the ledger.
 *
 * <p>There are as many keys as fates and listed hosts, which are bounded.
 */
final class LedgerSum extends KeyedProcessFunction<String, Tally, Tally>
    implements ResultTypeQueryable<Tally> {
  private static final long serialVersionUID = 1L;
  private static final Duration TIME_TO_LIVE = Duration.ofDays(366);

  private static final long TELL_EVERY_MILLIS = 60_000;

  private final boolean bounded;

  private transient ValueState<Tally> sum;
  private transient LedgerFigures figures;

  @SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
  LedgerSum(boolean bounded) {
    this.bounded = bounded;
  }

  static String key(Tally tally) {
    return tally.site() + "\u0001" + tally.book() + "\u0001" + tally.fate();
  }

  @Override
  public void open(OpenContext context) {
    sum = getRuntimeContext().getState(KeyedStates.value("sum", ModelTypes.TALLY, TIME_TO_LIVE));
    figures = new LedgerFigures(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(Tally tally, Context context, Collector<Tally> out) throws Exception {
    figures.add(tally);
    Tally soFar = sum.value();
    sum.update(soFar == null ? tally : soFar.plus(tally));
    context.timerService().registerEventTimeTimer(bounded ? Long.MAX_VALUE : next(context));
  }

  private static long next(Context context) {
    long now = context.timerService().currentWatermark();
    return now == Long.MIN_VALUE
        ? 0
        : (Math.floorDiv(now, TELL_EVERY_MILLIS) + 1) * TELL_EVERY_MILLIS - 1;
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Tally> out)
      throws Exception {
    Tally total = sum.value();
    if (total != null) {
      out.collect(total);
      sum.clear();
    }
  }

  @Override
  public TypeInformation<Tally> getProducedType() {
    return ModelTypes.TALLY;
  }
}
