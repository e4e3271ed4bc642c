package io.mudlark.jobs.correlate;

import io.mudlark.alert.WindowCoverage;
import io.mudlark.mrt.Anomaly;
import io.mudlark.mrt.Episode;
import io.mudlark.mrt.EpisodeSignature;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.mrt.Volume;
import io.mudlark.mrt.WindowSpan;
import io.mudlark.site.DeviceId;
import java.util.List;

/** Windows of devices for the tests of patterns: five minutes each, told by their number. */
final class EpisodeWindows {
  static final long WINDOW = 300_000;

  private EpisodeWindows() {}

  /** A window of a device in an episode of inbound scans that began in window {@code first}. */
  static EpisodeWindow scan(String site, int window, int first, Episode.Phase phase) {
    return of(site, window, first, phase, TrafficKind.PORT_SCAN_INBOUND, false);
  }

  static EpisodeWindow of(
      String site, int window, int first, Episode.Phase phase, TrafficKind kind, boolean cutOff) {
    return of(new DeviceId(site, "plug"), window, first, phase, kind, cutOff);
  }

  static EpisodeWindow of(
      String site, String name, int window, int first, Episode.Phase phase, TrafficKind kind) {
    return of(new DeviceId(site, name), window, first, phase, kind, false);
  }

  /** The same window with clusters of these kinds. */
  static EpisodeWindow showing(EpisodeWindow window, TrafficKind... kinds) {
    return new EpisodeWindow(
        window.device(),
        window.window(),
        window.anomaly(),
        window.episode(),
        window.sampleFlowIds(),
        List.of(kinds),
        window.clusterIds(),
        window.coverage(),
        window.misses());
  }

  private static EpisodeWindow of(
      DeviceId device,
      int window,
      int first,
      Episode.Phase phase,
      TrafficKind kind,
      boolean cutOff) {
    String site = device.site();
    boolean anomalous = phase == Episode.Phase.OPENED || phase == Episode.Phase.CONTINUED;
    Episode episode =
        phase == Episode.Phase.NONE
            ? Episode.NONE
            : new Episode(
                phase,
                site + "-episode-" + first,
                1,
                first * WINDOW,
                window - first + 1,
                new Volume(100L * (window - first + 1), 100, 5000),
                new EpisodeSignature(kind, "tcp", null),
                cutOff);
    return new EpisodeWindow(
        device,
        new WindowSpan(window * WINDOW, (window + 1) * WINDOW, window),
        new Anomaly(
            anomalous,
            anomalous ? 12 : 0,
            anomalous
                ? List.of(
                    new Anomaly.Finding(Anomaly.Criterion.FLOWS, 100, 20, "100 rejected flows"))
                : List.of(),
            0,
            window),
        episode,
        List.of(),
        List.of(kind),
        List.of(),
        new WindowCoverage(100, 99, 1, 0),
        List.of());
  }
}
