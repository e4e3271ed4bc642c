package io.mudlark.jobs.correlate;

import io.mudlark.alert.ProfileMiss;
import io.mudlark.alert.WindowCoverage;
import io.mudlark.mrt.Anomaly;
import io.mudlark.mrt.ClusterSummary;
import io.mudlark.mrt.Episode;
import io.mudlark.mrt.Evolution;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.mrt.WindowSpan;
import io.mudlark.site.DeviceId;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What the patterns need to know of one window of a device: much less than an evolution holds.
 *
 * @param device whose window
 * @param window when
 * @param anomaly whether it is out of the ordinary
 * @param episode the run of anomalous windows it belongs to
 * @param sampleFlowIds ids of some of its clusters' flows, at most {@value #SAMPLE}, the smallest
 *     first
 * @param kinds what the window's traffic and each of its clusters look like; each kind once, in the
 *     order of the constants
 * @param clusterIds stable ids of its clusters, those with most flows first, at most {@value
 *     #SAMPLE}
 * @param coverage how much of the window was judged
 * @param misses the entries of the profile that rejected flows came nearest to
 */
public record EpisodeWindow(
    DeviceId device,
    WindowSpan window,
    Anomaly anomaly,
    Episode episode,
    List<String> sampleFlowIds,
    List<TrafficKind> kinds,
    List<String> clusterIds,
    WindowCoverage coverage,
    List<ProfileMiss> misses) {
  /** The order of windows that end together: by site, then device. */
  static final Comparator<EpisodeWindow> BY_END_AND_DEVICE =
      Comparator.<EpisodeWindow>comparingLong(window -> window.window().endMillis())
          .thenComparing(EpisodeWindow::device);

  private static final int SAMPLE = 10;

  public EpisodeWindow {
    sampleFlowIds = List.copyOf(sampleFlowIds);
    kinds = List.copyOf(kinds);
    clusterIds = List.copyOf(clusterIds);
    misses = List.copyOf(misses);
  }

  /** The part of an evolution that the patterns need. */
  public static EpisodeWindow of(Evolution evolution) {
    TreeSet<String> sample = new TreeSet<>();
    EnumSet<TrafficKind> kinds = EnumSet.of(evolution.shape().kind());
    for (ClusterSummary cluster : evolution.clusters()) {
      sample.addAll(cluster.sampleFlowIds());
      kinds.add(cluster.shape().kind());
    }
    return new EpisodeWindow(
        evolution.device(),
        evolution.window(),
        evolution.anomaly(),
        evolution.episode(),
        sample.stream().limit(SAMPLE).toList(),
        List.copyOf(kinds),
        clusterIds(evolution.clusters()),
        WindowCoverage.of(evolution.totals()),
        List.of());
  }

  /** The same, with what its profile's entries missed. */
  EpisodeWindow withMisses(List<ProfileMiss> known) {
    return new EpisodeWindow(
        device, window, anomaly, episode, sampleFlowIds, kinds, clusterIds, coverage, known);
  }

  private static List<String> clusterIds(List<ClusterSummary> clusters) {
    return clusters.stream()
        .filter(cluster -> cluster.id() != null)
        .sorted(
            Comparator.comparingLong((ClusterSummary cluster) -> -cluster.volume().flows())
                .thenComparingInt(ClusterSummary::label))
        .limit(SAMPLE)
        .map(ClusterSummary::id)
        .map(Objects::requireNonNull)
        .toList();
  }

  /** Whether it belongs to an episode, or ends one: no other window concerns any pattern. */
  public static boolean concerns(Evolution evolution) {
    return evolution.anomaly().anomalous() || evolution.episode().phase() != Episode.Phase.NONE;
  }

  /** Whether the first window of an episode. */
  boolean opens() {
    return episode.phase() == Episode.Phase.OPENED;
  }

  /** Whether the window after an episode, or the last one that was observed of it. */
  boolean ends() {
    return episode.phase() == Episode.Phase.CLOSED || episode.cutOff();
  }

  /** Whether of another episode than an earlier window. */
  boolean isOfAnotherEpisode(EpisodeWindow earlier) {
    return !Objects.equals(earlier.episode().id(), episode.id());
  }

  /** Whether of an episode whose kind of traffic says something about other devices. */
  boolean isOfKnownKind() {
    var signature = episode.signature();
    return signature != null
        && signature.kind() != TrafficKind.NONE
        && signature.kind() != TrafficKind.OTHER;
  }
}
