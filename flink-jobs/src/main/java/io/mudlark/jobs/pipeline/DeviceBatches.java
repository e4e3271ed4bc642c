package io.mudlark.jobs.pipeline;

import io.mudlark.flow.flink.ObservationBatch;
import io.mudlark.flow.flink.ObservationPacker;
import io.mudlark.site.DeviceId;
import io.mudlark.stream.DeviceObservation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
  private final Map<DeviceId, Place> byDevice = new HashMap<>();
  private final List<Place> begun = new ArrayList<>();
  private int count;

  /** The batch of a device that is on its way, if one is; it stays for the next one. */
  private static final class Place {
    private @Nullable ObservationBatch batch;
  }

  void add(DeviceObservation observation) {
    Place place = byDevice.get(observation.device());
    if (place == null) {
      place = new Place();
      byDevice.put(observation.device(), place);
    }
    ObservationBatch batch = place.batch;
    if (batch == null) {
      batch = new ObservationBatch(observation.device());
      place.batch = batch;
      begun.add(place);
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
    for (Place place : begun) {
      if (place.batch != null) {
        out.accept(place.batch);
        place.batch = null;
      }
    }
    begun.clear();
    count = 0;
  }
}
