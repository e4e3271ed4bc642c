package io.mudlark.process.flink;

import static io.mudlark.process.flink.Exchanges.answer;
import static io.mudlark.process.flink.Exchanges.order;
import static io.mudlark.process.flink.Exchanges.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowRecord;
import io.mudlark.ledger.Tally;
import io.mudlark.process.infer.CaseInference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InferenceFunctionTest {
  private static final class Harness implements AutoCloseable {
    private final KeyedTwoInputStreamOperatorTestHarness<
            String, FlowRecord, ModelUpdate, Tuple3<String, Float, FlowRecord>>
        flink;

    Harness(@Nullable OperatorSubtaskState snapshot) throws Exception {
      ProcessSettings settings = ProcessSettings.of(Exchanges.linkedModel("first"), flow -> null);
      flink =
          new KeyedTwoInputStreamOperatorTestHarness<>(
              new CoBroadcastWithKeyedOperator<>(
                  new InferenceFunction(settings), List.of(ConformanceFunction.MODELS)),
              FlowRecord::observationPoint,
              update -> "",
              Types.STRING);
      if (snapshot != null) {
        flink.initializeState(snapshot);
      }
      flink.open();
    }

    Harness take(FlowRecord... flows) throws Exception {
      for (FlowRecord flow : flows) {
        flink.processElement1(new StreamRecord<>(flow));
      }
      return this;
    }

    Harness watermark(double second) throws Exception {
      long millis = Math.round(second * 1_000);
      flink.processWatermark2(new Watermark(millis));
      flink.processWatermark1(new Watermark(millis));
      return this;
    }

    List<String> cases() {
      return flink.extractOutputValues().stream().map(named -> named.f0).toList();
    }

    List<Float> confidences() {
      return flink.extractOutputValues().stream().map(named -> named.f1).toList();
    }

    List<String> fates() {
      var side = flink.getSideOutput(InferenceFunction.TALLIES);
      return side == null
          ? List.of()
          : side.stream().map(StreamRecord::getValue).map(Tally::fate).toList();
    }

    int entries() {
      var backend =
          (HeapKeyedStateBackend<?>)
              ((AbstractStreamOperator<?>) flink.getOperator()).getKeyedStateBackend();
      return Objects.requireNonNull(backend).numKeyValueStateEntries();
    }

    @Override
    public void close() throws Exception {
      flink.close();
    }
  }

  private static String begunBy(FlowRecord flow) {
    return "plant\n~" + flow.id();
  }

  @Test
  void messages_without_a_case_join_the_one_that_began_it_when_they_have_settled()
      throws Exception {
    try (Harness harness = new Harness(null)) {
      harness.take(answer("", 3), report("", 2), order("", 2.5)).watermark(2.99);
      assertThat(harness.cases()).isEmpty();
      harness.watermark(10);
      String begun = begunBy(report("", 2));
      assertThat(harness.cases()).containsExactly(begun, begun, begun);
      assertThat(harness.confidences()).allMatch(sure -> sure > 0.9f);
    }
  }

  @Test
  void two_likely_causes_make_a_case_less_sure() throws Exception {
    try (Harness harness = new Harness(null)) {
      harness.take(report("", 2), report("", 2.01), order("", 2.52)).watermark(10);
      assertThat(harness.confidences().get(2)).isBetween(0.3f, 0.75f);
    }
  }

  @Test
  void the_order_of_arrival_does_not_matter() throws Exception {
    List<FlowRecord> flows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      flows.add(report("", 1 + 0.3 * i));
      flows.add(order("", 1.5 + 0.3 * i));
      flows.add(answer("", 2 + 0.3 * i));
    }
    List<List<String>> outcomes = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) {
      Collections.shuffle(flows, new Random(seed));
      try (Harness harness = new Harness(null)) {
        outcomes.add(harness.take(flows.toArray(new FlowRecord[0])).watermark(100).cases());
      }
    }
    assertThat(outcomes.get(0)).hasSize(90);
    assertThat(outcomes.get(1)).isEqualTo(outcomes.get(0));
    assertThat(outcomes.get(2)).isEqualTo(outcomes.get(0));
  }

  @Test
  void a_restored_job_still_knows_what_may_have_effects() throws Exception {
    OperatorSubtaskState snapshot;
    try (Harness harness = new Harness(null)) {
      harness.take(report("", 2)).watermark(3.1).take(order("", 2.6));
      assertThat(harness.cases()).hasSize(1);
      snapshot = harness.flink.snapshot(1, 1);
    }
    try (Harness harness = new Harness(snapshot)) {
      harness.take(answer("", 3)).watermark(10);
      String begun = begunBy(report("", 2));
      assertThat(harness.cases()).containsExactly(begun, begun);
    }
  }

  @Test
  void nothing_is_left_when_effects_are_overdue() throws Exception {
    try (Harness harness = new Harness(null)) {
      harness.take(report("", 2), order("", 2.5)).watermark(10);
      assertThat(harness.entries()).isPositive();
      harness.watermark(400);
      assertThat(harness.entries()).isZero();
      assertThat(harness.flink.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void what_a_site_never_finished_lives_for_a_month_at_most() throws Exception {
    try (Harness harness = new Harness(null)) {
      harness.flink.setStateTtlProcessingTime(0);
      harness.take(report("", 2)).watermark(4);
      harness.flink.setStateTtlProcessingTime(java.time.Duration.ofDays(31).toMillis());
      harness.take(order("", 4.5)).watermark(10);
      assertThat(harness.cases().get(1)).isEqualTo(begunBy(order("", 4.5)));
    }
  }

  @Test
  void what_gets_no_case_is_counted() throws Exception {
    try (Harness harness = new Harness(null)) {
      harness.watermark(50).take(report("", 1));
      assertThat(harness.fates()).containsExactly("process-late");
      harness.take(Exchanges.exchange("clock", "t/tick", "", "", 60)).watermark(62);
      assertThat(harness.fates()).containsExactly("process-late", "process-without-case");
      for (int i = 0; i < CaseInference.MAX_OPEN + 3; i++) {
        harness.take(report("", 70 + i * 0.001));
      }
      harness.watermark(80);
      assertThat(harness.fates().stream().filter(fate -> fate.equals("process-cause-forgotten")))
          .hasSize(3);
      for (int i = 0; i < InferenceFunction.MAX_PER_MILLISECOND + 2; i++) {
        harness.take(report("", 90));
      }
      assertThat(harness.fates().stream().filter(fate -> fate.equals("process-overflow")))
          .hasSize(2);
    }
  }

  @Test
  void links_are_those_of_the_model_that_holds() throws Exception {
    try (Harness harness = new Harness(null)) {
      harness.flink.processElement2(
          new StreamRecord<>(new ModelUpdate(Exchanges.model("unlinked"), 5 * Exchanges.SECOND)));
      harness.take(report("", 2), order("", 2.5), report("", 6), order("", 6.5)).watermark(20);
      assertThat(harness.cases()).hasSize(2);
      assertThat(harness.fates()).containsExactly("process-without-case", "process-without-case");
    }
  }
}
