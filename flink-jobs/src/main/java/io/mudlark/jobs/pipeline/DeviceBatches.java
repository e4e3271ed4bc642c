package io.mudlark.jobs.pipeline;

import io.mudlark.flow.flink.ObservationBatch;
import io.mudlark.flow.flink.ObservationPacker;
import io.mudlark.site.DeviceId;
import io.mudlark.stream.DeviceObservation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Observations that are on their way to enforcement, in one batch a device.
 *
 * <p>Nothing is judged before the watermark, so nothing is lost by waiting for it here; but each
 * batch is sent, looked up and put to those that wait as a whole.
 */
final class DeviceBatches {
  /** Observations of all devices after which all batches go on without a watermark. */
  private static final int MOST = 8_192;

  private final ObservationPacker packer = new ObservationPacker();
  private final Map<DeviceId, ObservationBatch> byDevice = new LinkedHashMap<>();
  private int count;

  void add(DeviceObservation observation) {
    ObservationBatch batch = byDevice.get(observation.device());
    if (batch == null) {
      batch = new ObservationBatch(observation.device());
      byDevice.put(observation.device(), batch);
    }
    packer.add(observation, batch);
    count++;
  }

  /** Whether they must go on now, watermark or not. */
  boolean areFull() {
    return count >= MOST;
  }

  /** Hands all batches on, in the order in which they were begun, and forgets them. */
  void drainTo(Consumer<ObservationBatch> out) {
    byDevice.values().forEach(out);
    byDevice.clear();
    count = 0;
  }
}
