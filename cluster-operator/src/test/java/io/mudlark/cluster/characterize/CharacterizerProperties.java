package io.mudlark.cluster.characterize;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.cluster.feature.Scaler;
import io.mudlark.cluster.hdbscan.HdbscanConfig.Multiplicity;
import io.mudlark.cluster.testing.Rows;
import io.mudlark.cluster.testing.Windows;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.ClusterSummary;
import io.mudlark.mrt.Volume;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CharacterizerProperties {
  @Property(tries = 40)
  void row_order_does_not_matter(@ForAll @IntRange(max = 300) int size, @ForAll long seed) {
    List<FlowRow> rows = mixture(size, new Random(seed));
    Characterization expected = Characterizer.standard().characterize(Windows.window(0, rows));
    Collections.shuffle(rows, new Random(seed + 1));
    assertThat(Characterizer.standard().characterize(Windows.window(0, rows))).isEqualTo(expected);
  }

  @Property(tries = 20)
  void row_order_does_not_matter_in_a_sampled_window(@ForAll long seed) {
    CharacterizerConfig config =
        new CharacterizerConfig(0.01, 4, 200, 0.5, 0.5, 2, Multiplicity.EXACT, 200);
    Characterizer characterizer = new Characterizer(config, Scaler.shipped());
    List<FlowRow> rows = CharacterizerTest.twoGroups(250);
    Characterization expected = characterizer.characterize(Windows.window(0, rows));
    assertThat(expected.fit().sampled()).isTrue();
    Collections.shuffle(rows, new Random(seed));
    assertThat(characterizer.characterize(Windows.window(0, rows))).isEqualTo(expected);
  }

  @Property(tries = 60)
  void clusters_and_noise_add_up_to_the_window(
      @ForAll @IntRange(max = 400) int size, @ForAll long seed) {
    Characterization window =
        Characterizer.standard().characterize(Windows.window(0, mixture(size, new Random(seed))));
    Volume sum = window.noise() == null ? Volume.NONE : window.noise().volume();
    int label = 0;
    for (ClusterSummary cluster : window.clusters()) {
      assertThat(cluster.label()).isEqualTo(label++);
      assertThat(cluster.volume().flows()).isGreaterThanOrEqualTo(window.fit().minClusterSize());
      sum = sum.plus(cluster.volume());
    }
    assertThat(sum).isEqualTo(window.totals().rejected());
    assertThat(window.clusters().size()).isLessThanOrEqualTo(100);
    assertThat(window.shape().volume()).isEqualTo(sum);
  }

  private static List<FlowRow> mixture(int size, Random random) {
    List<FlowRow> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      long start = Rows.T0 + random.nextInt(1_000_000) * 100_000L;
      switch (random.nextInt(4)) {
        case 0:
          rows.add(
              Rows.scanProbe(
                  "10.0.0." + random.nextInt(3), random.nextInt(65_536), start + i, i % 2 == 0));
          break;
        case 1:
          rows.add(Rows.lookup("9.9.9.9", i, start));
          break;
        case 2:
          rows.add(Rows.session("203.0.113." + random.nextInt(200), 443, i, start));
          break;
        default:
          rows.add(
              Rows.row(
                      17, random.nextBoolean(), "ff02::" + random.nextInt(9), 5353, i, start, start)
                  .in(random.nextInt(50), random.nextInt(50_000), 0)
                  .out(random.nextInt(50), random.nextInt(50_000), 0)
                  .build());
      }
    }
    return rows;
  }
}
