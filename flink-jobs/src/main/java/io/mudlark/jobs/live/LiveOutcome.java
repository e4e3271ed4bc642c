package io.mudlark.jobs.live;

import io.mudlark.jobs.embedded.RunSummary;
import org.jspecify.annotations.Nullable;

/**
 * How a run over exports ended.
 *
 * @param summary what it came to so far
 * @param savepoint where it can go on from; null when all input has ended or was drained
 */
public record LiveOutcome(RunSummary summary, @Nullable String savepoint) {}
