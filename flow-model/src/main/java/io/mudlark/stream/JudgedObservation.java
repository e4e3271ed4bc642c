package io.mudlark.stream;

import io.mudlark.mrt.JudgedFlow;
import io.mudlark.site.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * What enforcement passes on to the windows: a judged flow, or the end of what was observed at the
 * device's site.
 *
 * @param device whom it concerns
 * @param timeNanos event time: the flow's end, or the site's last real event; nanoseconds since the
 *     Unix epoch
 * @param judged the flow with its verdict; null for the end mark
 */
public record JudgedObservation(DeviceId device, long timeNanos, @Nullable JudgedFlow judged) {
  public static JudgedObservation of(JudgedFlow judged) {
    return new JudgedObservation(judged.device(), judged.flow().endNanos(), judged);
  }

  public static JudgedObservation end(DeviceId device, long timeNanos) {
    return new JudgedObservation(device, timeNanos, null);
  }

  /** Whether this marks the end of observation rather than a flow. */
  public boolean isEnd() {
    return judged == null;
  }
}
