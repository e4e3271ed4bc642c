package io.mudlark.jobs.correlate;

import static io.mudlark.mrt.Episode.Phase.CLOSED;
import static io.mudlark.mrt.Episode.Phase.OPENED;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.alert.Alert;
import io.mudlark.alert.AlertDetails;
import io.mudlark.alert.ProcessFinding;
import io.mudlark.mrt.TrafficKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class AlertSuppressionTest {
  private static final TrafficKind SCAN = TrafficKind.PORT_SCAN_INBOUND;

  @Test
  void an_episode_soon_after_another_of_its_kind_repeats_it_in_all_its_tellings() throws Exception {
    String first = opened(1, SCAN).id();
    assertThat(run(AlertSettings.Preset.NORMAL, episode(1, SCAN), episode(5, SCAN)))
        .containsExactly(
            "1 opened", "1 closed", "5 repeats alert " + first, "5 repeats alert " + first);
  }

  @Test
  void an_episode_that_is_told_of_exactly_as_late_as_a_repetition_may_is_one_and_later_is_none()
      throws Exception {
    // the first ends at the end of window 2, the time given is six windows
    assertThat(run(AlertSettings.Preset.NORMAL, episode(1, SCAN), episode(8, SCAN)).get(2))
        .startsWith("8 repeats");
    assertThat(run(AlertSettings.Preset.NORMAL, episode(1, SCAN), episode(9, SCAN)))
        .containsExactly("1 opened", "1 closed", "9 opened", "9 closed");
  }

  @Test
  void another_kind_of_traffic_is_no_repetition() throws Exception {
    assertThat(run(AlertSettings.Preset.NORMAL, episode(1, SCAN), episode(4, TrafficKind.BEACON)))
        .containsExactly("1 opened", "1 closed", "4 opened", "4 closed");
  }

  @Test
  void quiet_leaves_out_what_is_less_than_high_and_all_leaves_out_nothing() throws Exception {
    List<Alert> other = episode(1, TrafficKind.NEW_SERVICE);
    assertThat(run(AlertSettings.Preset.QUIET, other))
        .containsExactly("1 less urgent than high", "1 less urgent than high");
    assertThat(run(AlertSettings.Preset.QUIET, episode(1, SCAN)))
        .containsExactly("1 opened", "1 closed");
    assertThat(run(AlertSettings.Preset.ALL, episode(1, SCAN), episode(4, SCAN)))
        .containsExactly("1 opened", "1 closed", "4 opened", "4 closed");
  }

  @Test
  void cases_that_deviate_for_one_cause_repeat_the_first_of_them() throws Exception {
    Alert first = deviation(1, "c1", "replay", "answer");
    assertThat(
            run(
                AlertSettings.Preset.NORMAL,
                List.of(first),
                List.of(deviation(2, "c2", "replay", "answer")),
                List.of(deviation(3, "c3", "replay", "ask")),
                List.of(deviation(4, "c4", "temporal", "answer")),
                List.of(deviation(30, "c5", "replay", "answer"))))
        .containsExactlyInAnyOrder(
            "1 opened", "2 repeats alert " + first.id(), "3 opened", "4 opened", "30 opened");
  }

  private static Alert deviation(int window, String caseId, String check, String activity) {
    Alert other = opened(window, SCAN);
    return new Alert(
        caseId,
        1,
        Alert.Pattern.PROCESS_DEVIATION,
        Alert.State.OPEN,
        other.severity(),
        "broken",
        List.of(),
        other.signature(),
        other.firstWindowStartMillis(),
        other.lastWindowEndMillis(),
        List.of(),
        new ProcessFinding(caseId, 1, activity, List.of(), List.of(check), "m", 1, List.of()),
        new AlertDetails("site/plant", null, null, List.of(), List.of()));
  }

  private static Alert opened(int window, TrafficKind kind) {
    return EpisodeAlerts.opened(EpisodeWindows.of("a", window, window, OPENED, kind, false));
  }

  private static List<Alert> episode(int window, TrafficKind kind) {
    return List.of(
        opened(window, kind),
        EpisodeAlerts.ended(
            EpisodeWindows.of("a", window, window, OPENED, kind, false),
            EpisodeWindows.of("a", window + 1, window, CLOSED, kind, false)));
  }

  /** What became of each telling, and that nothing is kept in the end; in any order of arrival. */
  @SafeVarargs
  private static List<String> run(AlertSettings.Preset preset, List<Alert>... episodes)
      throws Exception {
    List<Alert> all = new ArrayList<>();
    for (List<Alert> episode : episodes) {
      all.addAll(0, episode);
    }
    AlertSettings settings =
        new AlertSettings(
            Duration.ofMillis(6 * EpisodeWindows.WINDOW),
            List.of(AlertSettings.Scope.ALL),
            2,
            2,
            3,
            preset,
            Map.of());
    try (var harness =
        new KeyedOneInputStreamOperatorTestHarness<String, Alert, Alert>(
            new KeyedProcessOperator<>(new AlertSuppression(settings)),
            AlertSuppression::key,
            Types.STRING)) {
      harness.open();
      for (Alert alert : all) {
        harness.processElement(new StreamRecord<>(alert, alert.lastWindowEndMillis() - 1));
      }
      harness.processWatermark(1000 * EpisodeWindows.WINDOW);
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
      List<String> told = new ArrayList<>();
      for (StreamRecord<? extends Alert> record : harness.extractOutputStreamRecords()) {
        Alert it = record.getValue();
        String why = it.details().suppressed();
        told.add(
            it.firstWindowStartMillis() / EpisodeWindows.WINDOW
                + " "
                + (why == null ? it.change() : why));
      }
      return told;
    }
  }
}
