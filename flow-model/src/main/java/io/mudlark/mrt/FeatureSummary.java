package io.mudlark.mrt;

import java.util.List;

/**
 * The distribution of one property over the flows of a cluster, unscaled.
 *
 * @param feature name of the property, e.g. {@code bytes_per_packet}
 * @param unit its unit, e.g. {@code octets}
 * @param min smallest value
 * @param max largest value
 * @param mean arithmetic mean
 * @param deviation population standard deviation
 * @param median the 0.5 quantile
 * @param deciles the quantiles 0.1, 0.2 ... 1.0, linear interpolation between order statistics
 */
public record FeatureSummary(
    String feature,
    String unit,
    double min,
    double max,
    double mean,
    double deviation,
    double median,
    List<Double> deciles) {
  public FeatureSummary {
    deciles = List.copyOf(deciles);
  }
}
