package io.mudlark.cluster.flink;

import static io.mudlark.cluster.testing.Judgements.accepted;
import static io.mudlark.cluster.testing.Judgements.insideAnotherFlow;
import static io.mudlark.cluster.testing.Judgements.rejected;
import static io.mudlark.cluster.testing.Judgements.unprofiled;
import static io.mudlark.cluster.testing.Judgements.unresolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.cluster.characterize.CharacterizerConfig;
import io.mudlark.cluster.feature.Scaler;
import io.mudlark.flow.flink.InterruptibleKeyedProcessOperator;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.WindowTotals;
import io.mudlark.site.DeviceId;
import io.mudlark.stream.JudgedObservation;
import io.mudlark.stream.JudgedTurn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Flink's harness declares that close() may throw any Exception
class CharacterizeWindowsTest {
  private static final DeviceId PLUG = new DeviceId("lab", "plug");
  private static final DeviceId CAMERA = new DeviceId("lab", "camera");
  private static final long LENGTH = 60_000;
  private static final long W0 = 1_700_000_040_000L; // a multiple of a minute
  private static final WindowConfig CONFIG =
      new WindowConfig(Duration.ofMillis(LENGTH), 3, 1000, false, Duration.ofDays(1));

  @Test
  void closes_a_window_when_the_watermark_has_passed_it() throws Exception {
    try (var harness = opened(CONFIG)) {
      send(harness, rejected(PLUG, 23, W0 + 5_000));
      harness.processWatermark(W0 + LENGTH - 2);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processWatermark(W0 + LENGTH - 1);
      Characterization window = harness.extractOutputValues().get(0);
      assertThat(window.device()).isEqualTo(PLUG);
      assertThat(window.window().startMillis()).isEqualTo(W0);
      assertThat(window.window().endMillis()).isEqualTo(W0 + LENGTH);
      assertThat(window.window().ordinal()).isZero();
      assertThat(window.totals().rejected().flows()).isEqualTo(1);
      assertThat(window.noiseFlows()).isEqualTo(1);
    }
  }

  @Test
  void counts_every_fate_once_and_clusters_only_what_the_profile_rejects() throws Exception {
    try (var harness = opened(CONFIG)) {
      send(harness, accepted(PLUG, 1, W0));
      send(harness, accepted(PLUG, 2, W0));
      send(harness, unresolved(PLUG, 3, W0));
      send(harness, unprofiled(PLUG, 4, W0));
      send(harness, rejected(PLUG, 5, W0));
      harness.processWatermark(W0 + LENGTH);
      Characterization window = harness.extractOutputValues().get(0);
      WindowTotals totals = window.totals();
      assertThat(totals.accepted().flows()).isEqualTo(2);
      assertThat(totals.unresolved().flows()).isEqualTo(1);
      assertThat(totals.unprofiled().flows()).isEqualTo(1);
      assertThat(totals.rejected().flows()).isEqualTo(1);
      assertThat(totals.seen().flows()).isEqualTo(5);
      assertThat(totals.seen().octets()).isEqualTo(5 * 44);
      assertThat(window.fit().rows()).isEqualTo(1);
    }
  }

  @Test
  void an_exchange_inside_a_metered_flow_belongs_to_no_window() throws Exception {
    List<JudgedObservation> flows = List.of(rejected(PLUG, 5, W0), accepted(PLUG, 6, W0));
    List<JudgedObservation> withExchanges = new ArrayList<>(flows);
    withExchanges.add(insideAnotherFlow(rejected(PLUG, 5, W0 + 1)));
    withExchanges.add(insideAnotherFlow(accepted(CAMERA, 6, W0 + 5 * LENGTH)));
    assertThat(run(withExchanges)).isEqualTo(run(flows)).hasSize(1);
  }

  @Test
  void clusters_unresolved_flows_when_told_to() throws Exception {
    WindowConfig config =
        new WindowConfig(Duration.ofMillis(LENGTH), 3, 1000, true, Duration.ofDays(1));
    try (var harness = opened(config)) {
      send(harness, unresolved(PLUG, 3, W0));
      harness.processWatermark(W0 + LENGTH);
      WindowTotals totals = harness.extractOutputValues().get(0).totals();
      assertThat(totals.rejected().flows()).isEqualTo(1);
      assertThat(totals.unresolved().flows()).isZero();
    }
  }

  @Test
  void emits_empty_windows_until_the_device_is_dormant_and_skips_to_its_return() throws Exception {
    try (var harness = opened(CONFIG)) {
      send(harness, rejected(PLUG, 23, W0));
      harness.processWatermark(W0 + 10 * LENGTH);
      assertThat(ordinals(harness.extractOutputValues())).containsExactly(0L, 1L, 2L, 3L);
      assertThat(harness.extractOutputValues().subList(1, 4)).allMatch(Characterization::isEmpty);
      assertThat(harness.numEventTimeTimers()).isZero();
      send(harness, rejected(PLUG, 23, W0 + 20 * LENGTH));
      harness.processWatermark(W0 + 21 * LENGTH);
      assertThat(ordinals(harness.extractOutputValues())).containsExactly(0L, 1L, 2L, 3L, 20L);
      assertThat(harness.extractOutputValues()).noneMatch(Characterization::last);
    }
  }

  @Test
  void dormancy_does_not_depend_on_how_far_the_watermark_jumps() throws Exception {
    try (var harness = opened(CONFIG)) {
      send(harness, rejected(PLUG, 23, W0));
      send(harness, rejected(PLUG, 23, W0 + 20 * LENGTH));
      harness.processWatermark(W0 + 21 * LENGTH);
      assertThat(ordinals(harness.extractOutputValues())).containsExactly(0L, 1L, 2L, 3L, 20L);
    }
  }

  @Test
  void accepted_flows_keep_a_device_awake_and_take_no_rows() throws Exception {
    try (var harness = opened(CONFIG)) {
      for (int window = 0; window < 6; window++) {
        send(harness, accepted(PLUG, 443, W0 + window * LENGTH));
      }
      assertThat(harness.numKeyedStateEntries()).isEqualTo(2); // where it is, and the open totals
      harness.processWatermark(W0 + 6 * LENGTH - 1);
      assertThat(ordinals(harness.extractOutputValues())).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
      assertThat(harness.extractOutputValues()).allMatch(Characterization::isEmpty);
      assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
    }
  }

  @Test
  void stops_at_the_window_of_the_end_mark() throws Exception {
    try (var harness = opened(CONFIG)) {
      send(harness, rejected(PLUG, 23, W0));
      send(harness, JudgedObservation.end(PLUG, (W0 + 2 * LENGTH + 1) * 1_000_000));
      send(harness, JudgedObservation.end(CAMERA, W0 * 1_000_000));
      harness.processWatermark(Long.MAX_VALUE);
      List<Characterization> windows = harness.extractOutputValues();
      assertThat(ordinals(windows)).containsExactly(0L, 1L, 2L);
      assertThat(windows.stream().map(Characterization::last)).containsExactly(false, false, true);
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void an_end_mark_far_away_does_not_wake_a_dormant_device() throws Exception {
    try (var harness = opened(CONFIG)) {
      send(harness, rejected(PLUG, 23, W0));
      send(harness, JudgedObservation.end(PLUG, (W0 + 99 * LENGTH) * 1_000_000));
      harness.processWatermark(Long.MAX_VALUE);
      assertThat(ordinals(harness.extractOutputValues())).containsExactly(0L, 1L, 2L, 3L);
    }
  }

  @Test
  void the_latest_of_several_end_marks_counts() throws Exception {
    try (var harness = opened(CONFIG)) {
      send(harness, rejected(PLUG, 23, W0));
      send(harness, JudgedObservation.end(PLUG, (W0 + LENGTH) * 1_000_000));
      send(harness, JudgedObservation.end(PLUG, W0 * 1_000_000));
      harness.processWatermark(Long.MAX_VALUE);
      assertThat(ordinals(harness.extractOutputValues())).containsExactly(0L, 1L);
    }
  }

  @Test
  void sets_no_timer_at_the_final_watermark() throws Exception {
    try (var harness = opened(CONFIG)) {
      send(harness, rejected(PLUG, 23, W0));
      send(harness, accepted(PLUG, 443, W0 + 2 * LENGTH));
      harness.processWatermark(Long.MAX_VALUE);
      List<Characterization> windows = harness.extractOutputValues();
      assertThat(ordinals(windows)).containsExactly(0L, 1L, 2L);
      assertThat(windows.get(2).last()).isTrue();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void a_flow_that_opens_an_earlier_window_moves_the_first_sight() throws Exception {
    try (var harness = opened(CONFIG)) {
      send(harness, rejected(PLUG, 23, W0 + 2 * LENGTH));
      send(harness, rejected(PLUG, 24, W0));
      harness.processWatermark(W0 + 3 * LENGTH - 1);
      List<Characterization> windows = harness.extractOutputValues();
      assertThat(ordinals(windows)).containsExactly(0L, 1L, 2L);
      assertThat(windows.stream().map(window -> window.totals().rejected().flows()))
          .containsExactly(1L, 0L, 1L);
    }
  }

  @Test
  void sends_late_flows_to_the_side() throws Exception {
    try (var harness = opened(CONFIG)) {
      send(harness, rejected(PLUG, 23, W0));
      harness.processWatermark(W0 + LENGTH - 1);
      JudgedObservation late = rejected(PLUG, 24, W0 + LENGTH - 1);
      send(harness, late);
      send(harness, rejected(PLUG, 25, W0 + LENGTH));
      harness.processWatermark(W0 + 2 * LENGTH - 1);
      assertThat(harness.getSideOutput(CharacterizeWindows.LATE))
          .singleElement()
          .satisfies(record -> assertThat(record.getValue()).isEqualTo(late));
      assertThat(harness.extractOutputValues().get(1).totals().rejected().flows()).isEqualTo(1);
    }
  }

  @Test
  void gives_the_same_windows_whatever_the_order_of_arrival() throws Exception {
    List<JudgedObservation> flows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      flows.add(rejected(i % 3 == 0 ? CAMERA : PLUG, 1 + i * 37, W0 + i * 997L % (3 * LENGTH)));
    }
    List<Characterization> expected = run(flows);
    assertThat(expected).hasSize(6);
    Random random = new Random(7);
    for (int shuffle = 0; shuffle < 5; shuffle++) {
      Collections.shuffle(flows, random);
      assertThat(run(flows)).isEqualTo(expected);
    }
  }

  @Test
  void goes_on_after_a_restore_in_the_middle_of_a_window() throws Exception {
    List<JudgedObservation> flows = new ArrayList<>();
    for (int i = 0; i < 400; i++) { // several chunks in each window
      flows.add(rejected(PLUG, 100 + i, W0 + i * 300L));
    }
    OperatorSubtaskState snapshot;
    List<Characterization> windows = new ArrayList<>();
    try (var harness = opened(CONFIG)) {
      for (JudgedObservation flow : flows.subList(0, 300)) {
        send(harness, flow);
      }
      harness.processWatermark(W0 + LENGTH + 5_000);
      snapshot = harness.snapshot(1, 1);
      windows.addAll(harness.extractOutputValues());
    }
    try (var harness = harness(CONFIG)) {
      harness.initializeState(snapshot);
      harness.open();
      for (JudgedObservation flow : flows.subList(300, 400)) {
        send(harness, flow);
      }
      harness.processWatermark(Long.MAX_VALUE);
      windows.addAll(harness.extractOutputValues());
    }
    assertThat(windows).isEqualTo(run(flows));
  }

  @Test
  void keeps_a_sample_that_does_not_depend_on_the_order_when_rows_are_too_many() throws Exception {
    WindowConfig config =
        new WindowConfig(Duration.ofMillis(LENGTH), 3, 100, false, Duration.ofDays(1));
    List<JudgedObservation> flows = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      flows.add(rejected(PLUG, 1 + i, W0 + i));
    }
    Characterization first = run(config, flows).get(0);
    assertThat(first.totals().rejected().flows()).isEqualTo(1000);
    assertThat(first.fit().rows()).isBetween(30L, 100L);
    assertThat(first.shape().volume().flows()).isEqualTo(1000);
    assertThat(first.shape().kindFlows()).isEqualTo(1000);
    Collections.shuffle(flows, new Random(3));
    assertThat(run(config, flows).get(0)).isEqualTo(first);
  }

  @Test
  void quirk_8_windows_are_as_long_as_asked_for() throws Exception {
    List<JudgedObservation> flows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      flows.add(rejected(PLUG, 23, W0 + i * 1_000L));
    }
    for (long length : new long[] {7_000, 3_600_000}) {
      List<Characterization> windows =
          run(
              new WindowConfig(Duration.ofMillis(length), 3, 1000, false, CONFIG.timeToLive()),
              flows);
      assertThat(windows)
          .filteredOn(window -> !window.isEmpty())
          .hasSize(length == 7_000 ? 5 : 1)
          .allMatch(
              window -> window.window().endMillis() - window.window().startMillis() == length);
      assertThat(windows.stream().mapToLong(window -> window.totals().rejected().flows()).sum())
          .isEqualTo(30);
    }
  }

  @Test
  void runs_the_same_with_timers_that_can_be_interrupted() throws Exception {
    List<JudgedObservation> flows = List.of(rejected(PLUG, 23, W0), rejected(CAMERA, 23, W0));
    List<Characterization> windows;
    try (var harness = harness(new InterruptibleKeyedProcessOperator<>(function(CONFIG)))) {
      harness.open();
      for (JudgedObservation flow : flows) {
        send(harness, flow);
      }
      harness.processWatermark(Long.MAX_VALUE);
      windows = sorted(harness.extractOutputValues());
    }
    assertThat(windows).isEqualTo(run(flows));
  }

  private static List<Characterization> run(List<JudgedObservation> flows) throws Exception {
    return run(CONFIG, flows);
  }

  private static List<Characterization> run(WindowConfig config, List<JudgedObservation> flows)
      throws Exception {
    try (var harness = opened(config)) {
      for (JudgedObservation flow : flows) {
        send(harness, flow);
      }
      harness.processWatermark(Long.MAX_VALUE);
      return sorted(harness.extractOutputValues());
    }
  }

  private static List<Characterization> sorted(List<Characterization> windows) {
    return windows.stream()
        .sorted(
            Comparator.comparing(Characterization::device)
                .thenComparing(window -> window.window().ordinal()))
        .toList();
  }

  private static List<Long> ordinals(List<Characterization> windows) {
    return windows.stream().map(window -> window.window().ordinal()).toList();
  }

  private static void send(
      KeyedOneInputStreamOperatorTestHarness<DeviceId, JudgedTurn, Characterization> to,
      JudgedObservation observation)
      throws Exception {
    JudgedTurn turn = new JudgedTurn(observation.device(), List.of(observation));
    to.processElement(turn, Math.floorDiv(observation.timeNanos(), 1_000_000L));
  }

  private static CharacterizeWindows function(WindowConfig config) {
    return new CharacterizeWindows(config, CharacterizerConfig.DEFAULT, Scaler.shipped());
  }

  private static KeyedOneInputStreamOperatorTestHarness<DeviceId, JudgedTurn, Characterization>
      opened(WindowConfig config) throws Exception {
    var harness = harness(config);
    harness.open();
    return harness;
  }

  private static KeyedOneInputStreamOperatorTestHarness<DeviceId, JudgedTurn, Characterization>
      harness(WindowConfig config) throws Exception {
    return harness(new KeyedProcessOperator<>(function(config)));
  }

  private static KeyedOneInputStreamOperatorTestHarness<DeviceId, JudgedTurn, Characterization>
      harness(OneInputStreamOperator<JudgedTurn, Characterization> operator) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            operator, JudgedTurn::device, ModelTypes.DEVICE_ID);
    SerializerConfigImpl noKryo = new SerializerConfigImpl();
    noKryo.setGenericTypes(false);
    harness.setup(TypeInformation.of(Characterization.class).createSerializer(noKryo));
    return harness;
  }
}
