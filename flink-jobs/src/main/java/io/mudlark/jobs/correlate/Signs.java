package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import io.mudlark.alert.Participant;
import io.mudlark.site.DeviceId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.util.Collector;

/** Makes signs of what other parts of the stream notice. */
public final class Signs {
  private static final long NANOS = 1_000_000L;

  private Signs() {}

  /** The windows of episodes. */
  public static void ofWindow(EpisodeWindow window, Collector<Sign> out) {
    out.collect(Sign.of(window));
  }

  /** The first telling of a deviation, for each device that takes part in it. */
  public static void ofProcess(Alert alert, Collector<Sign> out) {
    if (alert.pattern() != Alert.Pattern.PROCESS_DEVIATION || alert.revision() != 1) {
      return;
    }
    for (Participant it : alert.participants()) {
      out.collect(
          new Sign(
              it.device(),
              Sign.Kind.PROCESS_BROKEN,
              alert.lastWindowEndMillis(),
              null,
              alert.title() + " (alert " + alert.id() + ")",
              it.sampleFlowIds()));
    }
  }

  /**
   * A new version of a profile, for each device that has it.
   *
   * @param models MUD URL of each device
   * @param mudUrl the profile's
   * @param effectiveNanos from when on it is in force, nanoseconds since the Unix epoch
   */
  public static void ofProfile(
      Map<DeviceId, String> models, String mudUrl, long effectiveNanos, Collector<Sign> out) {
    new TreeMap<>(models)
        .forEach(
            (device, url) -> {
              if (url.equals(mudUrl)) {
                out.collect(
                    new Sign(
                        device,
                        Sign.Kind.PROFILE_CHANGED,
                        Math.floorDiv(effectiveNanos, NANOS),
                        null,
                        "a new version of " + mudUrl + " came into force",
                        List.of()));
              }
            });
  }
}
