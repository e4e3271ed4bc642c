package io.mudlark.jobs.correlate;

import static io.mudlark.mrt.Episode.Phase.CLOSED;
import static io.mudlark.mrt.Episode.Phase.CONTINUED;
import static io.mudlark.mrt.Episode.Phase.OPENED;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.alert.Alert;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.mrt.Episode;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.site.DeviceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Of devices that come and go, keyed state and timers return to zero in every step of {@code
 * correlate}. Twenty thousand here; {@code benchmarks/stream/states.sh} lets a million come.
 */
@SuppressWarnings("try") // Flink's harness declares that close() may throw any Exception
class TrendStateTest {
  private static final int DEVICES = Integer.getInteger("mudlark.devices", 20_000);

  /** Devices that come together; the watermark passes after each such cohort. */
  private static final int COHORT = 1_000;

  private static final Duration LENGTH = Duration.ofMillis(EpisodeWindows.WINDOW);
  private static final Duration LONGEST = Duration.ofHours(2);
  private static final AlertSettings SETTINGS =
      new AlertSettings(
          Duration.ofMinutes(15),
          List.of(AlertSettings.Scope.SITE),
          2,
          2,
          3,
          AlertSettings.Preset.NORMAL,
          Map.of());

  private long most;

  @AfterEach
  void says_how_many_entries_there_were_at_most() {
    assertThat(most).isPositive().isLessThanOrEqualTo(60L * COHORT);
  }

  @Test
  void of_the_episodes_of_a_device() throws Exception {
    try (var harness =
        new KeyedOneInputStreamOperatorTestHarness<DeviceId, EpisodeWindow, Alert>(
            new KeyedProcessOperator<>(new DeviceEpisodes(LONGEST)),
            EpisodeWindow::device,
            ModelTypes.DEVICE_ID)) {
      harness.open();
      for (int cohort = 0; cohort < DEVICES / COHORT; cohort++) {
        for (EpisodeWindow window : windows(cohort)) {
          harness.processElement(window, time(window));
        }
        count(harness, harness.numKeyedStateEntries());
        harness.processWatermark(end(cohort));
      }
      harness.processWatermark(afterAll());
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void of_what_profiles_missed() throws Exception {
    try (var harness =
        new KeyedTwoInputStreamOperatorTestHarness<
            DeviceId, EpisodeWindow, WindowMisses, EpisodeWindow>(
            new KeyedCoProcessOperator<>(new MissJoin(LENGTH)),
            EpisodeWindow::device,
            WindowMisses::device,
            ModelTypes.DEVICE_ID)) {
      harness.open();
      for (int cohort = 0; cohort < DEVICES / COHORT; cohort++) {
        for (EpisodeWindow window : windows(cohort)) {
          long end = window.window().endMillis();
          harness.processElement1(window, time(window));
          harness.processElement2(new WindowMisses(window.device(), end, List.of()), time(window));
          harness.processElement2(
              new WindowMisses(window.device(), end + EpisodeWindows.WINDOW, List.of()), end);
        }
        count(harness, harness.numKeyedStateEntries());
        harness.processBothWatermarks(new Watermark(end(cohort)));
      }
      harness.processBothWatermarks(new Watermark(afterAll()));
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  /** All after a profile change; half are flooded, half scanned and logged in to, no more. */
  @Test
  void of_the_patterns_over_a_device() throws Exception {
    try (var harness = new TrendHarness(SETTINGS, LONGEST)) {
      for (int cohort = 0; cohort < DEVICES / COHORT; cohort++) {
        for (EpisodeWindow window : windows(cohort)) {
          harness.sign(Sign.of(halfOfASequence(window)));
          if (window.opens()) {
            long begin = window.window().startMillis();
            harness.sign(
                new Sign(
                    window.device(), Sign.Kind.PROFILE_CHANGED, begin, null, "new", List.of()));
          }
        }
        most = Math.max(most, harness.entries());
        harness.watermark(end(cohort));
      }
      harness.watermark(afterAll());
      assertThat(harness.entries()).isZero();
      assertThat(harness.timers()).isZero();
    }
  }

  @Test
  void of_pairs_of_devices_and_their_campaigns() throws Exception {
    try (var pairs =
            new KeyedOneInputStreamOperatorTestHarness<String, Sighting, SightingPair>(
                new KeyedProcessOperator<>(new SightingPairs(SETTINGS.within())),
                Sighting::key,
                Types.STRING);
        var campaigns =
            new KeyedTwoInputStreamOperatorTestHarness<String, SightingPair, Sighting, Alert>(
                new KeyedCoProcessOperator<>(new CampaignAlerts(SETTINGS, LENGTH)),
                SightingPair::key,
                Sighting::key,
                Types.STRING)) {
      pairs.open();
      campaigns.open();
      for (int cohort = 0; cohort < DEVICES / COHORT; cohort++) {
        for (EpisodeWindow window : windows(cohort)) {
          Sighting sighting = new Sighting("site/" + window.device().site(), window);
          if (sighting.pairs()) {
            pairs.processElement(sighting, time(window));
          }
          campaigns.processElement2(sighting, time(window));
        }
        count(pairs, pairs.numKeyedStateEntries());
        pairs.processWatermark(end(cohort));
        for (SightingPair pair : pairs.extractOutputValues()) {
          campaigns.processElement1(pair, pair.timeMillis());
        }
        count(campaigns, campaigns.numKeyedStateEntries());
        campaigns.processBothWatermarks(new Watermark(end(cohort)));
      }
      pairs.processWatermark(afterAll());
      campaigns.processBothWatermarks(new Watermark(afterAll()));
      assertThat(pairs.numKeyedStateEntries() + campaigns.numKeyedStateEntries()).isZero();
      assertThat(pairs.numEventTimeTimers() + campaigns.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void of_what_people_were_told() throws Exception {
    try (var harness =
        new KeyedOneInputStreamOperatorTestHarness<String, Alert, Alert>(
            new KeyedProcessOperator<>(new AlertSuppression(SETTINGS)),
            AlertSuppression::key,
            Types.STRING)) {
      harness.open();
      for (int cohort = 0; cohort < DEVICES / COHORT; cohort++) {
        for (EpisodeWindow window : windows(cohort)) {
          if (window.opens()) {
            harness.processElement(EpisodeAlerts.opened(window), time(window));
          }
        }
        count(harness, harness.numKeyedStateEntries());
        harness.processWatermark(end(cohort));
      }
      harness.processWatermark(afterAll());
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  /** What was put out so far is of no interest any more. */
  private void count(AbstractStreamOperatorTestHarness<?> harness, long entries) {
    harness.getOutput().clear();
    most = Math.max(most, entries);
  }

  /**
   * Three windows each: every second device's episode is closed in the third, the others are not
   * heard of again. Two devices share a site.
   */
  private static List<EpisodeWindow> windows(int cohort) {
    int first = 3 * cohort;
    List<EpisodeWindow> windows = new ArrayList<>();
    for (int window = first; window < first + 3; window++) {
      for (int i = 0; i < COHORT; i++) {
        boolean last = window == first + 2;
        if (!last || i % 2 == 0) {
          Episode.Phase phase = window == first ? OPENED : last ? CLOSED : CONTINUED;
          windows.add(
              EpisodeWindows.of(
                  "site-" + (cohort * COHORT + i) / 2,
                  "device-" + i,
                  window,
                  first,
                  phase,
                  TrafficKind.FLOOD_OUTBOUND));
        }
      }
    }
    return windows;
  }

  private static EpisodeWindow halfOfASequence(EpisodeWindow window) {
    String name = window.device().name();
    if ((name.charAt(name.length() - 1) - '0') % 2 == 0) {
      return window;
    }
    return EpisodeWindows.showing(
        window, window.opens() ? TrafficKind.PORT_SCAN_INBOUND : TrafficKind.BRUTE_FORCE_INBOUND);
  }

  private static long time(EpisodeWindow window) {
    return window.window().endMillis() - 1;
  }

  private static long end(int cohort) {
    return 3L * (cohort + 1) * EpisodeWindows.WINDOW;
  }

  private static long afterAll() {
    return end(DEVICES / COHORT) + 4 * LONGEST.toMillis();
  }
}
