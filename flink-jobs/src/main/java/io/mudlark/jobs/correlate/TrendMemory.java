package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import java.util.List;

/**
 * What is kept of a device while a trend may come of it.
 *
 * @param signs what was noticed within the time that a pattern may take, in the order of time
 * @param open alerts that people were told of and that go on
 * @param over up to when signs have been used up, by pattern
 */
public record TrendMemory(List<Sign> signs, List<Alert> open, List<Used> over) {
  static final TrendMemory NONE = new TrendMemory(List.of(), List.of(), List.of());

  /**
   * Signs of a pattern that people were told of; they count no more.
   *
   * @param pattern which
   * @param untilMillis time of the last of these signs, milliseconds since the Unix epoch
   */
  public record Used(Alert.Pattern pattern, long untilMillis) {}

  public TrendMemory {
    signs = List.copyOf(signs);
    open = List.copyOf(open);
    over = List.copyOf(over);
  }

  boolean isOpen(Alert.Pattern pattern) {
    return open.stream().anyMatch(alert -> alert.pattern() == pattern);
  }

  /** The signs that a pattern has not used up. */
  List<Sign> signsFor(Alert.Pattern pattern) {
    long after =
        over.stream()
            .filter(used -> used.pattern() == pattern)
            .mapToLong(Used::untilMillis)
            .max()
            .orElse(Long.MIN_VALUE);
    return signs.stream().filter(sign -> sign.timeMillis() > after).toList();
  }
}
