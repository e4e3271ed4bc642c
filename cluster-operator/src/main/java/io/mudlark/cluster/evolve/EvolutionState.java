package io.mudlark.cluster.evolve;

import io.mudlark.cluster.feed.FeedWindow;
import io.mudlark.mrt.WindowSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a device between windows; bounded by the memory and baseline limits of {@link
 * EvolutionConfig}.
 *
 * @param span the latest window; null before the first
 * @param window what the next one is compared with; null before the first
 * @param scalerHash the scale of {@code window} and {@code known}; empty before the first
 * @param known clusters seen in the latest window and remembered ones, latest first
 * @param usual the running baselines
 * @param services the services outside the profile in use
 * @param episode the episode going on, if any
 */
public record EvolutionState(
    @Nullable WindowSpan span,
    @Nullable FeedWindow window,
    String scalerHash,
    List<KnownCluster> known,
    Baselines usual,
    ServiceMemory services,
    EpisodeState episode) {
  /** Before a device's first window. */
  public static final EvolutionState INITIAL =
      new EvolutionState(
          null, null, "", List.of(), Baselines.EMPTY, ServiceMemory.EMPTY, EpisodeState.NONE);

  public EvolutionState {
    known = List.copyOf(known);
  }
}
