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

  static Scores scores(long seed, int seconds, boolean infer) {
    FlowMapping mapping = FlowMapping.standard(Set.of());
    PlantSettings settings = PlantSettings.standard(Duration.ofSeconds(seconds));
    PlantTraffic benign = ProcessPlant.run(settings, seed);
    ConformanceLearner.Learned learned =
        new Lesson(mapping, ConformanceLearner.Settings.DEFAULT)
            .learn("seed" + seed, exchanges(benign), infer);
    if (Boolean.getBoolean("show")) {
      System.err.println(
          learned.noise()
              + " "
              + learned.flagged()
              + " forgiven "
              + learned.model().forgiven().size()
              + " zeta "
              + learned.model().zeta()
              + " open "
              + benign.meanOpenCases());
    }
    PlantTraffic test = ProcessPlant.run(settings.withFaults(0.05), 1_000 + seed);
    Scores scores =
        new Evaluation(learned.model(), mapping, infer)
            .run(Lesson.ordered(exchanges(test)), truth(test));
    if (Boolean.getBoolean("show")) {
      for (String label : scores.labels()) {
        Scores.Kind kind = Objects.requireNonNull(scores.kind(label));
        StringBuilder line = new StringBuilder();
        for (Check check : Check.values()) {
          line.append(' ').append(check).append('=').append(kind.flagged(check));
        }
        System.err.printf(
            "%s %d/%d %.4f median %d ms %s%n",
            label,
            kind.flagged(),
            kind.cases(),
            kind.share(),
            kind.medianDelayNanos() / 1_000_000,
            line);
      }
    }
    return scores;
  }

  @Test
  void faults_are_found_and_benign_cases_are_left_alone() {
    Scores scores = scores(1, 120, false);
    assertThat(scores.recall()).isGreaterThanOrEqualTo(0.95);
    assertThat(scores.falseAlarmsPerThousand()).isLessThanOrEqualTo(10);
  }
}
