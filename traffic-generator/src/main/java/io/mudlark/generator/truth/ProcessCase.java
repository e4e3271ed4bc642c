package io.mudlark.generator.truth;

import org.jspecify.annotations.Nullable;

/**
 * One run of an MQTT process, known by its correlation data.
 *
 * @param site where
 * @param id the correlation data
 * @param startNanos when its first message was published
 * @param endNanos when its last step was taken
 * @param steps how many messages its clients published until then
 * @param episode what it belongs to, null when benign
 */
public record ProcessCase(
    String site, String id, long startNanos, long endNanos, int steps, @Nullable Episode episode) {}
