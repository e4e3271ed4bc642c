package io.mudlark.cluster.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.cluster.characterize.Characterizer;
import io.mudlark.cluster.evolve.EvolutionConfig;
import io.mudlark.cluster.evolve.EvolutionState;
import io.mudlark.cluster.evolve.EvolutionTracker;
import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.cluster.testing.Rows;
import io.mudlark.cluster.testing.Summaries;
import io.mudlark.cluster.testing.Windows;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.Episode;
import io.mudlark.mrt.Evolution;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.site.DeviceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Flink's harness declares that close() may throw any Exception
class EvolutionFunctionTest {
  private static final List<Characterization> WINDOWS =
      Stream.concat(
              Stream.of(
                  Summaries.window(0).cluster(10, 0, 0).noise(2).build(),
                  Summaries.window(1).cluster(12, 0.1, 0).build(),
                  Summaries.window(2)
                      .cluster(900, 9, 9)
                      .cluster(10, 0.1, 0)
                      .kind(TrafficKind.PORT_SCAN_INBOUND)
                      .build(),
                  Summaries.window(3).build(),
                  Summaries.window(4).build()),
              IntStream.range(5, 16).mapToObj(EvolutionFunctionTest::beacon))
          .toList();

  private static Characterization beacon(int window) {
    long start = Windows.span(window).startMillis() * 1_000_000L;
    List<FlowRow> rows = new ArrayList<>();
    for (int call = 0; call < 3; call++) {
      rows.add(Rows.session("192.0.2.77", 8443, call, start + call * 100_000_000_000L));
    }
    return Characterizer.standard().characterize(Windows.window(window, rows));
  }

  @Test
  void the_windows_of_these_tests_hold_a_scan_and_a_beacon() {
    assertThat(
            expected().stream()
                .filter(it -> it.episode().phase() == Episode.Phase.OPENED)
                .map(it -> it.episode().signature().key()))
        .containsExactly("port-scan-inbound/tcp", "beacon/tcp/8443");
  }

  @Test
  void follows_a_device_as_the_tracker_does() throws Exception {
    try (var harness = harness()) {
      harness.open();
      for (Characterization window : WINDOWS) {
        send(harness, window);
      }
      assertThat(harness.extractOutputValues()).isEqualTo(expected());
    }
  }

  @Test
  void goes_on_after_a_restore_between_any_two_windows() throws Exception {
    for (int cut = 1; cut < WINDOWS.size(); cut++) {
      OperatorSubtaskState snapshot;
      List<Evolution> evolutions = new ArrayList<>();
      try (var harness = harness()) {
        harness.open();
        for (Characterization window : WINDOWS.subList(0, cut)) {
          send(harness, window);
        }
        snapshot = harness.snapshot(1, 1);
        evolutions.addAll(harness.extractOutputValues());
      }
      try (var harness = harness()) {
        harness.initializeState(snapshot);
        harness.open();
        for (Characterization window : WINDOWS.subList(cut, WINDOWS.size())) {
          send(harness, window);
        }
        evolutions.addAll(harness.extractOutputValues());
      }
      assertThat(evolutions).isEqualTo(expected());
    }
  }

  @Test
  void forgets_a_device_that_is_silent_for_longer_than_the_time_to_live() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.setStateTtlProcessingTime(0);
      send(harness, WINDOWS.get(0));
      harness.setStateTtlProcessingTime(Duration.ofDays(8).toMillis());
      send(harness, WINDOWS.get(1));
      assertThat(harness.extractOutputValues().get(1).previous()).isNull();
    }
  }

  private static List<Evolution> expected() {
    List<Evolution> evolutions = new ArrayList<>();
    EvolutionState state = EvolutionState.INITIAL;
    EvolutionTracker tracker = new EvolutionTracker(EvolutionConfig.DEFAULT);
    for (Characterization window : WINDOWS) {
      EvolutionTracker.Step step = tracker.next(state, window);
      state = step.state();
      evolutions.add(step.evolution());
    }
    return evolutions;
  }

  private static void send(
      KeyedOneInputStreamOperatorTestHarness<DeviceId, Characterization, Evolution> to,
      Characterization window)
      throws Exception {
    to.processElement(window, window.window().endMillis() - 1);
  }

  private static KeyedOneInputStreamOperatorTestHarness<DeviceId, Characterization, Evolution>
      harness() throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(
            new EvolutionFunction(EvolutionConfig.DEFAULT, Duration.ofDays(7))),
        Characterization::device,
        ModelTypes.DEVICE_ID);
  }
}
