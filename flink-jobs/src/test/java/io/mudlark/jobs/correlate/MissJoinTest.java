package io.mudlark.jobs.correlate;

import static io.mudlark.mrt.Episode.Phase.OPENED;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.alert.ProfileMiss;
import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.flink.InterruptibleKeyedCoProcessOperator;
import io.mudlark.flow.flink.InterruptibleKeyedProcessOperator;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.mrt.DirectionVerdict;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.mrt.NearestAce;
import io.mudlark.mrt.Reason;
import io.mudlark.mrt.Verdict;
import io.mudlark.site.DeviceId;
import io.mudlark.site.Role;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/**
 * What profiles missed is counted per device and window, and joins the window whichever is first.
 */
@SuppressWarnings("try") // Flink's harness declares that close() may throw any Exception
class MissJoinTest {
  private static final Duration LENGTH = Duration.ofMillis(EpisodeWindows.WINDOW);
  private static final DeviceId PLUG = new DeviceId("a", "plug");
  private static final EpisodeWindow WINDOW = EpisodeWindows.scan("a", 1, 1, OPENED);
  private static final long END = WINDOW.window().endMillis();
  private static final WindowMisses MISSES =
      new WindowMisses(PLUG, END, List.of(miss("f/cloud", 3), miss("f/dns", 5)));

  @Test
  void a_window_gets_what_was_missed_whichever_of_both_comes_first() throws Exception {
    EpisodeWindow joined = WINDOW.withMisses(List.of(miss("f/dns", 5), miss("f/cloud", 3)));
    for (boolean windowFirst : new boolean[] {true, false}) {
      try (var join = join()) {
        join.open();
        if (windowFirst) {
          join.processElement1(WINDOW, END - 1);
        }
        join.processElement2(MISSES, END - 1);
        if (!windowFirst) {
          join.processElement1(WINDOW, END - 1);
        }
        assertThat(join.extractOutputValues()).isEmpty();
        join.processBothWatermarks(mark(END - 1));
        assertThat(join.extractOutputValues()).containsExactly(joined);
        assertThat(join.numKeyedStateEntries()).isZero();
        assertThat(join.numEventTimeTimers()).isZero();
      }
    }
  }

  @Test
  void a_window_without_misses_goes_on_as_it_is_and_misses_without_a_window_go_nowhere()
      throws Exception {
    try (var join = join()) {
      join.open();
      join.processElement1(WINDOW, END - 1);
      join.processElement2(new WindowMisses(PLUG, 2 * END, MISSES.misses()), END);
      join.processBothWatermarks(mark(Long.MAX_VALUE));
      assertThat(join.extractOutputValues()).containsExactly(WINDOW);
      assertThat(join.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void what_waits_for_the_end_of_its_window_waits_on_after_a_restore() throws Exception {
    OperatorSubtaskState snapshot;
    try (var join = join()) {
      join.open();
      join.processElement2(MISSES, END - 1);
      snapshot = join.snapshot(1, 1);
    }
    try (var join = join()) {
      join.initializeState(snapshot);
      join.open();
      join.processElement1(WINDOW, END - 1);
      join.processBothWatermarks(mark(END));
      assertThat(join.extractOutputValues().get(0).misses()).hasSize(2);
    }
  }

  @Test
  void misses_are_forgotten_when_event_time_stands_still_for_longer_than_they_live()
      throws Exception {
    try (var join = join()) {
      join.open();
      join.setStateTtlProcessingTime(0);
      join.processElement2(MISSES, END - 1);
      join.setStateTtlProcessingTime(Duration.ofDays(8).toMillis());
      join.processElement1(WINDOW, END - 1);
      join.processBothWatermarks(mark(END));
      assertThat(join.extractOutputValues()).containsExactly(WINDOW);
    }
  }

  @Test
  void rejected_flows_are_counted_by_the_entry_they_came_nearest_to_and_told_at_the_windows_end()
      throws Exception {
    OperatorSubtaskState snapshot;
    try (var tallies = tallies()) {
      tallies.open();
      tallies.processElement(rejected("cloud", END - 2), END - 2);
      tallies.processElement(rejected("dns", END - 1), END - 1);
      tallies.processElement(rejected("dns", END), END);
      snapshot = tallies.snapshot(1, 1);
    }
    try (var tallies = tallies()) {
      tallies.initializeState(snapshot);
      tallies.open();
      tallies.processElement(rejected("cloud", END - 3), END - 3);
      tallies.processWatermark(END - 1);
      assertThat(tallies.extractOutputValues())
          .containsExactly(
              new WindowMisses(PLUG, END, List.of(miss("f/cloud", 2), miss("f/dns", 1))));
      tallies.processWatermark(Long.MAX_VALUE);
      assertThat(tallies.extractOutputValues()).hasSize(2);
      assertThat(tallies.numKeyedStateEntries()).isZero();
      assertThat(tallies.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void a_count_is_forgotten_when_event_time_stands_still_for_longer_than_it_lives()
      throws Exception {
    try (var tallies = tallies()) {
      tallies.open();
      tallies.setStateTtlProcessingTime(0);
      tallies.processElement(rejected("dns", END - 1), END - 1);
      tallies.setStateTtlProcessingTime(Duration.ofDays(8).toMillis());
      tallies.processWatermark(END);
      assertThat(tallies.extractOutputValues()).isEmpty();
    }
  }

  private static ProfileMiss miss(String ace, long flows) {
    return new ProfileMiss(
        "profile", "no-matching-ace", true, ace, List.of("port 23 is not 443"), flows);
  }

  private static JudgedFlow rejected(String ace, long endMillis) {
    FlowKey key =
        new FlowKey(
            FlowKey.NO_VLAN,
            IpAddress.parse("10.0.0.1"),
            IpAddress.parse("10.0.0.2"),
            6,
            5_000,
            23);
    FlowRecord flow =
        new FlowRecord(
            FlowId.of("a", key, 1, 0),
            "a",
            key,
            null,
            null,
            endMillis * 1_000_000 - 1,
            endMillis * 1_000_000,
            new Counters(1, 40, 0, 1, 1),
            Counters.NONE,
            Initiation.FIRST_PACKET,
            EndReason.END_DETECTED);
    DirectionVerdict verdict =
        DirectionVerdict.rejected(
            Reason.NO_MATCHING_ACE, new NearestAce("f", ace, List.of("port 23 is not 443")));
    return new JudgedFlow(PLUG, Role.SOURCE, flow, Verdict.of(verdict, null, false, "profile"));
  }

  private static Watermark mark(long millis) {
    return new Watermark(millis);
  }

  private static KeyedTwoInputStreamOperatorTestHarness<
          DeviceId, EpisodeWindow, WindowMisses, EpisodeWindow>
      join() throws Exception {
    return new KeyedTwoInputStreamOperatorTestHarness<>(
        new InterruptibleKeyedCoProcessOperator<>(new MissJoin(LENGTH)),
        EpisodeWindow::device,
        WindowMisses::device,
        ModelTypes.DEVICE_ID);
  }

  private static KeyedOneInputStreamOperatorTestHarness<DeviceId, JudgedFlow, WindowMisses>
      tallies() throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new InterruptibleKeyedProcessOperator<>(new MissTallies(LENGTH)),
        JudgedFlow::device,
        ModelTypes.DEVICE_ID);
  }
}
