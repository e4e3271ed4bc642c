package io.mudlark.process.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RateTrackerTest {
  private static final long SECOND = 1_000_000_000L;
  private static final RateTracker.Limits LIMITS = new RateTracker.Limits(10 * SECOND, 2, 3, 4);

  private static int alarms(RateTracker tracker, String key, int events, long from) {
    int alarms = 0;
    for (int i = 0; i < events; i++) {
      alarms += tracker.exceeds(key, from + i) ? 1 : 0;
    }
    return alarms;
  }

  @Test
  void a_flood_is_reported_once_per_window_at_the_event_that_is_too_many() {
    RateTracker learning = new RateTracker(LIMITS);
    for (int i = 0; i < 5; i++) {
      learning.learn("sensor topic", i * SECOND);
    }
    RateTracker tracker = new RateTracker(LIMITS, learning.busiest());
    assertThat(tracker.allowed("sensor topic")).isEqualTo(10);
    assertThat(alarms(tracker, "sensor topic", 10, 0)).isZero();
    assertThat(tracker.exceeds("sensor topic", SECOND)).isTrue();
    assertThat(alarms(tracker, "sensor topic", 100, 2 * SECOND)).isZero();
    assertThat(alarms(tracker, "sensor topic", 100, 10 * SECOND)).isEqualTo(1);
  }

  @Test
  void an_unknown_client_has_the_floor() {
    RateTracker tracker = new RateTracker(LIMITS);
    assertThat(alarms(tracker, "rogue", 3, 0)).isZero();
    assertThat(tracker.exceeds("rogue", 5)).isTrue();
  }

  @Test
  void keys_beyond_the_limit_are_counted_as_untracked() {
    RateTracker tracker = new RateTracker(LIMITS);
    for (int key = 0; key < 10; key++) {
      tracker.exceeds("key " + key, key);
      tracker.learn("key " + key, key);
    }
    assertThat(tracker.keys()).hasSize(4);
    assertThat(tracker.busiest()).hasSize(4);
    assertThat(tracker.untracked()).isEqualTo(12);
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> new RateTracker.Limits(0, 2, 3, 4))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
