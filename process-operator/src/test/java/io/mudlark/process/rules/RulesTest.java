package io.mudlark.process.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudlark.process.discover.PairTimes.Pair;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.LogEvent;
import io.mudlark.process.log.Trace;
import io.mudlark.process.log.VariantLog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RulesTest {
  @Test
  void support_counts_cases_not_occurrences() {
    EventLog log = new EventLog(List.of(Trace.of("1", "a", "a", "b"), Trace.of("2", "a", "b")));
    Pair rule = new Pair("a", "b");
    VariantLog variants = VariantLog.of(log);
    assertThat(SkeletonLearner.learn(variants, 0).alwaysAfter()).contains(rule);
    assertThat(
            SkeletonLearner.learn(variants, 0, SkeletonLearner.Support.PER_OCCURRENCE)
                .alwaysAfter())
        .doesNotContain(rule);
  }

  @Test
  void a_pair_that_always_took_the_same_time_needs_the_floor() {
    EventLog log = new EventLog(List.of(timed(1_000_000), timed(1_000_000), timed(1_000_000)));
    TemporalProfile profile = TemporalProfile.learn(log);
    assertThat(profile.check(timed(1_000_001), 6, 0)).hasSize(1);
    assertThat(profile.check(timed(1_000_001), 6, 0.001)).isEmpty();
    List<TemporalProfile.Deviation> late = profile.check(timed(9_000_000), 6, 0.001);
    assertThat(late).hasSize(1);
    assertThat(late.get(0).score()).isCloseTo(8, within(1e-9));
  }

  private static Trace timed(long nanos) {
    return new Trace("t", List.of(LogEvent.at("a", 0), LogEvent.at("b", nanos)));
  }

  @Test
  void moments_of_two_halves_merge_to_those_of_the_whole() {
    TemporalProfile.Moments all = TemporalProfile.Moments.NONE;
    TemporalProfile.Moments one = TemporalProfile.Moments.NONE;
    TemporalProfile.Moments other = TemporalProfile.Moments.NONE;
    for (int i = 0; i < 100; i++) {
      double value = Math.sin(i) * 1e6;
      all = all.with(value);
      one = i < 30 ? one.with(value) : one;
      other = i < 30 ? other : other.with(value);
    }
    TemporalProfile.Moments merged = one.merge(other);
    assertThat(merged.count()).isEqualTo(100);
    assertThat(merged.mean()).isCloseTo(all.mean(), within(1e-6));
    assertThat(merged.deviation()).isCloseTo(all.deviation(), within(1e-6));
    assertThat(TemporalProfile.Moments.NONE.merge(one)).isEqualTo(one);
  }

  @Test
  void what_comes_on_both_sides_of_a_step_may_come_right_behind_it() {
    VariantLog log =
        VariantLog.of(Map.of(List.of("a", "b", "c", "d"), 5L, List.of("c", "a", "b", "d"), 5L));
    Interleaving seen = Interleaving.of(log);
    assertThat(seen.mayComeBetween(new Pair("a", "b"))).isTrue();
    assertThat(seen.mayComeBetween(new Pair("b", "d"))).isTrue();
    assertThat(seen.mayComeBetween(new Pair("c", "d"))).isTrue();
    assertThat(seen.inEitherOrder(new Pair("a", "c"))).isTrue();
    assertThat(seen.inEitherOrder(new Pair("a", "b"))).isFalse();
    assertThat(seen.inEitherOrder(new Pair("a", "d"))).isFalse();
  }
}
