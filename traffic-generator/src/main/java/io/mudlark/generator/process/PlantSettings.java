package io.mudlark.generator.process;

import java.time.Duration;
import java.time.Instant;

/**
 * How hard a plant's processes are to follow.
 *
 * @param start the first moment
 * @param length how long cases begin
 * @param lines lines of the plant: one sensor and its actuators each
 * @param casesPerSecond cases that begin on each line, a Poisson process
 * @param medianMillis median of every delay between a step and what it leads to
 * @param sigma standard deviation of the logarithm of these delays: the weight of their tail
 * @param loss share of exchanges that nobody saw
 * @param faults share of cases with a fault, of the kinds of {@link PlantFault} in turn
 */
public record PlantSettings(
    Instant start,
    Duration length,
    int lines,
    double casesPerSecond,
    double medianMillis,
    double sigma,
    double loss,
    double faults) {
  /** At most so many lines, and so many cases per line and second. */
  public static final int MAX_LINES = 10_000;

  public PlantSettings {
    if (lines < 1 || lines > MAX_LINES || casesPerSecond <= 0 || medianMillis <= 0 || sigma < 0) {
      throw new IllegalArgumentException("lines, their pace and their delays must be positive");
    }
    if (loss < 0 || loss >= 1 || faults < 0 || faults > 1) {
      throw new IllegalArgumentException("loss and faults are shares: " + loss + ", " + faults);
    }
    if (length.isNegative() || length.isZero() || length.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("a plant runs for up to a day, not " + length);
    }
  }

  /**
   * The difficulty that results are stated for: more than 20 cases open at a time on average, 75 %,
   * 37.5 % and 50 % of cases with a reaction, delays with a heavy tail (one in a thousand is 40
   * times the median), 1 % of exchanges lost.
   */
  public static PlantSettings standard(Duration length) {
    return new PlantSettings(
        Instant.parse("2026-03-02T08:00:00Z"), length, 150, 1.1, 60, 1.2, 0.01, 0);
  }

  public PlantSettings withFaults(double share) {
    return new PlantSettings(
        start, length, lines, casesPerSecond, medianMillis, sigma, loss, share);
  }

  public PlantSettings withLoss(double share) {
    return new PlantSettings(
        start, length, lines, casesPerSecond, medianMillis, sigma, share, faults);
  }

  public PlantSettings withPace(int count, double perSecond) {
    return new PlantSettings(start, length, count, perSecond, medianMillis, sigma, loss, faults);
  }
}
