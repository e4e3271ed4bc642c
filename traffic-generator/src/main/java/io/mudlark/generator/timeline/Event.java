package io.mudlark.generator.timeline;

/** Something that happens at a moment of virtual time. */
@FunctionalInterface
public interface Event {
  /**
   * Lets it happen.
   *
   * @param nowNanos the moment, nanoseconds since the Unix epoch
   */
  void happen(long nowNanos);
}
