package io.mudlark.jobs.pipeline;

import io.mudlark.cluster.flink.WindowConfig;
import io.mudlark.mud.flink.EnforcementConfig;
import java.time.Duration;

/**
 * All that {@link MrtPipeline} is told besides its source and sinks.
 *
 * @param enforcement sites, devices with their profiles, names
 * @param windows windows, clustering, evolution
 * @param correlateWithin how far apart the same kind of episode on two devices may be
 * @param longestEpisode how long the end of an episode is waited for
 */
public record MrtSettings(
    EnforcementConfig enforcement,
    WindowConfig windows,
    Duration correlateWithin,
    Duration longestEpisode) {}
