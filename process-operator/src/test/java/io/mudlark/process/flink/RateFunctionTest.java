package io.mudlark.process.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.alert.Alert;
import io.mudlark.flow.FlowRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RateFunctionTest {
  private static KeyedTwoInputStreamOperatorTestHarness<String, FlowRecord, ModelUpdate, Alert>
      harness(@Nullable OperatorSubtaskState snapshot) throws Exception {
    ProcessSettings settings = ProcessSettings.of(Exchanges.model("first"), flow -> null);
    var harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<String, FlowRecord, ModelUpdate, Alert>(
                new RateFunction(settings), List.of(ConformanceFunction.MODELS)),
            RateFunction.key(settings),
            update -> "",
            Types.STRING);
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
  }

  private static void watermark(
      KeyedTwoInputStreamOperatorTestHarness<String, FlowRecord, ModelUpdate, Alert> harness,
      long second)
      throws Exception {
    harness.processWatermark2(new Watermark(second * 1_000));
    harness.processWatermark1(new Watermark(second * 1_000));
  }

  private static void reports(
      KeyedTwoInputStreamOperatorTestHarness<String, FlowRecord, ModelUpdate, Alert> harness,
      double from,
      int count)
      throws Exception {
    for (int i = 0; i < count; i++) {
      harness.processElement1(Exchanges.report("c" + i, from + i * 0.01), 0);
    }
  }

  @Test
  void a_window_that_is_busier_than_any_learned_is_told_and_the_alert_ends_with_it()
      throws Exception {
    try (var harness = harness(null)) {
      reports(harness, 100, 30);
      reports(harness, 110, 31);
      reports(harness, 120, 400);
      reports(harness, 130, 5);
      watermark(harness, 112);
      assertThat(harness.extractOutputValues()).isEmpty();
      watermark(harness, 200);
      List<Alert> alerts = new ArrayList<>(harness.extractOutputValues());
      assertThat(alerts).extracting(Alert::revision).containsExactly(1, 2, 3);
      assertThat(alerts)
          .extracting(Alert::state)
          .containsExactly(Alert.State.OPEN, Alert.State.OPEN, Alert.State.CLOSED);
      assertThat(alerts).extracting(Alert::id).containsOnly(alerts.get(0).id());
      assertThat(alerts.get(1).reasons().get(0))
          .isEqualTo("sensor on t/report: more than 30 messages within 10 s");
      assertThat(alerts.get(1).reasons().get(1)).endsWith("400");
      assertThat(alerts)
          .extracting(alert -> alert.signature().key())
          .containsOnly("message-flood/tcp");
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void counting_goes_on_after_a_restore() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = harness(null)) {
      reports(harness, 100, 20);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = harness(snapshot)) {
      reports(harness, 105, 20);
      watermark(harness, 200);
      assertThat(harness.extractOutputValues()).hasSize(2);
    }
  }

  @Test
  void exchanges_after_their_window_are_counted() throws Exception {
    try (var harness = harness(null)) {
      watermark(harness, 111);
      reports(harness, 100, 3);
      assertThat(harness.getSideOutput(RateFunction.TALLIES))
          .extracting(record -> record.getValue().fate())
          .containsExactly("process-rate-late", "process-rate-late", "process-rate-late");
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void a_window_is_held_against_the_model_that_held_when_it_began() throws Exception {
    try (var harness = harness(null)) {
      harness.processElement2(
          new StreamRecord<>(
              new ModelUpdate(Exchanges.busyModel("second"), 110 * Exchanges.SECOND)));
      reports(harness, 100, 31);
      reports(harness, 110, 31);
      watermark(harness, 200);
      assertThat(harness.extractOutputValues())
          .extracting(Alert::state)
          .containsExactly(Alert.State.OPEN, Alert.State.CLOSED);
    }
  }

  @Test
  void counts_live_for_a_month_at_most() throws Exception {
    try (var harness = harness(null)) {
      harness.setStateTtlProcessingTime(0);
      reports(harness, 100, 20);
      harness.setStateTtlProcessingTime(Duration.ofDays(31).toMillis());
      reports(harness, 105, 20);
      watermark(harness, 200);
      assertThat(harness.extractOutputValues()).isEmpty();
    }
  }
}
