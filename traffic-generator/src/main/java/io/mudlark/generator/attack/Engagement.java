package io.mudlark.generator.attack;

import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Station;
import io.mudlark.generator.timeline.Chance;
import io.mudlark.generator.truth.Episode;

/**
 * One attack at one site, for some time.
 *
 * @param habitat where
 * @param device the device that suffers or, compromised, does it
 * @param episode what its flows are labelled with
 * @param startNanos when it begins, nanoseconds since the Unix epoch
 * @param endNanos when it stops
 * @param chance its own chance
 */
public record Engagement(
    Habitat habitat,
    Station device,
    Episode episode,
    long startNanos,
    long endNanos,
    Chance chance) {}
