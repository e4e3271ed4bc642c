package io.mudlark.process.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SpaceSavingProperties {
  @Property(tries = 300)
  void counts_are_never_too_low_and_at_most_the_bound_too_high(
      @ForAll @Size(max = 300) List<@IntRange(min = 0, max = 30) Integer> keys,
      @ForAll @IntRange(min = 1, max = 20) int capacity) {
    SpaceSaving<Integer> table = new SpaceSaving<>(capacity);
    Map<Integer, Long> truth = new HashMap<>();
    for (Integer key : keys) {
      table.add(key);
      truth.merge(key, 1L, Long::sum);
    }
    assertThat(table.entries()).hasSizeLessThanOrEqualTo(capacity);
    for (SpaceSaving.Entry<Integer> entry : table.entries()) {
      long exact = truth.getOrDefault(entry.key(), 0L);
      assertThat(entry.count()).isBetween(exact, exact + table.errorBound());
      assertThat(entry.count() - entry.error()).isLessThanOrEqualTo(exact);
    }
    truth.forEach(
        (key, count) -> {
          if (count > keys.size() / capacity) {
            assertThat(table.count(key)).isGreaterThanOrEqualTo(count);
          }
        });
  }
}
