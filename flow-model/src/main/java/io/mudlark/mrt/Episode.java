package io.mudlark.mrt;

import org.jspecify.annotations.Nullable;

/**
 * The run of anomalous windows that a window belongs to.
 *
 * @param phase where in an episode the window is
 * @param id 32 hexadecimal digits from device and first window; null in phase NONE
 * @param ordinal 1 for the device's first episode, then counting; 0 in phase NONE
 * @param firstWindowStartMillis start of its first anomalous window, milliseconds since the Unix
 *     epoch; null in phase NONE
 * @param windows anomalous windows so far
 * @param volume rejected traffic of these windows
 * @param signature kind of its most anomalous window so far; null in phase NONE
 * @param cutOff the observation ended while it was still going on: no window will close it
 */
public record Episode(
    Phase phase,
    @Nullable String id,
    long ordinal,
    @Nullable Long firstWindowStartMillis,
    int windows,
    Volume volume,
    @Nullable EpisodeSignature signature,
    boolean cutOff) {
  /** Outside every episode. */
  public static final Episode NONE =
      new Episode(Phase.NONE, null, 0, null, 0, Volume.NONE, null, false);

  /** Where in an episode a window is. */
  public enum Phase {
    /** Not in one. */
    NONE,
    /** Its first anomalous window. */
    OPENED,
    /** A further one, or a quiet window too short to end it. */
    CONTINUED,
    /** The quiet window that ends it. */
    CLOSED
  }
}
