package io.mudlark.process.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.generator.process.PlantCase;
import io.mudlark.generator.process.PlantFault;
import io.mudlark.generator.process.PlantSettings;
import io.mudlark.generator.process.PlantTraffic;
import io.mudlark.generator.process.ProcessPlant;
import io.mudlark.process.live.Check;
import io.mudlark.process.live.ConformanceLearner;
import io.mudlark.process.mqtt.FlowMapping;
import io.mudlark.process.mqtt.MqttExchange;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DetectionTest {
  static List<MqttExchange> exchanges(PlantTraffic traffic) {
    return traffic.exchanges().stream()
        .map(flow -> Objects.requireNonNull(MqttExchange.of(flow)))
        .toList();
  }

  static Map<String, Truth> truth(PlantTraffic traffic) {
    Map<String, Truth> truth = new HashMap<>();
    traffic
        .caseOf()
        .forEach(
            (id, caseId) -> {
              PlantCase it = Objects.requireNonNull(traffic.cases().get(caseId));
              PlantFault fault = it.fault();
              truth.put(
                  id.toString(),
                  new Truth(caseId, fault == null ? "" : fault.text(), it.faultNanos()));
            });
    return truth;
  }

  /** Forty lines instead of a hundred and fifty, all else as hard. */
  private static final PlantSettings SMALLER =
      PlantSettings.standard(Duration.ofSeconds(150)).withPace(40, 1.5);

  private static final FlowMapping MAPPING = FlowMapping.standard(Set.of());

  @Test
  void faults_are_found_and_benign_cases_are_left_alone() {
    PlantTraffic benign = ProcessPlant.run(SMALLER, 1);
    ConformanceLearner.Learned learned =
        new Lesson(MAPPING, ConformanceLearner.Settings.DEFAULT)
            .learn("seed 1", exchanges(benign), false);
    PlantTraffic test = ProcessPlant.run(SMALLER.withFaults(0.05), 1_001);
    Scores scores =
        new Evaluation(learned.model(), MAPPING, false)
            .run(Lesson.ordered(exchanges(test)), truth(test));
    assertThat(scores.labels()).hasSize(1 + PlantFault.values().length);
    assertThat(scores.recall()).isGreaterThanOrEqualTo(0.95);
    assertThat(scores.falseAlarmsPerThousand()).isLessThanOrEqualTo(10);
    Scores.Kind flood = Objects.requireNonNull(scores.kind(PlantFault.FLOOD.text()));
    assertThat(flood.flagged(Check.RATE)).isGreaterThan(9 * flood.cases() / 10);
    assertThat(flood.flagged(Check.REPLAY)).isZero();
    Scores.Kind repeated = Objects.requireNonNull(scores.kind(PlantFault.REPEATED_STEP.text()));
    assertThat(repeated.medianDelayNanos()).isBetween(0L, 1_000_000_000L);
  }
}
