package io.mudlark.flow.flink;

import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * Runs a keyed process function whose timers let a checkpoint pass between any two of them.
 *
 * <p>All devices' windows close at the same event time, and one watermark then fires as many timers
 * as there are devices. Flink works through them in one go unless the operator says otherwise and
 * {@code execution.checkpointing.unaligned.interruptible-timers.enabled} is set along with
 * unaligned checkpoints; then the longest wait of a checkpoint is the work of one timer.
 *
 * @param <K> key
 * @param <I> input
 * @param <O> output
 */
public final class InterruptibleKeyedProcessOperator<K, I, O>
    extends KeyedProcessOperator<K, I, O> {
  private static final long serialVersionUID = 1L;

  public InterruptibleKeyedProcessOperator(KeyedProcessFunction<K, I, O> function) {
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
