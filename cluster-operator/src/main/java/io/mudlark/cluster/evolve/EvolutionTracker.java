package io.mudlark.cluster.evolve;

import io.mudlark.cluster.feed.FeedComparison;
import io.mudlark.cluster.feed.FeedWindow;
import io.mudlark.mrt.Anomaly;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.ClusterSummary;
import io.mudlark.mrt.Episode;
import io.mudlark.mrt.Evolution;
import io.mudlark.mrt.FeedMetrics;
import io.mudlark.mrt.WindowSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The law of how a device's windows follow each other: takes what is known of the device and its
 * next window, and gives what changed and what is known then. Windows come in their order, empty
 * ones included.
 */
public final class EvolutionTracker {
  /** The reason given when two windows were scaled differently. */
  public static final String SCALER_CHANGED = "scaler-changed";

  private final EvolutionConfig config;
  private final AnomalyRule rule;
  private final EpisodeTracker episodes;

  public EvolutionTracker(EvolutionConfig config) {
    this.config = config;
    this.rule = new AnomalyRule(config);
    this.episodes = new EpisodeTracker(config.quietWindows());
  }

  /** What is known after a window, and what it brought. */
  public record Step(EvolutionState state, Evolution evolution) {}

  /**
   * The next step.
   *
   * @param state what is known of the device; {@link EvolutionState#INITIAL} before its first
   *     window
   * @throws IllegalArgumentException when the window is not later than the one before
   */
  public Step next(EvolutionState state, Characterization window) {
    WindowSpan before = state.span();
    if (before != null && window.window().startMillis() < before.endMillis()) {
      throw new IllegalArgumentException(
          window.device() + ": window " + window.window() + " is not after " + before);
    }
    boolean comparable = state.scalerHash().equals(window.fit().scalerHash());
    WindowSpan previous = comparable ? before : null;
    FeedWindow earlier = comparable ? state.window() : null;
    FateTracker.Tracked tracked =
        new FateTracker(
                config,
                comparable ? state.known() : List.of(),
                previous == null ? null : previous.ordinal(),
                window)
            .track();
    FeedWindow later = FeedWindow.of(window);
    FeedMetrics feed =
        earlier == null
            ? null
            : FeedComparison.between(earlier, later, window.fit().features().size());
    AnomalyRule.Assessment assessment = rule.assess(state.usual(), window, tracked.fates(), feed);
    EpisodeTracker.Step episode = episodes.next(state.episode(), window, assessment.anomaly());
    EvolutionState next =
        new EvolutionState(
            window.window(),
            later,
            window.fit().scalerHash(),
            tracked.known(),
            assessment.usual(),
            episode.state());
    String incomparable = before != null && !comparable ? SCALER_CHANGED : null;
    return new Step(
        next,
        evolution(
            window,
            previous,
            incomparable,
            tracked,
            feed,
            assessment.anomaly(),
            episode.episode()));
  }

  private static Evolution evolution(
      Characterization window,
      @Nullable WindowSpan previous,
      @Nullable String incomparable,
      FateTracker.Tracked tracked,
      @Nullable FeedMetrics feed,
      Anomaly anomaly,
      Episode episode) {
    List<ClusterSummary> named = new ArrayList<>();
    for (ClusterSummary cluster : window.clusters()) {
      named.add(named(cluster, tracked.ids().get(cluster.label())));
    }
    return new Evolution(
        window.device(),
        previous,
        window.window(),
        incomparable,
        window.totals(),
        window.shape(),
        named,
        feed,
        tracked.fates(),
        anomaly,
        episode);
  }

  private static ClusterSummary named(ClusterSummary cluster, String id) {
    return new ClusterSummary(
        cluster.label(),
        id,
        cluster.volume(),
        cluster.centroid(),
        cluster.spread(),
        cluster.persistence(),
        cluster.descriptors(),
        cluster.shape(),
        cluster.peerPorts(),
        cluster.devicePorts(),
        cluster.peers(),
        cluster.protocols(),
        cluster.sampleFlowIds());
  }
}
