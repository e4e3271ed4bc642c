package io.mudlark.jobs.correlate;

import java.util.Objects;

/**
 * A window of an episode among the devices that it is compared with.
 *
 * @param scope which devices these are: {@code all}, or such as {@code site/lab}
 * @param window the window
 */
public record Sighting(String scope, EpisodeWindow window) {
  /** What sightings are grouped by: the scope and the kind of traffic. */
  public String key() {
    return scope + "\n" + Objects.requireNonNull(window.episode().signature()).key();
  }

  /** Whether it can make a pair; the others tell how an episode goes on, and that it ends. */
  public boolean pairs() {
    return window.anomaly().anomalous();
  }
}
