package io.mudlark.cluster.flink;

/**
 * Names some of the rejected flows of an open window.
 *
 * @param windowStartMillis the window
 * @param chunk which {@link RowChunk} of it, from 0
 */
public record RowKey(long windowStartMillis, int chunk) {}
