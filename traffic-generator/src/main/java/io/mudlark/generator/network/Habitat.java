package io.mudlark.generator.network;

import io.mudlark.generator.timeline.Timeline;

/**
 * Where and when a station lives.
 *
 * @param site its site
 * @param wire the observed link of that site
 * @param timeline virtual time, one for all sites
 * @param interventions what attackers have changed there
 * @param names the DNS that the site's gateway answers from
 * @param startNanos when the scenario begins
 * @param endNanos when it ends
 * @param seed of all chance in it
 */
public record Habitat(
    SiteNetwork site,
    Wire wire,
    Timeline timeline,
    Interventions interventions,
    Names names,
    long startNanos,
    long endNanos,
    long seed) {}
