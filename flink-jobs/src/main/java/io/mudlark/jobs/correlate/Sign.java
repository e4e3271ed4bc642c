package io.mudlark.jobs.correlate;

import io.mudlark.mrt.TrafficKind;
import io.mudlark.site.DeviceId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that was noticed of a device and that a trend can be made of.
 *
 * @param device whose
 * @param kind what
 * @param timeMillis when: a window's end, a deviation's time, a profile's begin; milliseconds since
 *     the Unix epoch
 * @param window the window of an episode; null for the other kinds
 * @param text what was noticed, for people; empty for windows
 * @param flowIds flows to look up
 */
public record Sign(
    DeviceId device,
    Kind kind,
    long timeMillis,
    @Nullable EpisodeWindow window,
    String text,
    List<String> flowIds) {
  /** In this order when they are of the same time. */
  static final Comparator<Sign> IN_TIME =
      Comparator.comparingLong(Sign::timeMillis)
          .thenComparing(Sign::kind)
          .thenComparing(Sign::text);

  /** What can be noticed. */
  public enum Kind {
    /** The profile of the device is another one from now on. */
    PROFILE_CHANGED,
    /** The device left its process. */
    PROCESS_BROKEN,
    /** A window of an episode ended. */
    WINDOW
  }

  public Sign {
    flowIds = List.copyOf(flowIds);
  }

  static Sign of(EpisodeWindow window) {
    return new Sign(
        window.device(),
        Kind.WINDOW,
        window.window().endMillis(),
        window,
        "",
        window.sampleFlowIds());
  }

  /** Whether a window out of the ordinary. */
  boolean isAnomalous() {
    return window != null && window.anomaly().anomalous();
  }

  /** Whether a window out of the ordinary in which traffic looked like one of these kinds. */
  boolean shows(Set<TrafficKind> kinds) {
    return window != null
        && window.anomaly().anomalous()
        && window.kinds().stream().anyMatch(kinds::contains);
  }
}
