package io.mudlark.process.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudlark.process.discover.PairTimes.Pair;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.LogEvent;
import io.mudlark.process.log.Trace;
import io.mudlark.process.log.VariantLog;
import io.mudlark.process.model.PetriNet;
import io.mudlark.process.model.ProcessTreeReader;
import io.mudlark.process.model.TreeToNet;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConformanceTest {
  private static PetriNet net(String tree) throws IOException {
    return TreeToNet.convert(ProcessTreeReader.parse(tree));
  }

  @Test
  void classic_replay_passes_an_unknown_activity_and_we_say_so_apart() throws IOException {
    ReplayCounts counts =
        new TokenReplay(net("->( 'a', 'b' )")).replay(List.of("a", "intruder", "b"));
    assertThat(counts.fits()).isTrue();
    assertThat(counts.fitness()).isEqualTo(1.0);
    assertThat(counts.conforms()).isFalse();
    assertThat(counts.unknown()).isEqualTo(1);
  }

  @Test
  void a_skipped_step_is_a_missing_and_a_remaining_token() throws IOException {
    ReplayCounts counts = new TokenReplay(net("->( 'a', 'b', 'c' )")).replay(List.of("a", "c"));
    assertThat(counts).isEqualTo(new ReplayCounts(1, 3, 1, 3, 0));
    assertThat(counts.fitness()).isCloseTo(2.0 / 3, within(1e-12));
  }

  @Test
  void an_alignment_names_what_was_skipped_and_what_was_added() throws IOException {
    Alignment alignment =
        new AlignmentSearch(net("->( 'a', X( tau, 'x' ), 'b', 'c' )"))
            .align(List.of("a", "z", "c"));
    assertThat(alignment.cost()).isEqualTo(20_001);
    assertThat(alignment.moves())
        .containsExactlyInAnyOrder(
            new Alignment.Move(Alignment.Kind.SYNCHRONOUS, "a"),
            new Alignment.Move(Alignment.Kind.LOG_ONLY, "z"),
            new Alignment.Move(Alignment.Kind.SILENT, null),
            new Alignment.Move(Alignment.Kind.MODEL_ONLY, "b"),
            new Alignment.Move(Alignment.Kind.SYNCHRONOUS, "c"));
  }

  @Test
  void a_search_at_its_limit_says_not_computed() throws IOException {
    PetriNet wide = net("+( 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h' )");
    Alignment alignment = new AlignmentSearch(wide, 20).align(List.of("x", "y", "z"));
    assertThat(alignment.status()).isEqualTo(Alignment.Status.NOT_COMPUTED);
    assertThat(alignment.isComputed()).isFalse();
  }

  @Test
  void too_many_markings_overflow_instead_of_growing() throws IOException {
    PetriNet wide = net("+( 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h' )");
    ReplayAutomaton automaton = new ReplayAutomaton(wide, 3, true);
    int state = automaton.start();
    for (String step : List.of("a", "b", "c")) {
      if (state != ReplayAutomaton.OVERFLOW) {
        state = automaton.step(state, automaton.activityId(step)).next();
      }
    }
    assertThat(state).isEqualTo(ReplayAutomaton.OVERFLOW);
    assertThat(automaton.states()).isEqualTo(3);
  }

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
}
