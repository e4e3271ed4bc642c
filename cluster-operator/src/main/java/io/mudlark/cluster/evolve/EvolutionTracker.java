package io.mudlark.cluster.evolve;

import io.mudlark.cluster.feed.FeedComparison;
import io.mudlark.cluster.feed.FeedWindow;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.ClusterSummary;
import io.mudlark.mrt.Evolution;
import io.mudlark.mrt.FeedMetrics;
import io.mudlark.mrt.WindowSpan;
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
    return before == null || comparable
        ? compared(state, window, null)
        : compared(withoutScale(state), window, SCALER_CHANGED);
  }

  private Step compared(
      EvolutionState state, Characterization window, @Nullable String incomparable) {
    WindowSpan previous = state.span();
    Long ordinal = previous == null ? null : previous.ordinal();
    FateTracker.Tracked tracked = new FateTracker(config, state.known(), ordinal, window).track();
    FeedMetrics feed = feed(state.window(), window);
    ServiceWatch watch = ServiceWatch.of(state.services(), window, config.persistence());
    PersistentService lasting = watch.finding(state.episode());
    AnomalyRule.Assessment assessment =
        rule.assess(state.usual(), window, tracked.fates(), feed, lasting);
    EpisodeTracker.Step episode =
        episodes.next(state.episode(), window, assessment.anomaly(), lasting);
    EvolutionState next =
        new EvolutionState(
            window.window(),
            FeedWindow.of(window),
            window.fit().scalerHash(),
            tracked.known(),
            assessment.usual(),
            watch.after(episode.state(), window.window()),
            episode.state());
    Evolution evolution =
        new Evolution(
            window.device(),
            previous,
            window.window(),
            incomparable,
            window.totals(),
            window.shape(),
            named(window.clusters(), tracked.ids()),
            feed,
            tracked.fates(),
            assessment.anomaly(),
            episode.episode());
    return new Step(next, evolution);
  }

  /** What stays true when the scale changes: amounts and episodes, but no place of any cluster. */
  private static EvolutionState withoutScale(EvolutionState state) {
    return new EvolutionState(
        null, null, "", List.of(), state.usual(), state.services(), state.episode());
  }

  private static @Nullable FeedMetrics feed(@Nullable FeedWindow earlier, Characterization window) {
    return earlier == null
        ? null
        : FeedComparison.between(earlier, FeedWindow.of(window), window.fit().features().size());
  }

  private static List<ClusterSummary> named(List<ClusterSummary> clusters, List<String> ids) {
    return clusters.stream().map(cluster -> named(cluster, ids.get(cluster.label()))).toList();
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
