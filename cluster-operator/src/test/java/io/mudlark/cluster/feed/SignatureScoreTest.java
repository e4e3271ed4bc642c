package io.mudlark.cluster.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureScoreTest {
  @Test
  void the_shorter_series_slides_over_the_longer() {
    double[] longer = {9, 1, 2, 4, 1};
    double[] shorter = {10, 20, 40};
    assertThat(SignatureScore.correlation(longer, shorter)).isCloseTo(1, within(1e-12));
    assertThat(SignatureScore.correlation(shorter, longer)).isCloseTo(1, within(1e-12));
    assertThat(SignatureScore.correlation(new double[] {1, 2}, new double[] {2, 1}))
        .isCloseTo(-1, within(1e-12));
  }

  @Test
  void combines_largest_and_mean_correlation_and_the_penalty() {
    List<double[]> first = List.of(new double[] {1, 2, 3}, new double[] {1, 2, 3});
    List<double[]> second = List.of(new double[] {2, 4, 6}, new double[] {3, 2, 1});
    SignatureScore score =
        SignatureScore.of(first, second, new double[] {0, 10}, new double[] {0, 4});
    assertThat(score.max()).isCloseTo(1, within(1e-12));
    assertThat(score.average()).isCloseTo(0, within(1e-12));
    assertThat(score.penalty()).isEqualTo(0.4);
    assertThat(score.combined()).isCloseTo(0.2, within(1e-12));
    assertThat(score.isAlike()).isFalse();
  }

  @Test
  void ranges_that_differ_by_less_than_half_have_no_penalty() {
    List<double[]> series = List.of(new double[] {1, 2, 3});
    SignatureScore score =
        SignatureScore.of(series, series, new double[] {0, 10}, new double[] {0, 5});
    assertThat(score.penalty()).isEqualTo(1);
    assertThat(score.isAlike()).isTrue();
    assertThat(SignatureScore.of(series, series, new double[] {3}, new double[] {5}).penalty())
        .isEqualTo(1);
  }

  @Test
  void needs_the_same_metrics_of_both() {
    assertThatThrownBy(
            () ->
                SignatureScore.of(
                    List.of(new double[] {1}), List.of(), new double[0], new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
