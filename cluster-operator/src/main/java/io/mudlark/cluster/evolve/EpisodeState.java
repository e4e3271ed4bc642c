package io.mudlark.cluster.evolve;

import io.mudlark.mrt.EpisodeSignature;
import io.mudlark.mrt.Volume;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a device's episodes between windows.
 *
 * @param count episodes opened so far
 * @param open whether one is going on; the rest is meaningless when not
 * @param lasting whether it is about nothing but the lasting use of services
 * @param firstStartMillis start of its first window, milliseconds since the Unix epoch
 * @param windows its anomalous windows
 * @param quiet windows without an anomaly since the last one with
 * @param volume rejected traffic of its anomalous windows
 * @param topScore the highest anomaly score of its windows
 * @param signature the kind of traffic of the window with that score
 */
public record EpisodeState(
    long count,
    boolean open,
    boolean lasting,
    long firstStartMillis,
    int windows,
    int quiet,
    Volume volume,
    double topScore,
    @Nullable EpisodeSignature signature) {
  /** No episode yet. */
  public static final EpisodeState NONE = closed(0);

  static EpisodeState closed(long count) {
    return new EpisodeState(count, false, false, 0, 0, 0, Volume.NONE, 0, null);
  }
}
