package io.mudlark.process.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
    ReplayAutomaton automaton = new ReplayAutomaton(wide, 3);
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
  void exact_replay_keeps_every_choice_open_where_token_replay_commits_itself() throws IOException {
    PetriNet nested = net("*( +( *( 'a', tau ), 'b', 'c' ), tau )");
    List<String> run = List.of("b", "a", "c", "a", "a", "b", "c");
    assertThat(new CaseReplay(nested).accepts(run)).isTrue();
    assertThat(new AlignmentSearch(nested).align(run).deviations()).isZero();
    assertThat(new TokenReplay(nested).replay(run).fits()).isFalse();
    assertThat(new CaseReplay(nested).accepts(List.of("b", "a"))).isFalse();
  }

  @Test
  void exact_replay_says_what_may_come_and_stops_when_there_is_no_room() throws IOException {
    CaseReplay replay = new CaseReplay(net("->( 'a', X( tau, 'b' ), 'c' )"), 2);
    int afterA = replay.next(replay.start(), replay.activityId("a"));
    assertThat(replay.expected(afterA)).containsExactly("b", "c");
    assertThat(replay.next(afterA, replay.activityId("a"))).isEqualTo(CaseReplay.WRONG);
    assertThat(replay.next(afterA, replay.activityId("b"))).isEqualTo(CaseReplay.OVERFLOW);
    assertThat(replay.states()).isEqualTo(2);
  }
}
