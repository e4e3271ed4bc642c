package io.mudlark.jobs.correlate;

import io.mudlark.mrt.EpisodeSignature;
import java.util.Objects;

/**
 * The same kind of anomalous traffic on two devices, one after the other within the time given.
 *
 * @param scope among which devices, as in {@link Sighting}
 * @param signature the kind
 * @param first the device that showed it first
 * @param other the device that showed it next
 * @param timeMillis event time: the end of the later window, milliseconds since the Unix epoch
 */
public record SightingPair(
    String scope, EpisodeSignature signature, Member first, Member other, long timeMillis) {

  static SightingPair of(Sighting first, Sighting other) {
    return new SightingPair(
        other.scope(),
        Objects.requireNonNull(other.window().episode().signature()),
        Member.of(first.window()),
        Member.of(other.window()),
        Math.max(first.window().window().endMillis(), other.window().window().endMillis()));
  }

  /** What pairs are grouped by: the same as their sightings. */
  public String key() {
    return scope + "\n" + signature.key();
  }

  /** Whether the second device's episode began after the first one's. */
  boolean isInSequence() {
    return first.participant().firstWindowStartMillis()
        < other.participant().firstWindowStartMillis();
  }
}
