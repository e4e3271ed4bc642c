package io.mudlark.process.infer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.generator.process.PlantSettings;
import io.mudlark.generator.process.ProcessPlant;
import io.mudlark.process.mqtt.FlowMapping;
import io.mudlark.process.mqtt.FlowRowReader;
import io.mudlark.process.mqtt.MqttExchange;
import io.mudlark.process.testing.SharedData;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InferenceQualityTest {
  private static List<MqttExchange> plant(PlantSettings settings, long seed) {
    return ProcessPlant.run(settings, seed).exchanges().stream()
        .map(flow -> Objects.requireNonNull(MqttExchange.of(flow)))
        .toList();
  }

  private static PairwiseScore score(
      List<MqttExchange> training, List<MqttExchange> test, FlowMapping mapping) {
    LinkGraph graph = LinkLearner.learn(steps(training, mapping));
    List<MqttExchange> ordered = sorted(test);
    List<String> truth = ordered.stream().map(e -> e.message().correlation()).toList();
    List<String> inferred =
        new CaseInference(graph)
            .assignAll(ordered.stream().map(mapping::step).toList()).stream()
                .map(CaseInference.Assignment::caseId)
                .toList();
    return PairwiseScore.of(truth, inferred);
  }

  private static List<MqttExchange> sorted(List<MqttExchange> exchanges) {
    List<MqttExchange> sorted = new ArrayList<>(exchanges);
    sorted.removeIf(e -> !e.isCaseEvent());
    sorted.sort(
        Comparator.comparingLong((MqttExchange e) -> e.start().nanos())
            .thenComparing(MqttExchange::id));
    return sorted;
  }

  private static List<Step> steps(List<MqttExchange> exchanges, FlowMapping mapping) {
    return sorted(exchanges).stream().map(mapping::step).toList();
  }

  @Test
  void finds_the_cases_of_a_busy_plant_without_their_names() {
    PlantSettings settings = PlantSettings.standard(Duration.ofMinutes(2));
    PairwiseScore score =
        score(plant(settings, 1), plant(settings, 101), FlowMapping.standard(Set.of()));
    assertThat(score.f1()).as(score.toString()).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void finds_the_cases_of_missions_benign_traffic_with_their_names_hidden() throws IOException {
    List<MqttExchange> rows =
        sorted(new FlowRowReader().read(SharedData.file("golden/mission/benign-flows.csv")));
    int half = rows.size() / 2;
    PairwiseScore score =
        score(
            rows.subList(0, half),
            rows.subList(half, rows.size()),
            FlowMapping.standard(SharedData.BROKERS));
    assertThat(score.f1()).as(score.toString()).isGreaterThanOrEqualTo(0.9);
  }
}
