package io.mudlark.mud.flink;

import io.mudlark.flow.flink.InterruptibleKeyedCoProcessOperator;
import io.mudlark.flow.flink.ObservationBatch;
import io.mudlark.site.DeviceId;
import io.mudlark.stream.JudgedTurn;

/**
 * Runs enforcement so that a checkpoint may pass between any two of its timers: one watermark may
 * release the flows of thousands of devices.
 */
public final class EnforcementOperator
    extends InterruptibleKeyedCoProcessOperator<
        DeviceId, ObservationBatch, ProfileChange, JudgedTurn> {
  private static final long serialVersionUID = 1L;

  public EnforcementOperator(EnforcementConfig config) {
    super(new EnforcementFunction(config));
  }
}
