package io.mudlark.cluster.feature;

import java.util.function.ToDoubleFunction;

/**
 * One number that describes a flow.
 *
 * @param name stable lower-case name, used in documents and scaler files
 * @param unit its unit, or {@code code} for a fixed numbering
 * @param of how it is computed
 */
public record FeatureColumn(String name, String unit, ToDoubleFunction<FlowRow> of) {}
