package io.mudlark.mud.flink;

import io.mudlark.site.DeviceId;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.flink.api.common.state.MapState;

/**
 * The milliseconds under which observations of a device wait, in their order.
 *
 * <p>Keyed state knows them too, but not in order. With this, a device needs one timer for the
 * first of them and not one for each. It is no state: it is made of the state when a device is
 * first asked for, which is how it comes back after a restore. There is one queue for each device
 * that this worker has seen, and they are among those configured.
 */
final class WaitingTimes {
  private final Map<DeviceId, PriorityQueue<Long>> byDevice = new HashMap<>();

  /** Those of the device whose state this is, to be added to and taken from along with it. */
  PriorityQueue<Long> of(DeviceId device, MapState<Long, ?> state) throws Exception {
    PriorityQueue<Long> known = byDevice.get(device);
    if (known == null) {
      known = new PriorityQueue<>();
      for (Long millis : state.keys()) {
        known.add(millis);
      }
      byDevice.put(device, known);
    }
    return known;
  }
}
