package io.mudlark.process.flink;

import static io.mudlark.process.flink.Exchanges.ANSWER;
import static io.mudlark.process.flink.Exchanges.ORDER;
import static io.mudlark.process.flink.Exchanges.answer;
import static io.mudlark.process.flink.Exchanges.order;
import static io.mudlark.process.flink.Exchanges.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudlark.alert.Alert;
import io.mudlark.alert.ProcessFinding;
import io.mudlark.alert.Severity;
import io.mudlark.flow.FlowRecord;
import io.mudlark.ledger.Tally;
import io.mudlark.site.DeviceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
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

class ConformanceFunctionTest {
  private static final class Harness implements AutoCloseable {
    private final KeyedTwoInputStreamOperatorTestHarness<
            String, Tuple3<String, Float, FlowRecord>, ModelUpdate, Alert>
        flink;

    Harness(@Nullable OperatorSubtaskState snapshot) throws Exception {
      this(snapshot, Exchanges.model("first"));
    }

    Harness(@Nullable OperatorSubtaskState snapshot, String model) throws Exception {
      ProcessSettings settings =
          ProcessSettings.of(
              model, flow -> new DeviceId("plant", "from-port-" + flow.key().sourcePort()));
      flink =
          new KeyedTwoInputStreamOperatorTestHarness<>(
              new CoBroadcastWithKeyedOperator<>(
                  new ConformanceFunction(settings), List.of(ConformanceFunction.MODELS)),
              element -> element.f0,
              update -> "",
              Types.STRING);
      if (snapshot != null) {
        flink.initializeState(snapshot);
      }
      flink.open();
    }

    Harness take(FlowRecord... flows) throws Exception {
      for (FlowRecord flow : flows) {
        var facet = (io.mudlark.flow.application.MqttFacet) flow.application();
        String key = "plant\n" + Objects.requireNonNull(facet).correlation();
        flink.processElement1(new StreamRecord<>(Tuple3.of(key, 1f, flow)));
      }
      return this;
    }

    Harness watermark(double second) throws Exception {
      long millis = Math.round(second * 1_000);
      flink.processWatermark2(new Watermark(millis));
      flink.processWatermark1(new Watermark(millis));
      return this;
    }

    List<Alert> alerts() {
      return List.copyOf(flink.extractOutputValues());
    }

    List<ProcessFinding> findings() {
      return alerts().stream().map(a -> Objects.requireNonNull(a.process())).toList();
    }

    List<Tally> tallies() {
      ConcurrentLinkedQueue<StreamRecord<Tally>> side =
          flink.getSideOutput(ConformanceFunction.TALLIES);
      return side == null ? List.of() : side.stream().map(StreamRecord::getValue).toList();
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

  private static Harness fresh() throws Exception {
    return new Harness(null);
  }

  @Test
  void a_case_that_follows_the_model_raises_no_alert_and_leaves_no_state() throws Exception {
    try (Harness harness = fresh()) {
      harness.take(report("a", 1), order("a", 1.51), answer("a", 2.02)).watermark(40);
      assertThat(harness.alerts()).isEmpty();
      assertThat(harness.entries()).isZero();
      assertThat(harness.flink.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void a_wrong_step_is_told_as_soon_as_it_has_settled() throws Exception {
    try (Harness harness = fresh()) {
      harness.take(report("a", 1), answer("a", 1.5)).watermark(2.49);
      assertThat(harness.alerts()).isEmpty();
      harness.watermark(2.51);
      ProcessFinding finding = harness.findings().get(0);
      assertThat(finding.caseId()).isEqualTo("a");
      assertThat(finding.step()).isEqualTo(1);
      assertThat(finding.activity()).isEqualTo(ANSWER);
      assertThat(finding.expected()).containsExactly(ORDER);
      assertThat(finding.checks()).contains("replay");
      assertThat(finding.model()).isEqualTo("first");
      assertThat(finding.flowIds())
          .containsExactly(report("a", 1).id().toString(), answer("a", 1.5).id().toString());
    }
  }

  @Test
  void a_case_has_one_alert_that_is_revised_and_closed() throws Exception {
    try (Harness harness = fresh()) {
      harness.take(report("a", 1), answer("a", 1.5), answer("a", 1.7), order("a", 2)).watermark(60);
      List<Alert> alerts = harness.alerts();
      assertThat(alerts.stream().map(Alert::id).distinct()).hasSize(1);
      assertThat(alerts.stream().map(Alert::revision)).isSorted().doesNotHaveDuplicates();
      assertThat(alerts.get(alerts.size() - 1).state()).isEqualTo(Alert.State.CLOSED);
      DeviceId first = new DeviceId("plant", "from-port-" + answer("a", 1.5).key().sourcePort());
      assertThat(alerts)
          .allSatisfy(
              alert -> {
                assertThat(alert.site()).isEqualTo("plant");
                assertThat(alert.participants().get(0).device()).isEqualTo(first);
              });
      assertThat(alerts.subList(0, alerts.size() - 1))
          .allSatisfy(alert -> assertThat(alert.state()).isEqualTo(Alert.State.OPEN));
    }
  }

  @Test
  void an_unfinished_case_is_told_when_its_silence_is_over() throws Exception {
    try (Harness harness = fresh()) {
      harness.take(report("a", 1), order("a", 1.51)).watermark(32.4);
      assertThat(harness.alerts()).isEmpty();
      harness.watermark(32.6);
      assertThat(harness.findings().get(0).checks()).contains("incomplete");
      assertThat(harness.findings().get(0).expected()).containsExactly(ANSWER);
    }
  }

  @Test
  void silence_ends_a_case_however_far_the_watermark_lags_behind() throws Exception {
    FlowRecord[] first = {report("a", 1), order("a", 1.51), answer("a", 2.02)};
    FlowRecord[] again = {report("a", 41), order("a", 41.51), answer("a", 42.02)};
    try (Harness close = fresh();
        Harness behind = fresh()) {
      close.take(first).watermark(40).take(again).watermark(100);
      behind.take(first).take(again).watermark(100);
      assertThat(close.alerts()).isEmpty();
      assertThat(behind.alerts()).isEmpty();
      assertThat(behind.entries()).isZero();
    }
  }

  @Test
  void an_exchange_that_settles_when_a_case_would_have_ended_is_not_lost() throws Exception {
    try (Harness harness = fresh()) {
      // without the order, the case of the report would end when the answer settles: at 32 s
      harness.take(report("a", 1)).watermark(2).take(answer("a", 31), order("a", 1.5));
      harness.watermark(100);
      assertThat(harness.alerts()).isNotEmpty();
      assertThat(harness.entries()).isZero();
    }
  }

  @Test
  void a_long_exchange_does_not_make_the_silence_begin_when_it_began() throws Exception {
    FlowRecord slow = lasting(report("a", 2), 22);
    try (Harness harness = fresh()) {
      harness.take(report("a", 1), order("a", 20), slow).watermark(35);
      assertThat(harness.alerts()).extracting(Alert::state).doesNotContain(Alert.State.CLOSED);
      harness.watermark(51.1);
      assertThat(harness.alerts()).extracting(Alert::state).contains(Alert.State.CLOSED);
    }
  }

  private static FlowRecord lasting(FlowRecord flow, long second) {
    return new FlowRecord(
        flow.id(),
        flow.observationPoint(),
        flow.key(),
        null,
        null,
        flow.startNanos(),
        second * Exchanges.SECOND,
        flow.forward(),
        flow.reverse(),
        flow.initiation(),
        flow.endReason(),
        null,
        flow.application());
  }

  @Test
  void a_long_name_is_told_the_same_before_and_after_a_restore() throws Exception {
    FlowRecord odd = Exchanges.exchange("sensor", "t/" + "x".repeat(400), "", "a", 2);
    OperatorSubtaskState snapshot;
    String before;
    try (Harness harness = fresh()) {
      harness.take(report("a", 1), odd).watermark(4);
      before = harness.findings().get(0).activity();
      snapshot = harness.flink.snapshot(1, 1);
    }
    try (Harness harness = new Harness(snapshot)) {
      harness.watermark(100);
      assertThat(harness.findings().get(0).activity()).isEqualTo(before).hasSize(256);
    }
  }

  @Test
  void the_order_of_arrival_does_not_matter() throws Exception {
    List<FlowRecord> flows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      flows.add(report("c" + i, i));
      flows.add(i % 3 == 0 ? answer("c" + i, i + 0.6) : order("c" + i, i + 0.52));
      flows.add(answer("c" + i, i + 1.03));
    }
    List<List<Alert>> outcomes = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) {
      Collections.shuffle(flows, new Random(seed));
      try (Harness harness = fresh()) {
        harness.take(flows.toArray(new FlowRecord[0])).watermark(100);
        outcomes.add(harness.alerts());
      }
    }
    assertThat(outcomes.get(0)).isNotEmpty();
    assertThat(outcomes.get(1)).isEqualTo(outcomes.get(0));
    assertThat(outcomes.get(2)).isEqualTo(outcomes.get(0));
  }

  @Test
  void a_case_goes_on_after_a_restore_as_if_nothing_had_happened() throws Exception {
    FlowRecord[] first = {report("a", 1), report("b", 1.1), answer("b", 1.2)};
    FlowRecord[] second = {order("a", 3), answer("a", 3.4), order("b", 3.6)};
    List<Alert> straight;
    try (Harness harness = fresh()) {
      straight = harness.take(first).watermark(2.5).take(second).watermark(90).alerts();
    }
    OperatorSubtaskState snapshot;
    List<Alert> halves = new ArrayList<>();
    try (Harness harness = fresh()) {
      harness.take(first).watermark(2.5);
      halves.addAll(harness.alerts());
      snapshot = harness.flink.snapshot(1, 1);
    }
    try (Harness harness = new Harness(snapshot)) {
      halves.addAll(harness.take(second).watermark(90).alerts());
    }
    assertThat(halves).isEqualTo(straight).isNotEmpty();
  }

  @Test
  void cases_are_judged_by_the_model_that_held_when_they_began() throws Exception {
    try (Harness harness = fresh()) {
      harness.flink.processElement2(
          new StreamRecord<>(new ModelUpdate(Exchanges.model("second"), 10 * Exchanges.SECOND)));
      harness.take(report("a", 9), answer("a", 11), report("b", 12), answer("b", 13));
      harness.watermark(20);
      assertThat(harness.findings().stream().map(ProcessFinding::model))
          .containsExactly("first", "second");
      harness.flink.processElement2(new StreamRecord<>(new ModelUpdate("{", 0)));
      assertThat(harness.tallies().get(0).fate()).isEqualTo("process-model-refused");
    }
  }

  @Test
  void a_case_is_judged_by_the_model_it_began_with_even_when_the_run_goes_on_with_another()
      throws Exception {
    OperatorSubtaskState snapshot;
    try (Harness harness = fresh()) {
      harness.flink.processElement2(
          new StreamRecord<>(new ModelUpdate(Exchanges.model("first"), 0)));
      harness.take(report("a", 1)).watermark(2.5);
      snapshot = harness.flink.snapshot(1, 1);
    }
    try (Harness harness = new Harness(snapshot, Exchanges.model("second"))) {
      harness.flink.processElement2(
          new StreamRecord<>(new ModelUpdate(Exchanges.model("second"), 3 * Exchanges.SECOND)));
      harness.take(answer("a", 3.4), report("b", 4), answer("b", 5)).watermark(20);
      assertThat(harness.findings().stream().map(ProcessFinding::model))
          .containsExactly("first", "second");
      assertThat(harness.tallies()).isEmpty();
    }
  }

  @Test
  void late_exchanges_and_endless_cases_are_counted() throws Exception {
    try (Harness harness = fresh()) {
      harness.watermark(50).take(report("late", 1));
      assertThat(harness.tallies().get(0).fate()).isEqualTo("process-late");
      for (int i = 0; i < CaseMemory.MAX_EVENTS + 5; i++) {
        harness.take(report("long", 60 + i * 0.1));
      }
      harness.watermark(80);
      assertThat(harness.tallies().stream().filter(t -> t.fate().equals("process-case-too-long")))
          .hasSize(5);
      harness.watermark(200);
      assertThat(harness.entries()).isZero();
    }
  }

  @Test
  void a_case_is_no_surer_than_its_least_sure_event_so_far() throws Exception {
    try (Harness harness = fresh()) {
      FlowRecord report = report("a", 1);
      FlowRecord answer = answer("a", 1.5);
      FlowRecord later = answer("a", 20);
      harness.flink.processElement1(new StreamRecord<>(Tuple3.of("plant\na", 1f, report)));
      harness.flink.processElement1(new StreamRecord<>(Tuple3.of("plant\na", 0.7f, answer)));
      harness.flink.processElement1(new StreamRecord<>(Tuple3.of("plant\na", 0.2f, later)));
      harness.watermark(90);
      assertThat(harness.findings().get(0).confidence()).isCloseTo(0.7, within(1e-6));
      assertThat(harness.alerts().get(0).severity()).isEqualTo(Severity.MEDIUM);
      ProcessFinding last = harness.findings().get(harness.findings().size() - 1);
      assertThat(last.confidence()).isCloseTo(0.2, within(1e-6));
    }
  }

  @Test
  void a_case_that_no_watermark_ends_lives_for_a_month_at_most() throws Exception {
    try (Harness harness = fresh()) {
      harness.flink.setStateTtlProcessingTime(0);
      harness.take(report("a", 1)).watermark(3);
      harness.flink.setStateTtlProcessingTime(Duration.ofDays(31).toMillis());
      harness.take(order("a", 4)).watermark(6);
      assertThat(harness.findings().get(0).step()).isZero();
      assertThat(harness.findings().get(0).activity()).isEqualTo(ORDER);
    }
  }
}
