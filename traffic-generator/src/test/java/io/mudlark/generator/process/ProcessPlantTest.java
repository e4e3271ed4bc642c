package io.mudlark.generator.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.application.MqttFacet;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProcessPlantTest {
  private static final PlantSettings MINUTE = PlantSettings.standard(Duration.ofMinutes(1));

  private static String topic(FlowRecord flow) {
    return ((MqttFacet) Objects.requireNonNull(flow.application())).topic();
  }

  @Test
  void the_same_seed_gives_the_same_records_and_another_seed_others() {
    assertThat(ProcessPlant.run(MINUTE, 4)).isEqualTo(ProcessPlant.run(MINUTE, 4));
    assertThat(ProcessPlant.run(MINUTE, 5)).isNotEqualTo(ProcessPlant.run(MINUTE, 4));
  }

  @Test
  void the_standard_plant_is_as_hard_as_it_says() {
    PlantTraffic traffic = ProcessPlant.run(MINUTE.withLoss(0), 1);
    assertThat(traffic.meanOpenCases()).isGreaterThan(20);
    Map<String, Long> messages =
        traffic.exchanges().stream()
            .map(flow -> topic(flow).replaceFirst("line[0-9]+", "line"))
            .collect(Collectors.groupingBy(topic -> topic, Collectors.counting()));
    long temperature = Objects.requireNonNull(messages.get("plant/line/temperature"));
    long humidity = Objects.requireNonNull(messages.get("plant/line/humidity"));
    long third = Objects.requireNonNull(messages.get("plant/line-actuator2/set"));
    long second = Objects.requireNonNull(messages.get("plant/line-actuator1/set"));
    assertThat((double) third / humidity).isBetween(0.34, 0.41);
    assertThat((double) (second - third) / temperature).isBetween(0.72, 0.78);
  }

  @Test
  void about_one_exchange_in_a_hundred_goes_unseen() {
    PlantTraffic traffic = ProcessPlant.run(MINUTE, 2);
    double all = traffic.exchanges().size() + traffic.lost();
    assertThat(traffic.lost() / all).isBetween(0.007, 0.013);
    assertThat(traffic.caseOf()).hasSameSizeAs(traffic.exchanges());
    assertThat(traffic.exchanges())
        .isSortedAccordingTo(
            Comparator.comparingLong(FlowRecord::endNanos).thenComparing(FlowRecord::id));
  }

  @Test
  void every_fault_happens_about_equally_often() {
    PlantTraffic traffic = ProcessPlant.run(MINUTE.withFaults(0.2), 3);
    Map<PlantFault, Long> faults =
        traffic.cases().values().stream()
            .filter(it -> it.fault() != null)
            .collect(
                Collectors.groupingBy(
                    it -> Objects.requireNonNull(it.fault()), Collectors.counting()));
    assertThat(faults).hasSize(PlantFault.values().length);
    assertThat(List.copyOf(faults.values())).allSatisfy(n -> assertThat(n).isGreaterThan(100L));
  }
}
