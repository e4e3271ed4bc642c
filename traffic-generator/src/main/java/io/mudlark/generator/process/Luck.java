package io.mudlark.generator.process;

import io.mudlark.generator.timeline.Chance;

/** Random durations of the shapes that waiting has: exponential gaps, log-normal delays. */
final class Luck {
  private static final double MILLI = 1e6;

  private final Chance chance;

  Luck(Chance chance) {
    this.chance = chance;
  }

  /** From 0 to 1, 1 excluded. */
  double uniform() {
    return (chance.nextLong() >>> 11) * 0x1p-53;
  }

  boolean happens(double share) {
    return uniform() < share;
  }

  int below(int bound) {
    return chance.below(bound);
  }

  /** Nanoseconds between two events of a Poisson process. */
  long gap(double perSecond) {
    return (long) (-StrictMath.log(1 - uniform()) / perSecond * 1e9);
  }

  /** Nanoseconds, uniform between two numbers of milliseconds. */
  long between(double lowMillis, double highMillis) {
    return (long) ((lowMillis + (highMillis - lowMillis) * uniform()) * MILLI);
  }

  /** Nanoseconds of a heavy-tailed delay: log-normal, by its median and the spread of its log. */
  long delay(double medianMillis, double sigma) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    double normal = radius * StrictMath.cos(2 * StrictMath.PI * uniform());
    return (long) (medianMillis * StrictMath.exp(sigma * normal) * MILLI);
  }
}
