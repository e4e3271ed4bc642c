package io.mudlark.process.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.process.conform.CaseReplay;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnseenStepTest {
  private static final PetriNet NET =
      TreeToNet.convert(
          ProcessTree.sequence(
              ProcessTree.step("a"),
              ProcessTree.step("b"),
              ProcessTree.step("c"),
              ProcessTree.step("d")));

  private static boolean accepts(Set<String> forgiven, String... steps) {
    return new CaseReplay(UnseenStep.forgive(NET, forgiven)).accepts(List.of(steps));
  }

  @Test
  void one_of_the_given_steps_may_be_missing_and_no_more() {
    Set<String> forgiven = Set.of("b", "c");
    assertThat(accepts(forgiven, "a", "b", "c", "d")).isTrue();
    assertThat(accepts(forgiven, "a", "c", "d")).isTrue();
    assertThat(accepts(forgiven, "a", "b", "d")).isTrue();
    assertThat(accepts(forgiven, "a", "d")).isFalse();
    assertThat(accepts(forgiven, "b", "c", "d")).isFalse();
    assertThat(accepts(forgiven, "a", "c", "b", "d")).isFalse();
    assertThat(accepts(Set.of(), "a", "c", "d")).isFalse();
  }

  @Test
  void what_is_expected_is_what_a_whole_case_would_do() {
    CaseReplay replay = new CaseReplay(UnseenStep.forgive(NET, Set.of("b")));
    int afterA = replay.next(replay.start(), replay.activityId("a"));
    assertThat(replay.expected(afterA)).containsExactly("b");
  }
}
