package io.mudlark.cluster.flink;

/**
 * Names a rejected flow in an open window.
 *
 * @param windowStartMillis the window
 * @param viewHigh upper half of the view id
 * @param viewLow lower half of the view id
 */
public record RowKey(long windowStartMillis, long viewHigh, long viewLow) {}
