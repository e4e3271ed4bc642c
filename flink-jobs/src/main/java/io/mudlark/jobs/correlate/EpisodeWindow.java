package io.mudlark.jobs.correlate;

import io.mudlark.mrt.Anomaly;
import io.mudlark.mrt.ClusterSummary;
import io.mudlark.mrt.Episode;
import io.mudlark.mrt.Evolution;
import io.mudlark.mrt.WindowSpan;
import io.mudlark.site.DeviceId;
import java.util.List;
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
 */
public record EpisodeWindow(
    DeviceId device,
    WindowSpan window,
    Anomaly anomaly,
    Episode episode,
    List<String> sampleFlowIds) {
  private static final int SAMPLE = 10;

  public EpisodeWindow {
    sampleFlowIds = List.copyOf(sampleFlowIds);
  }

  /** The part of an evolution that the patterns need. */
  public static EpisodeWindow of(Evolution evolution) {
    TreeSet<String> sample = new TreeSet<>();
    for (ClusterSummary cluster : evolution.clusters()) {
      sample.addAll(cluster.sampleFlowIds());
    }
    return new EpisodeWindow(
        evolution.device(),
        evolution.window(),
        evolution.anomaly(),
        evolution.episode(),
        sample.stream().limit(SAMPLE).toList());
  }

  /** Whether it belongs to an episode, or ends one: no other window concerns any pattern. */
  public static boolean concerns(Evolution evolution) {
    return evolution.anomaly().anomalous() || evolution.episode().phase() != Episode.Phase.NONE;
  }
}
