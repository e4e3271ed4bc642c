package io.mudlark.process.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CaseInferenceTest {
  private static final long MILLI = 1_000_000L;

  private static Step step(String id, String activity, String sender, String receiver, long ms) {
    return new Step(id, activity, sender, receiver, ms * MILLI);
  }

  /** A sensor reports now and then; the valve is told about 50 ms later, and answers. */
  private static List<Step> plant() {
    List<Step> steps = new ArrayList<>();
    Random random = new Random(3);
    long now = 0;
    for (int i = 0; i < 200; i++) {
      now += 200 + random.nextInt(4_000);
      long told = now + 40 + random.nextInt(20);
      steps.add(step("r" + i, "report", "sensor", "broker", now));
      steps.add(step("n" + i, "noise", "clock", "broker", now + random.nextInt(2_000)));
      steps.add(step("o" + i, "order", "broker", "valve", told));
      steps.add(step("a" + i, "answer", "valve", "broker", told + 10 + random.nextInt(30)));
    }
    steps.sort(java.util.Comparator.comparingLong(Step::nanos));
    return steps;
  }

  @Test
  void a_cause_is_who_told_the_sender_and_came_at_no_accidental_distance() {
    LinkGraph graph = LinkLearner.learn(plant());
    assertThat(graph.sorted().stream().map(link -> link.cause() + ">" + link.effect()))
        .containsExactly("order>answer", "report>order");
    assertThat(graph.to("report")).isNull();
  }

  @Test
  void messages_of_a_case_get_the_name_of_the_message_that_began_it() {
    CaseInference inference = new CaseInference(LinkLearner.learn(plant()));
    CaseInference.Assignment report = inference.assign(step("x", "report", "sensor", "broker", 0));
    CaseInference.Assignment order = inference.assign(step("y", "order", "broker", "valve", 50));
    CaseInference.Assignment answer = inference.assign(step("z", "answer", "valve", "broker", 70));
    assertThat(report.caseId()).isEqualTo("~x");
    assertThat(order.caseId()).isEqualTo("~x");
    assertThat(answer.caseId()).isEqualTo("~x");
    assertThat(answer.confidence()).isGreaterThan(0.9);
    assertThat(answer.delayNanos()).isEqualTo(20 * MILLI);
  }

  @Test
  void two_equally_likely_causes_halve_the_confidence() {
    CaseInference inference = new CaseInference(LinkLearner.learn(plant()));
    inference.assign(step("x1", "report", "sensor", "broker", 0));
    inference.assign(step("x2", "report", "sensor", "broker", 0));
    assertThat(inference.assign(step("y", "order", "broker", "valve", 50)).confidence())
        .isCloseTo(0.5, within(0.05));
  }

  @Test
  void waiting_messages_are_bounded_and_those_forgotten_are_counted() {
    CaseInference inference = new CaseInference(LinkLearner.learn(plant()));
    for (int i = 0; i < CaseInference.MAX_OPEN + 7; i++) {
      inference.assign(step("x" + i, "report", "sensor", "broker", 1));
    }
    assertThat(inference.forgotten()).isEqualTo(7);
  }

  @Test
  void scores_count_pairs_of_events() {
    PairwiseScore score =
        PairwiseScore.of(List.of("a", "a", "a", "b"), List.of("1", "1", "2", "2"));
    assertThat(score.precision()).isCloseTo(0.5, within(1e-9));
    assertThat(score.recall()).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(score.f1()).isCloseTo(0.4, within(1e-9));
  }
}
