package io.mudlark.alert;

import io.mudlark.mrt.Volume;
import io.mudlark.site.DeviceId;
import java.util.List;

/**
 * One device's part in an alert.
 *
 * @param device which
 * @param episodeId id of its episode
 * @param firstWindowStartMillis start of the episode's first window, milliseconds since the Unix
 *     epoch
 * @param lastWindowEndMillis end of the episode's last anomalous window known so far
 * @param windows anomalous windows so far
 * @param volume rejected traffic of these windows
 * @param sampleFlowIds ids of some of the flows, at most ten: evidence to look up
 */
public record Participant(
    DeviceId device,
    String episodeId,
    long firstWindowStartMillis,
    long lastWindowEndMillis,
    int windows,
    Volume volume,
    List<String> sampleFlowIds) {
  public Participant {
    sampleFlowIds = List.copyOf(sampleFlowIds);
  }
}
