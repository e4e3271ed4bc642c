package io.mudlark.jobs.correlate;

import static io.mudlark.mrt.Episode.Phase.CONTINUED;
import static io.mudlark.mrt.Episode.Phase.OPENED;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.mrt.Episode;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.site.DeviceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** CEP in our hands: what is late, what survives, what one device costs. */
class SequenceOperatorTest {
  private static final Duration WITHIN = Duration.ofMinutes(30);
  private static final Sign SCAN = window("a", 1, OPENED, TrafficKind.PORT_SCAN_INBOUND);
  private static final Sign LOGIN = window("a", 2, CONTINUED, TrafficKind.NEW_CLIENT);
  private static final Sign UPLOAD = window("a", 3, CONTINUED, TrafficKind.BULK_UPLOAD);

  @Test
  void a_sign_after_its_time_is_put_aside_to_be_counted() throws Exception {
    try (var harness = harness(128, 1, 0)) {
      harness.open();
      harness.processWatermark(SCAN.timeMillis() - 1);
      take(harness, SCAN);
      assertThat(harness.getSideOutput(SequenceOperator.LATE))
          .extracting(late -> late.getValue().sign())
          .containsExactly(SCAN);
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void a_sequence_that_has_begun_is_found_after_a_restore_by_other_workers() throws Exception {
    OperatorSubtaskState snapshot;
    try (var before = harness(128, 1, 0)) {
      before.open();
      take(before, SCAN);
      before.processWatermark(SCAN.timeMillis());
      take(before, LOGIN);
      snapshot = before.snapshot(1, 1);
    }
    List<Sequence.Match> found = new ArrayList<>();
    for (int worker = 0; worker < 2; worker++) {
      OperatorSubtaskState part =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(snapshot, 128, 1, 2, worker);
      try (var after = harness(128, 2, worker)) {
        after.initializeState(part);
        after.open();
        if (after.numKeyedStateEntries() > 0) {
          take(after, UPLOAD);
        }
        after.processWatermark(Long.MAX_VALUE - 1);
        found.addAll(after.extractOutputValues());
        assertThat(after.numKeyedStateEntries() + after.numEventTimeTimers()).isZero();
      }
    }
    assertThat(found)
        .extracting(Sequence.Match::signs)
        .containsExactly(List.of(SCAN, LOGIN, UPLOAD));
  }

  @Test
  void nothing_is_kept_of_a_device_that_does_not_begin_one() throws Exception {
    try (var harness = harness(128, 1, 0)) {
      harness.open();
      take(harness, UPLOAD);
      harness.processWatermark(UPLOAD.timeMillis());
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  private static Sign window(String site, int number, Episode.Phase phase, TrafficKind kind) {
    return Sign.of(EpisodeWindows.of(site, number, 1, phase, kind, false));
  }

  private static void take(
      KeyedOneInputStreamOperatorTestHarness<DeviceId, Sequence.Part, Sequence.Match> harness,
      Sign sign)
      throws Exception {
    for (int stage : new ScanLoginUpload().stages(sign)) {
      harness.processElement(new Sequence.Part(stage, sign), sign.timeMillis() - 1);
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<DeviceId, Sequence.Part, Sequence.Match>
      harness(int keyGroups, int workers, int worker) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new SequenceOperator(new ScanLoginUpload(), WITHIN),
        Sequence.Part::device,
        ModelTypes.DEVICE_ID,
        keyGroups,
        workers,
        worker);
  }
}
