package io.mudlark.process.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.alert.Alert;
import io.mudlark.flow.FlowRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RateFunctionTest {
  private static KeyedOneInputStreamOperatorTestHarness<String, FlowRecord, Alert> harness(
      @Nullable OperatorSubtaskState snapshot) throws Exception {
    ProcessSettings settings = ProcessSettings.of(Exchanges.model("first"), flow -> null);
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new RateFunction(settings)),
            RateFunction.key(settings),
            Types.STRING);
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
  }

  private static void reports(
      KeyedOneInputStreamOperatorTestHarness<String, FlowRecord, Alert> harness,
      double from,
      int count)
      throws Exception {
    for (int i = 0; i < count; i++) {
      harness.processElement(Exchanges.report("c" + i, from + i * 0.01), 0);
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
      harness.processWatermark(112_000);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processWatermark(200_000);
      List<Alert> alerts = new ArrayList<>(harness.extractOutputValues());
      assertThat(alerts).extracting(Alert::revision).containsExactly(1, 2, 3);
      assertThat(alerts)
          .extracting(Alert::state)
          .containsExactly(Alert.State.OPEN, Alert.State.OPEN, Alert.State.CLOSED);
      assertThat(alerts).extracting(Alert::id).containsOnly(alerts.get(0).id());
      assertThat(alerts.get(1).reasons().get(0))
          .isEqualTo("sensor on t/report: more than 30 messages within 10 s");
      assertThat(alerts.get(1).reasons().get(1)).endsWith("400");
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
      harness.processWatermark(200_000);
      assertThat(harness.extractOutputValues()).hasSize(2);
    }
  }
}
