package io.mudlark.mrt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VolumeTest {
  @Test
  void an_exporter_that_claims_the_most_there_is_makes_no_sum_negative() {
    Volume liar = Volume.NONE.plusFlow(Long.MAX_VALUE, Long.MAX_VALUE);
    Volume most = new Volume(2, Long.MAX_VALUE, Long.MAX_VALUE);
    assertThat(liar.plusFlow(10, 5_000_000)).isEqualTo(most);
    assertThat(liar.plus(Volume.NONE.plusFlow(10, 5_000_000))).isEqualTo(most);
  }
}
