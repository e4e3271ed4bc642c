package io.mudlark.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.generator.scenario.Scenario;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SuiteTest {
  @Test
  void every_shipped_scenario_can_be_read_and_quiet_has_no_attack() throws Exception {
    for (String name : Suite.SHIPPED) {
      Scenario scenario = Suite.scenario(name);
      assertThat(scenario.name()).isEqualTo(name);
      assertThat(scenario.attacks().isEmpty()).isEqualTo(name.equals("quiet"));
    }
  }

  @Test
  void seeds_move_attacks_by_less_than_a_minute_and_always_alike() throws Exception {
    Scenario scenario = Suite.scenario("scans");
    Scenario shifted = Suite.shifted(scenario, 7);
    assertThat(shifted).isEqualTo(Suite.shifted(scenario, 7)).isNotEqualTo(scenario);
    for (int i = 0; i < scenario.attacks().size(); i++) {
      long later =
          shifted.attacks().get(i).after().minus(scenario.attacks().get(i).after()).toMillis();
      assertThat(later).isBetween(0L, 59_999L);
    }
  }

  @Test
  void a_family_has_one_protocol_and_service_whatever_the_flags() {
    assertThat(TrueAttack.family("xmas-scan")).isEqualTo("tcp-scan");
    assertThat(TrueAttack.family("horizontal-scan")).isEqualTo("horizontal-scan");
    assertThat(TrueAttack.family("ack-flood")).isEqualTo("tcp-flood");
    assertThat(TrueAttack.family("udp-flood")).isEqualTo("udp-flood");
    assertThat(TrueAttack.family("ntp-reflection")).isEqualTo("ntp-reflection");
    assertThat(TrueAttack.family("process-omitted-step")).isEqualTo("process");
  }

  @Test
  void an_estimate_holds_its_value_and_repeats() {
    List<Double> seeds = DoubleStream.of(0.8, 0.9, 1.0, 0.7, 0.95).boxed().toList();
    Estimate estimate = Estimate.of(seeds, SuiteTest::mean);
    assertThat(estimate).isEqualTo(Estimate.of(seeds, SuiteTest::mean));
    assertThat(estimate.value()).isEqualTo(mean(seeds));
    assertThat(estimate.low()).isBetween(0.7, estimate.value());
    assertThat(estimate.high()).isBetween(estimate.value(), 1.0);
    assertThat(Estimate.of(seeds.subList(0, 1), SuiteTest::mean).low()).isNaN();
  }

  @Test
  void measures_are_the_usual_ones_and_say_when_there_is_nothing_to_measure() {
    Counts counts = new Counts(3, 1, 6, 2);
    assertThat(counts.recall()).isEqualTo(0.75);
    assertThat(counts.precision()).isEqualTo(0.75);
    assertThat(counts.f1()).isEqualTo(0.75);
    assertThat(new Counts(0, 4, 0, 0).f1()).isZero();
    assertThat(Counts.NONE.f1()).isNaN();
    assertThat(new AttackScore(2, 3, List.of(9.0, 1.0)).medianDelay()).isEqualTo(5);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
  }
}
