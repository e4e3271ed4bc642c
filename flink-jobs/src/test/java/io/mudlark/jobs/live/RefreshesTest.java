package io.mudlark.jobs.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefreshesTest {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private int made;

  @BeforeEach
  void beginAtNoon() {
    StepClock.MILLIS.set(43_200_000);
  }

  @Test
  void results_are_made_once_a_window() {
    Refreshes refreshes = new Refreshes(new StepClock(), WINDOW, () -> ++made);
    for (int second = 0; second < 180; second++) {
      refreshes.whenDue();
      StepClock.MILLIS.addAndGet(1_000);
    }
    refreshes.whenDue();
    assertThat(made).isEqualTo(3);
  }

  @Test
  void results_that_take_long_are_made_in_a_hundredth_of_the_time() {
    Refreshes refreshes =
        new Refreshes(
            new StepClock(),
            WINDOW,
            () -> {
              StepClock.MILLIS.addAndGet(5_000);
              return ++made;
            });
    for (int minute = 0; minute <= 17; minute++) {
      refreshes.whenDue();
      StepClock.MILLIS.addAndGet(60_000);
    }
    assertThat(made).isEqualTo(2);
  }

  @Test
  void results_that_cannot_be_written_end_nothing_and_are_tried_again_for_the_next_window() {
    Refreshes refreshes =
        new Refreshes(
            new StepClock(),
            WINDOW,
            () -> {
              made++;
              if (made == 1) {
                throw new IOException("No space left on device");
              } else if (made == 2) {
                throw new UncheckedIOException(new IOException("Input/output error"));
              }
              return made;
            });
    for (int minute = 1; minute <= 3; minute++) {
      StepClock.MILLIS.addAndGet(60_000);
      refreshes.whenDue();
      refreshes.whenDue();
    }
    assertThat(made).isEqualTo(3);
    assertThat(refreshes.failed()).isEqualTo(2);
  }
}
