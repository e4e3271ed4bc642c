package io.mudlark.generator.process;

import org.jspecify.annotations.Nullable;

/**
 * The truth about one case.
 *
 * @param id its correlation data
 * @param fault what is wrong with it, null when benign
 * @param faultNanos when the fault began, nanoseconds since the Unix epoch; the case's start when
 *     benign
 */
public record PlantCase(String id, @Nullable PlantFault fault, long faultNanos) {}
