package io.mudlark.cluster.characterize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LocationSampleTest {
  @Test
  void takes_everything_when_there_is_room() {
    assertThat(new LocationSample(rows(50, 3), 2).choose(200)).hasSize(50);
  }

  @Test
  void takes_something_of_every_stratum_and_no_more_than_the_cap() {
    ScaledRows rows = rows(5000, 7);
    int[] chosen = new LocationSample(rows, 2).choose(400);
    assertThat(chosen).hasSizeBetween(350, 400).isSorted().doesNotHaveDuplicates();
    assertThat(
            Arrays.stream(chosen).mapToDouble(location -> rows.ofLocation(location, 2)).distinct())
        .hasSize(7);
  }

  @Test
  void takes_the_heaviest_locations_first() {
    double[] values = new double[3 * 1300];
    for (int i = 0; i < 1000; i++) {
      values[3 * i] = i;
    }
    for (int i = 1000; i < 1300; i++) {
      values[3 * i] = 777;
    }
    ScaledRows rows = new ScaledRows(values, 3);
    assertThat(rows.locations()).isEqualTo(1000);
    assertThat(rows.copies(777)).isEqualTo(301);
    assertThat(new LocationSample(rows, 2).choose(100)).contains(777).hasSizeLessThanOrEqualTo(100);
  }

  @Test
  void finds_the_nearest_chosen_location_of_the_same_stratum() {
    ScaledRows rows = rows(1000, 4);
    LocationSample sample = new LocationSample(rows, 2);
    int[] chosen = sample.choose(200);
    int[] nearest = sample.nearest(chosen);
    for (int location = 0; location < rows.locations(); location++) {
      int expected = -1;
      for (int candidate : chosen) {
        boolean same = rows.ofLocation(candidate, 2) == rows.ofLocation(location, 2);
        if (same
            && (expected < 0
                || rows.squaredDistance(location, candidate)
                    < rows.squaredDistance(location, expected))) {
          expected = candidate;
        }
      }
      assertThat(rows.squaredDistance(location, nearest[location]))
          .isEqualTo(rows.squaredDistance(location, expected));
    }
  }

  /** Two random columns and a code. */
  private static ScaledRows rows(int count, int codes) {
    Random random = new Random(count);
    double[] values = new double[count * 3];
    for (int i = 0; i < count; i++) {
      values[3 * i] = random.nextGaussian();
      values[3 * i + 1] = random.nextGaussian();
      values[3 * i + 2] = i % codes;
    }
    return new ScaledRows(values, 3);
  }
}
