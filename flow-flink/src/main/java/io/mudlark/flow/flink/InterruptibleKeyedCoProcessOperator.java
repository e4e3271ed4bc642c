package io.mudlark.flow.flink;

import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * Runs a keyed process function of two inputs whose timers let a checkpoint pass between any two of
 * them; why, says {@link InterruptibleKeyedProcessOperator}.
 *
 * @param <K> key
 * @param <A> first input
 * @param <B> second input
 * @param <O> output
 */
public class InterruptibleKeyedCoProcessOperator<K, A, B, O>
    extends KeyedCoProcessOperator<K, A, B, O> {
  private static final long serialVersionUID = 1L;

  public InterruptibleKeyedCoProcessOperator(KeyedCoProcessFunction<K, A, B, O> function) {
    super(function);
  }

  /**
   * Works through the timers of the final watermark in one go: left for later, they could give
   * output after the operators behind this one were told that none follows.
   */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (!mark.equals(Watermark.MAX_WATERMARK)) {
      super.processWatermark(mark);
      return;
    }
    if (getTimeServiceManager().isPresent()) {
      getTimeServiceManager().get().advanceWatermark(mark);
    }
    output.emitWatermark(mark);
  }

  @Override
  public boolean useInterruptibleTimers(ReadableConfig config) {
    return true;
  }
}
