package io.mudlark.jobs.cluster;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is particular to a job on a cluster.
 *
 * @param untilEnd whether to read from a topic's start to the end that it has now, as a recording
 * @param group consumer group, under which others see how far the job has come
 * @param parallelism of the operators; null for what the cluster says
 * @param checkpointEvery how often state is saved
 * @param out folder that all workers see, for result files; null for none
 */
public record DetectSettings(
    boolean untilEnd,
    String group,
    @Nullable Integer parallelism,
    Duration checkpointEvery,
    @Nullable Path out) {}
