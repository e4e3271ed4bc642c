package io.mudlark.mudscope.characterize;

import io.mudlark.cluster.feature.Quantiles;
import java.util.List;

/**
 * What a set of flows looks like, unscaled: MUDscope's capture descriptor.
 *
 * @param startSeconds first start of a flow, seconds since the Unix epoch
 * @param endSeconds last start of a flow, the same unit
 * @param flows number of flows
 * @param properties the distribution of each primary feature
 */
record Descriptor(double startSeconds, double endSeconds, long flows, List<Property> properties) {
  Descriptor {
    properties = List.copyOf(properties);
  }

  /** Of no flows. */
  static Descriptor empty() {
    return new Descriptor(0, 0, 0, List.of());
  }

  /**
   * The distribution of one feature.
   *
   * @param name MUDscope's name of it
   * @param integral whether MUDscope writes its extremes without a decimal point
   * @param deciles the quantiles 0.1, 0.2 ... 1.0
   */
  record Property(
      String name,
      boolean integral,
      double min,
      double max,
      double mean,
      double deviation,
      double median,
      List<Double> deciles) {
    Property {
      deciles = List.copyOf(deciles);
    }

    /** Of at least one value. */
    static Property of(String name, boolean integral, double[] values) {
      Quantiles quantiles = new Quantiles(values);
      return new Property(
          name,
          integral,
          quantiles.min(),
          quantiles.max(),
          Quantiles.mean(values),
          Quantiles.deviation(values),
          quantiles.at(0.5),
          quantiles.deciles());
    }
  }
}
