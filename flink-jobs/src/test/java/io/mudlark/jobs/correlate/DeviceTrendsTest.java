package io.mudlark.jobs.correlate;

import static io.mudlark.alert.Alert.Pattern.SCAN_LOGIN_UPLOAD;
import static io.mudlark.mrt.Episode.Phase.CLOSED;
import static io.mudlark.mrt.Episode.Phase.CONTINUED;
import static io.mudlark.mrt.Episode.Phase.OPENED;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.alert.Alert;
import io.mudlark.mrt.Episode;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.site.DeviceId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Match, near miss and time-out of each pattern over the signs of one device. */
class DeviceTrendsTest {
  private static final AlertSettings SETTINGS = AlertSettings.within(Duration.ofMinutes(30));
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final DeviceId PLUG = new DeviceId("a", "plug");

  @Test
  void a_scan_then_a_login_then_data_out_is_one_alert_that_ends_with_the_episode()
      throws Exception {
    List<Alert> alerts =
        run(
            window(1, OPENED, TrafficKind.PORT_SCAN_INBOUND),
            window(2, CONTINUED, TrafficKind.BRUTE_FORCE_INBOUND),
            window(4, CONTINUED, TrafficKind.BULK_UPLOAD),
            window(5, CLOSED, TrafficKind.BULK_UPLOAD));
    assertThat(alerts)
        .extracting(a -> a.pattern() + " " + a.change() + " " + a.firstWindowStartMillis())
        .containsExactly(
            "SCAN_LOGIN_UPLOAD opened " + EpisodeWindows.WINDOW,
            "SCAN_LOGIN_UPLOAD closed " + EpisodeWindows.WINDOW);
    assertThat(alerts.get(1).revision()).isEqualTo(2);
    assertThat(alerts.get(1).id()).isEqualTo(alerts.get(0).id());
    assertThat(alerts.get(1).lastWindowEndMillis()).isEqualTo(6 * EpisodeWindows.WINDOW);
  }

  @Test
  void stages_that_lie_in_one_window_count_in_their_order() throws Exception {
    Sign scanAndLogin = window(1, OPENED, TrafficKind.NEW_CLIENT, TrafficKind.PORT_SCAN_INBOUND);
    List<Alert> alerts = run(scanAndLogin, window(2, CONTINUED, TrafficKind.BULK_UPLOAD));
    assertThat(alerts).extracting(Alert::pattern).containsExactly(SCAN_LOGIN_UPLOAD);
    assertThat(alerts.get(0).firstWindowStartMillis()).isEqualTo(EpisodeWindows.WINDOW);
    assertThat(
            run(
                window(
                    1,
                    OPENED,
                    TrafficKind.BULK_UPLOAD,
                    TrafficKind.PORT_SCAN_INBOUND,
                    TrafficKind.BRUTE_FORCE_INBOUND)))
        .extracting(Alert::pattern)
        .containsExactly(SCAN_LOGIN_UPLOAD);
    assertThat(
            run(
                window(1, OPENED, TrafficKind.BULK_UPLOAD, TrafficKind.PORT_SCAN_INBOUND),
                window(2, CONTINUED, TrafficKind.NEW_CLIENT)))
        .isEmpty();
  }

  @Test
  void the_same_in_another_order_or_without_the_login_is_none() throws Exception {
    assertThat(
            run(
                window(1, OPENED, TrafficKind.BULK_UPLOAD),
                window(2, CONTINUED, TrafficKind.BRUTE_FORCE_INBOUND),
                window(3, CONTINUED, TrafficKind.PORT_SCAN_INBOUND)))
        .isEmpty();
    assertThat(
            run(
                window(1, OPENED, TrafficKind.PORT_SCAN_INBOUND),
                window(2, CONTINUED, TrafficKind.BULK_UPLOAD)))
        .isEmpty();
  }

  @Test
  void data_out_exactly_as_late_as_allowed_counts_and_later_does_not() throws Exception {
    assertThat(
            run(
                window(1, OPENED, TrafficKind.PORT_SCAN_INBOUND),
                window(2, CONTINUED, TrafficKind.NEW_CLIENT),
                window(7, CONTINUED, TrafficKind.BULK_UPLOAD)))
        .extracting(Alert::pattern)
        .containsExactly(SCAN_LOGIN_UPLOAD);
    assertThat(
            run(
                window(1, OPENED, TrafficKind.PORT_SCAN_INBOUND),
                window(2, CONTINUED, TrafficKind.NEW_CLIENT),
                window(8, CONTINUED, TrafficKind.BULK_UPLOAD)))
        .isEmpty();
  }

  @Test
  void a_flood_of_two_windows_is_told_once_and_one_of_a_single_window_is_not() throws Exception {
    assertThat(
            run(
                window(1, OPENED, TrafficKind.FLOOD_OUTBOUND),
                window(2, CONTINUED, TrafficKind.FLOOD_OUTBOUND),
                window(3, CONTINUED, TrafficKind.FLOOD_OUTBOUND)))
        .extracting(a -> a.pattern() + " " + a.change())
        .containsExactly("FLOOD opened");
    assertThat(run(window(1, OPENED, TrafficKind.FLOOD_INBOUND))).isEmpty();
    assertThat(
            run(
                window(1, OPENED, TrafficKind.FLOOD_INBOUND),
                window(8, CONTINUED, TrafficKind.FLOOD_INBOUND)))
        .isEmpty();
  }

  @Test
  void a_beacon_needs_three_windows_and_a_new_service_is_none() throws Exception {
    assertThat(
            run(
                window(1, OPENED, TrafficKind.BEACON),
                window(3, CONTINUED, TrafficKind.BEACON),
                window(5, CONTINUED, TrafficKind.BEACON)))
        .extracting(a -> a.pattern() + " " + a.severity())
        .containsExactly("BEACONING HIGH");
    assertThat(
            run(
                window(1, OPENED, TrafficKind.BEACON),
                window(3, CONTINUED, TrafficKind.NEW_SERVICE),
                window(5, CONTINUED, TrafficKind.BEACON)))
        .isEmpty();
    assertThat(
            run(
                window(1, OPENED, TrafficKind.BEACON),
                window(5, CONTINUED, TrafficKind.BEACON),
                window(9, CONTINUED, TrafficKind.BEACON)))
        .isEmpty();
  }

  @Test
  void rejected_traffic_after_a_profile_change_is_told_when_there_was_none_before()
      throws Exception {
    Sign change = sign(Sign.Kind.PROFILE_CHANGED, 2 * EpisodeWindows.WINDOW - 5, "new version");
    List<Alert> alerts = run(change, window(2, OPENED, TrafficKind.NEW_SERVICE));
    assertThat(alerts).extracting(Alert::pattern).containsExactly(Alert.Pattern.PROFILE_CHANGE);
    assertThat(alerts.get(0).reasons()).contains("new version");
    assertThat(
            run(
                window(0, OPENED, TrafficKind.NEW_SERVICE),
                change,
                window(2, CONTINUED, TrafficKind.NEW_SERVICE)))
        .isEmpty();
    assertThat(run(change, window(9, OPENED, TrafficKind.NEW_SERVICE))).isEmpty();
    assertThat(
            run(
                window(0, OPENED, TrafficKind.NEW_SERVICE),
                window(1, CLOSED, TrafficKind.NEW_SERVICE),
                change,
                window(2, OPENED, TrafficKind.NEW_SERVICE)))
        .isEmpty();
  }

  @Test
  void of_two_profile_changes_the_later_one_is_told_of() throws Exception {
    Sign first = sign(Sign.Kind.PROFILE_CHANGED, EpisodeWindows.WINDOW, "first version");
    Sign second = sign(Sign.Kind.PROFILE_CHANGED, 2 * EpisodeWindows.WINDOW, "second version");
    List<Alert> alerts = run(second, first, first, window(2, OPENED, TrafficKind.NEW_SERVICE));
    assertThat(alerts).hasSize(1);
    assertThat(alerts.get(0).reasons()).contains("second version").doesNotContain("first version");
  }

  @Test
  void a_broken_process_with_rejected_traffic_is_told_whichever_comes_first() throws Exception {
    Sign broken = sign(Sign.Kind.PROCESS_BROKEN, 3 * EpisodeWindows.WINDOW + 7, "case 4 broken");
    for (int window : new int[] {1, 5}) {
      assertThat(run(broken, window(window, OPENED, TrafficKind.NEW_CLIENT)))
          .extracting(a -> a.pattern() + " " + a.severity())
          .containsExactly("PROCESS_AND_REJECTED CRITICAL");
    }
    assertThat(run(broken)).isEmpty();
    assertThat(run(broken, window(12, OPENED, TrafficKind.NEW_CLIENT))).isEmpty();
  }

  @Test
  void what_was_told_of_a_closed_episode_is_told_again_only_of_new_signs() throws Exception {
    List<Alert> alerts =
        run(
            window(1, OPENED, TrafficKind.FLOOD_OUTBOUND),
            window(2, CONTINUED, TrafficKind.FLOOD_OUTBOUND),
            window(3, CLOSED, TrafficKind.FLOOD_OUTBOUND),
            window(4, OPENED, TrafficKind.FLOOD_OUTBOUND),
            window(5, CONTINUED, TrafficKind.FLOOD_OUTBOUND));
    assertThat(alerts).extracting(Alert::change).containsExactly("opened", "closed", "opened");
    assertThat(alerts.get(2).id()).isNotEqualTo(alerts.get(0).id());
  }

  @Test
  void a_flood_that_the_alert_about_its_episode_tells_of_from_the_first_is_marked()
      throws Exception {
    Sign first = window(1, OPENED, TrafficKind.FLOOD_OUTBOUND);
    Sign second = window(2, 1, CONTINUED, TrafficKind.FLOOD_OUTBOUND);
    Sign closed = window(3, 1, CLOSED, TrafficKind.FLOOD_OUTBOUND);
    String repeats = "repeats alert " + EpisodeAlerts.opened(windowOf(first)).id();
    assertThat(run(AlertSettings.Preset.NORMAL, first, second, closed))
        .extracting(a -> a.change() + ": " + a.details().suppressed())
        .containsExactly("opened: " + repeats, "closed: " + repeats);
    assertThat(run(AlertSettings.Preset.ALL, first, second, closed))
        .extracting(a -> a.details().suppressed())
        .containsOnlyNulls();
  }

  @Test
  void a_flood_is_told_of_when_its_episode_began_as_something_else_or_is_less_urgent()
      throws Exception {
    assertThat(
            run(
                AlertSettings.Preset.NORMAL,
                window(1, OPENED, TrafficKind.NEW_SERVICE),
                window(2, 1, CONTINUED, TrafficKind.FLOOD_OUTBOUND),
                window(3, 1, CONTINUED, TrafficKind.FLOOD_OUTBOUND)))
        .extracting(a -> a.details().suppressed())
        .hasSize(1)
        .containsOnlyNulls();
    List<Alert> inbound =
        run(
            AlertSettings.Preset.NORMAL,
            window(1, OPENED, TrafficKind.FLOOD_INBOUND),
            window(2, 1, CONTINUED, TrafficKind.FLOOD_INBOUND));
    assertThat(inbound).extracting(a -> a.details().suppressed()).hasSize(1).containsOnlyNulls();
    assertThat(inbound.get(0).signature().kind()).isEqualTo(TrafficKind.FLOOD_INBOUND);
  }

  @Test
  void an_alert_whose_episode_is_not_heard_of_again_is_told_of_as_still_open_and_forgotten()
      throws Exception {
    try (var harness = harness(AlertSettings.Preset.ALL)) {
      for (int number = 1; number < 3; number++) {
        Sign sign = window(number, 1, CONTINUED, TrafficKind.FLOOD_OUTBOUND);
        harness.sign(sign);
      }
      long waited = 3 * EpisodeWindows.WINDOW + SETTINGS.within().plus(LONGEST).toMillis();
      harness.watermark(waited - 1);
      assertThat(harness.entries()).isEqualTo(1);
      assertThat(harness.alerts()).hasSize(1);
      harness.watermark(waited);
      assertThat(harness.alerts())
          .extracting(a -> a.revision() + " " + a.state())
          .containsExactly("1 OPEN", "2 OPEN");
      assertThat(harness.entries()).isZero();
      assertThat(harness.timers()).isZero();
    }
  }

  private static Sign window(int number, Episode.Phase phase, TrafficKind... kinds) {
    return window(number, number, phase, kinds);
  }

  private static Sign window(int number, int first, Episode.Phase phase, TrafficKind... kinds) {
    EpisodeWindow window = EpisodeWindows.of("a", number, first, phase, kinds[0], false);
    return Sign.of(EpisodeWindows.showing(window, kinds));
  }

  private static EpisodeWindow windowOf(Sign sign) {
    return Objects.requireNonNull(sign.window());
  }

  private static Sign sign(Sign.Kind kind, long time, String text) {
    return new Sign(PLUG, kind, time, null, text, List.of());
  }

  /** All at once, or step by step: the same. */
  private static List<Alert> run(Sign... signs) throws Exception {
    return run(AlertSettings.Preset.ALL, signs);
  }

  /** But for the last telling of what was still open when all of time had passed. */
  private static List<Alert> run(AlertSettings.Preset preset, Sign... signs) throws Exception {
    List<Alert> atOnce;
    try (var harness = harness(preset)) {
      for (Sign sign : signs) {
        harness.sign(sign);
      }
      harness.watermark(Long.MAX_VALUE - 1);
      assertThat(harness.entries()).isZero();
      assertThat(harness.timers()).isZero();
      atOnce = harness.alerts();
    }
    List<Sign> sorted = List.of(signs).stream().sorted(Sign.IN_TIME).toList();
    try (var harness = harness(preset)) {
      for (Sign sign : sorted) {
        harness.sign(sign);
        harness.watermark(sign.timeMillis());
      }
      harness.watermark(Long.MAX_VALUE - 1);
      assertThat(harness.alerts()).isEqualTo(atOnce);
    }
    return atOnce.stream()
        .filter(alert -> alert.revision() == 1 || alert.state() != Alert.State.OPEN)
        .toList();
  }

  private static TrendHarness harness(AlertSettings.Preset preset) throws Exception {
    return new TrendHarness(
        new AlertSettings(SETTINGS.within(), SETTINGS.scopes(), 2, 2, 3, preset, Map.of()),
        LONGEST);
  }
}
