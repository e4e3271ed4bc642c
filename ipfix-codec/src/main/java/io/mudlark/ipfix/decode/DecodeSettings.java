package io.mudlark.ipfix.decode;

import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.template.Dialects;

/**
 * What a decoder knows before the first datagram.
 *
 * @param registry information elements
 * @param dialects exporters with known habits
 * @param limits bounds on its state
 */
public record DecodeSettings(ElementRegistry registry, Dialects dialects, DecodeLimits limits) {
  /** The tables of this module and the default limits. */
  public static DecodeSettings standard() {
    return new DecodeSettings(
        ElementRegistry.standard(), Dialects.standard(), DecodeLimits.DEFAULT);
  }

  public DecodeSettings withLimits(DecodeLimits other) {
    return new DecodeSettings(registry, dialects, other);
  }

  public DecodeSettings withRegistry(ElementRegistry other) {
    return new DecodeSettings(other, dialects, limits);
  }
}
