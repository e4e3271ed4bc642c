package io.mudlark.jobs.assemble;

import static io.mudlark.jobs.assemble.Uniflows.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.stream.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class BiflowAssemblerTest {
  private static final FlowRecord UP =
      udp("192.168.1.20", 40_000, "198.51.100.7", 443, 1_000_000, 1_005_000);
  private static final FlowRecord DOWN =
      udp("198.51.100.7", 443, "192.168.1.20", 40_000, 1_000_020, 1_006_000);

  @Test
  void pairs_come_out_before_the_watermark_that_is_held_back_by_the_wait() throws Exception {
    try (var harness = harness()) {
      harness.open();
      give(harness, UP, DOWN);
      harness.processWatermark(1_034_999);
      assertThat(flows(harness)).isEmpty();
      harness.processWatermark(1_035_000);
      assertThat(flows(harness)).hasSize(1);
      assertThat(flows(harness).get(0).reverse()).isEqualTo(DOWN.forward());
      assertThat(watermarks(harness)).containsExactly(1_004_999L, 1_005_000L);
      assertThat(notes(harness)).isEmpty();
    }
  }

  @Test
  void what_was_paired_and_what_was_not_is_told_within_a_minute_and_once() throws Exception {
    try (var harness = harness()) {
      harness.open();
      give(harness, UP, DOWN, udp("10.0.0.1", 1, "10.0.0.2", 2, 1_000_000, 1_000_100));
      harness.processWatermark(1_100_000);
      harness.processWatermark(1_200_000);
      harness.processWatermark(Watermark.MAX_WATERMARK);
      assertThat(notes(harness)).containsExactly("uniflows-alone 1 3", "uniflows-paired 2 6");
      assertThat(flows(harness)).hasSize(2);
    }
  }

  @Test
  void a_restored_operator_goes_on_with_what_it_held_and_what_it_had_not_told() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness()) {
      harness.open();
      harness.processWatermark(1_019_999);
      give(harness, UP);
      give(harness, udp("10.0.0.1", 1, "10.0.0.2", 2, 980_000, 989_999));
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness()) {
      harness.initializeState(state);
      harness.open();
      give(harness, DOWN);
      harness.processWatermark(Watermark.MAX_WATERMARK);
      assertThat(flows(harness)).hasSize(1);
      assertThat(flows(harness).get(0).packets()).isEqualTo(6);
      assertThat(notes(harness)).containsExactly("uniflows-late 1 3", "uniflows-paired 2 6");
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void more_than_the_limit_of_one_key_go_on_alone_and_are_counted() throws Exception {
    try (var harness = harness()) {
      harness.open();
      for (int i = 0; i < BiflowAssembler.MAX_HELD + 7; i++) {
        give(harness, udp("10.0.0.1", 1, "10.0.0.2", 2, 1_000_000, 1_000_000 + i));
      }
      assertThat(flows(harness)).hasSize(7);
      harness.processWatermark(Watermark.MAX_WATERMARK);
      assertThat(notes(harness)).contains("uniflows-beyond-limit 7 21");
      assertThat(flows(harness)).hasSize(BiflowAssembler.MAX_HELD + 7);
    }
  }

  @Test
  void state_is_empty_when_all_is_settled() throws Exception {
    try (var harness = harness()) {
      harness.open();
      give(harness, UP, DOWN);
      harness.processWatermark(2_000_000);
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<Long, Observation, Observation> harness()
      throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new AssemblerOperator(new BiflowAssembler(Duration.ofSeconds(30))),
            BiflowAssembler::keyOf,
            Types.LONG);
    harness.setup(
        ModelTypes.OBSERVATION.createSerializer(
            harness.getExecutionConfig().getSerializerConfig()));
    return harness;
  }

  private static void give(
      KeyedOneInputStreamOperatorTestHarness<Long, Observation, Observation> harness,
      FlowRecord... flows)
      throws Exception {
    for (FlowRecord flow : flows) {
      harness.processElement(Observation.of(flow), flow.endMillis());
    }
  }

  private static List<FlowRecord> flows(
      KeyedOneInputStreamOperatorTestHarness<Long, Observation, Observation> harness) {
    List<FlowRecord> flows = new ArrayList<>();
    for (Observation observation : harness.extractOutputValues()) {
      if (observation.flow() != null) {
        flows.add(observation.flow());
      }
    }
    return flows;
  }

  private static List<String> notes(
      KeyedOneInputStreamOperatorTestHarness<Long, Observation, Observation> harness) {
    return harness.extractOutputValues().stream()
        .filter(o -> o.tally() != null)
        .map(o -> o.tally().fate() + " " + o.tally().count() + " " + o.tally().packets())
        .toList();
  }

  private static List<Long> watermarks(
      KeyedOneInputStreamOperatorTestHarness<Long, Observation, Observation> harness) {
    return harness.getOutput().stream()
        .filter(e -> e instanceof Watermark && !(e instanceof StreamRecord))
        .map(e -> ((Watermark) e).getTimestamp())
        .toList();
  }
}
