package io.mudlark.mud.flink;

import io.mudlark.site.DeviceId;
import io.mudlark.stream.DeviceObservation;
import io.mudlark.stream.JudgedObservation;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * Runs enforcement so that a checkpoint may pass between any two of its timers.
 *
 * <p>One watermark may release the flows of thousands of devices. Flink works through them in one
 * go unless the operator says otherwise and {@code
 * execution.checkpointing.unaligned.interruptible-timers.enabled} is set along with unaligned
 * checkpoints.
 */
public final class EnforcementOperator
    extends KeyedCoProcessOperator<DeviceId, DeviceObservation, ProfileChange, JudgedObservation> {
  private static final long serialVersionUID = 1L;

  public EnforcementOperator(EnforcementConfig config) {
    super(new EnforcementFunction(config));
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
