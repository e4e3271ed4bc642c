package io.mudlark.jobs.correlate;

import io.mudlark.alert.Participant;
import io.mudlark.mrt.EpisodeSignature;
import java.util.Objects;

/**
 * The same kind of anomalous traffic on two devices, one after the other within the time given.
 *
 * @param signature the kind
 * @param first the device that showed it first
 * @param other the device that showed it next
 * @param timeMillis event time: the end of the later window, milliseconds since the Unix epoch
 */
public record SightingPair(
    EpisodeSignature signature, Participant first, Participant other, long timeMillis) {

  static SightingPair of(EpisodeWindow first, EpisodeWindow other) {
    return new SightingPair(
        Objects.requireNonNull(other.episode().signature()),
        EpisodeAlerts.participant(first, first),
        EpisodeAlerts.participant(other, other),
        Math.max(first.window().endMillis(), other.window().endMillis()));
  }

  /** What pairs are grouped by. */
  public String key() {
    return signature.key();
  }
}
