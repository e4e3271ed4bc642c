package io.mudlark.generator.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimelineTest {
  @Test
  void events_happen_in_the_order_of_their_moments_then_of_their_scheduling() {
    Timeline timeline = new Timeline();
    List<long[]> happened = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      long ordinal = i;
      timeline.at(random.nextInt(100), now -> happened.add(new long[] {now, ordinal}));
    }

    timeline.runUntil(1_000);

    assertThat(happened).hasSize(10_000);
    for (int i = 1; i < happened.size(); i++) {
      long[] one = happened.get(i - 1);
      long[] two = happened.get(i);
      assertThat(one[0] < two[0] || (one[0] == two[0] && one[1] < two[1])).isTrue();
    }
  }

  @Test
  void what_is_at_the_end_or_later_never_happens() {
    Timeline timeline = new Timeline();
    List<Long> happened = new ArrayList<>();
    timeline.at(9, happened::add);
    timeline.at(10, happened::add);

    timeline.runUntil(10);

    assertThat(happened).containsExactly(9L);
  }

  @Test
  void the_past_cannot_be_scheduled() {
    Timeline timeline = new Timeline();
    timeline.at(5, now -> timeline.at(4, then -> {}));

    assertThatThrownBy(() -> timeline.runUntil(10)).hasMessage("an event at 4 ns is before now, 5");
  }

  @Test
  void more_events_than_the_limit_are_refused() {
    Timeline timeline = new Timeline();
    Event nothing = now -> {};
    for (int i = 0; i < Timeline.MAX_WAITING; i++) {
      timeline.at(i, nothing);
    }

    assertThatThrownBy(() -> timeline.at(0, nothing))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("more than 4000000 events wait");
  }

  @Test
  void chance_is_the_published_splitmix64() {
    // First outputs of Vigna's splitmix64.c for seed 1234567.
    Chance chance = new Chance(1_234_567);

    assertThat(Long.toUnsignedString(chance.nextLong())).isEqualTo("6457827717110365317");
    assertThat(Long.toUnsignedString(chance.nextLong())).isEqualTo("3203168211198807973");
  }

  @Test
  void chance_stays_within_its_bounds() {
    Chance chance = Chance.named(1, "bounds");
    for (int i = 0; i < 100_000; i++) {
      assertThat(chance.below(7)).isBetween(0, 6);
      assertThat(chance.around(1_000, 20)).isBetween(800L, 1_200L);
    }
  }
}
