package io.mudlark.source.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReceiveWindowTest {
  @Test
  void the_watermark_is_sent_every_tenth_of_the_delay_but_no_more_than_tenfold_a_second() {
    assertThat(every(Duration.ZERO)).isEqualTo(100);
    assertThat(every(Duration.ofSeconds(1))).isEqualTo(100);
    assertThat(every(Duration.ofSeconds(5))).isEqualTo(500);
    assertThat(every(Duration.ofMinutes(5))).isEqualTo(1_000);
  }

  private static long every(Duration maxDelay) {
    return new ReceiveWindow(maxDelay, Duration.ZERO).watermarkEveryMillis();
  }
}
