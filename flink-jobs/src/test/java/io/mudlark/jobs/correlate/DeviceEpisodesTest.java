package io.mudlark.jobs.correlate;

import static io.mudlark.mrt.Episode.Phase.CLOSED;
import static io.mudlark.mrt.Episode.Phase.CONTINUED;
import static io.mudlark.mrt.Episode.Phase.NONE;
import static io.mudlark.mrt.Episode.Phase.OPENED;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.alert.Alert;
import io.mudlark.flow.flink.InterruptibleKeyedProcessOperator;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.site.DeviceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Match, near miss and time-out of an episode of one device, and what is kept of it. */
@SuppressWarnings("try") // Flink's harness declares that close() may throw any Exception
class DeviceEpisodesTest {
  @Test
  void an_episode_that_closes_is_told_of_once_more() throws Exception {
    List<Alert> ends =
        ends(
            Duration.ofDays(1),
            EpisodeWindows.scan("a", 0, 0, NONE),
            EpisodeWindows.scan("a", 1, 1, OPENED),
            EpisodeWindows.scan("a", 2, 1, CONTINUED),
            EpisodeWindows.scan("a", 3, 1, CLOSED),
            EpisodeWindows.scan("a", 4, 4, NONE));
    assertThat(ends).hasSize(1);
    assertThat(ends.get(0).state()).isEqualTo(Alert.State.CLOSED);
    assertThat(ends.get(0).revision()).isEqualTo(2);
    assertThat(ends.get(0).firstWindowStartMillis()).isEqualTo(EpisodeWindows.WINDOW);
    assertThat(ends.get(0).lastWindowEndMillis()).isEqualTo(4 * EpisodeWindows.WINDOW);
    assertThat(ends.get(0).id())
        .isEqualTo(EpisodeAlerts.opened(EpisodeWindows.scan("a", 1, 1, OPENED)).id());
  }

  @Test
  void an_episode_that_the_end_of_observation_cuts_off_says_so() throws Exception {
    List<Alert> ends =
        ends(
            Duration.ofDays(1),
            EpisodeWindows.scan("a", 1, 1, OPENED),
            EpisodeWindows.of("a", 2, 1, CONTINUED, TrafficKind.PORT_SCAN_INBOUND, true));
    assertThat(ends).extracting(Alert::state).containsExactly(Alert.State.CUT_OFF);
  }

  @Test
  void an_end_without_a_beginning_or_of_another_device_is_no_match() throws Exception {
    assertThat(
            ends(
                Duration.ofDays(1),
                EpisodeWindows.scan("a", 3, 1, CLOSED),
                EpisodeWindows.scan("b", 4, 4, NONE)))
        .isEmpty();
  }

  @Test
  void an_episode_that_another_takes_over_from_is_closed_and_the_other_goes_on() throws Exception {
    List<Alert> ends =
        ends(
            Duration.ofDays(1),
            EpisodeWindows.of("a", 1, 1, OPENED, TrafficKind.NEW_SERVICE, false),
            EpisodeWindows.of("a", 2, 1, CONTINUED, TrafficKind.NEW_SERVICE, false),
            EpisodeWindows.scan("a", 3, 3, OPENED),
            EpisodeWindows.scan("a", 4, 3, CONTINUED),
            EpisodeWindows.scan("a", 5, 3, CLOSED));
    assertThat(ends)
        .extracting(a -> a.signature().kind() + " " + a.state() + " " + a.firstWindowStartMillis())
        .containsExactlyInAnyOrder(
            "NEW_SERVICE CLOSED " + EpisodeWindows.WINDOW,
            "PORT_SCAN_INBOUND CLOSED " + 3 * EpisodeWindows.WINDOW);
    assertThat(ends)
        .filteredOn(a -> a.signature().kind() == TrafficKind.PORT_SCAN_INBOUND)
        .extracting(Alert::lastWindowEndMillis)
        .containsExactly(6 * EpisodeWindows.WINDOW);
  }

  @Test
  void an_episode_that_does_not_end_in_time_is_told_of_as_still_open() throws Exception {
    List<Alert> ends =
        ends(
            Duration.ofMinutes(10),
            EpisodeWindows.scan("a", 1, 1, OPENED),
            EpisodeWindows.scan("b", 2, 2, OPENED),
            EpisodeWindows.scan("b", 3, 2, CLOSED),
            EpisodeWindows.scan("a", 9, 1, CLOSED));
    assertThat(ends)
        .extracting(a -> a.participants().get(0).device().site() + " " + a.state())
        .containsExactlyInAnyOrder("a OPEN", "b CLOSED");
  }

  @Test
  void an_episode_is_told_of_when_its_first_window_is_there() throws Exception {
    EpisodeWindow opening = EpisodeWindows.scan("a", 1, 1, OPENED);
    try (var harness = harness(Duration.ofDays(1))) {
      harness.open();
      send(harness, opening);
      assertThat(harness.extractOutputValues()).containsExactly(EpisodeAlerts.opened(opening));
    }
  }

  @Test
  void an_end_exactly_as_late_as_ends_are_waited_for_is_too_late() throws Exception {
    Duration longest = Duration.ofMillis(4 * EpisodeWindows.WINDOW);
    EpisodeWindow opening = EpisodeWindows.scan("a", 1, 1, OPENED);
    assertThat(ends(longest, opening, EpisodeWindows.scan("a", 4, 1, CLOSED)))
        .extracting(Alert::state)
        .containsExactly(Alert.State.CLOSED);
    assertThat(ends(longest, opening, EpisodeWindows.scan("a", 5, 1, CLOSED)))
        .extracting(Alert::state)
        .containsExactly(Alert.State.OPEN);
  }

  @Test
  void an_open_episode_is_still_known_after_a_restore_and_can_time_out() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = harness(Duration.ofMinutes(10))) {
      harness.open();
      send(harness, EpisodeWindows.scan("a", 1, 1, OPENED));
      send(harness, EpisodeWindows.scan("b", 1, 1, OPENED));
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = harness(Duration.ofMinutes(10))) {
      harness.initializeState(snapshot);
      harness.open();
      send(harness, EpisodeWindows.scan("a", 2, 1, CLOSED));
      harness.processWatermark(Long.MAX_VALUE);
      assertThat(harness.extractOutputValues())
          .extracting(a -> a.participants().get(0).device().site() + " " + a.state())
          .containsExactly("a CLOSED", "b OPEN");
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void an_episode_is_forgotten_when_neither_windows_nor_event_time_come_for_longer_than_it_lives()
      throws Exception {
    try (var harness = harness(Duration.ofDays(1))) {
      harness.open();
      harness.setStateTtlProcessingTime(0);
      send(harness, EpisodeWindows.scan("a", 1, 1, OPENED));
      harness.setStateTtlProcessingTime(Duration.ofDays(10).toMillis());
      send(harness, EpisodeWindows.scan("a", 2, 1, CLOSED));
      assertThat(harness.extractOutputValues()).hasSize(1);
    }
  }

  /** What is told after the opening: step by step the same as when event time jumps to the end. */
  private static List<Alert> ends(Duration longest, EpisodeWindow... windows) throws Exception {
    List<Alert> stepwise = ends(longest, true, windows);
    assertThat(ends(longest, false, windows)).containsExactlyInAnyOrderElementsOf(stepwise);
    return stepwise;
  }

  private static List<Alert> ends(Duration longest, boolean stepwise, EpisodeWindow... windows)
      throws Exception {
    try (var harness = harness(longest)) {
      harness.open();
      for (EpisodeWindow window : windows) {
        send(harness, window);
        if (stepwise) {
          harness.processWatermark(window.window().endMillis() - 1);
        }
      }
      harness.processWatermark(Long.MAX_VALUE);
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
      List<Alert> ends = new ArrayList<>(harness.extractOutputValues());
      ends.removeIf(alert -> alert.revision() == 1);
      return ends;
    }
  }

  private static void send(
      KeyedOneInputStreamOperatorTestHarness<DeviceId, EpisodeWindow, Alert> to,
      EpisodeWindow window)
      throws Exception {
    to.processElement(window, window.window().endMillis() - 1);
  }

  private static KeyedOneInputStreamOperatorTestHarness<DeviceId, EpisodeWindow, Alert> harness(
      Duration longest) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new InterruptibleKeyedProcessOperator<>(new DeviceEpisodes(longest)),
        EpisodeWindow::device,
        ModelTypes.DEVICE_ID);
  }
}
