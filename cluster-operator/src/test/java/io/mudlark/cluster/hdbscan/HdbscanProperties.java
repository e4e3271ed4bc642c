package io.mudlark.cluster.hdbscan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudlark.cluster.hdbscan.Hdbscan.Route;
import io.mudlark.cluster.hdbscan.HdbscanConfig.Multiplicity;
import io.mudlark.cluster.hdbscan.HdbscanConfig.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class HdbscanProperties {

  @Property(tries = 400, seed = "3", shrinking = ShrinkingMode.OFF)
  void answers_as_the_definition_does_on_small_sets(
      @ForAll @LongRange(min = 0) long seed, @ForAll @IntRange(min = 0, max = 45) int n) {
    Random random = new Random(seed);
    double[][] rows = rows(random, n, 1 + random.nextInt(3));
    HdbscanConfig config = config(random);
    ByDefinition expected = new ByDefinition(rows, config);
    for (Route route : Route.values()) {
      Clustering found = new Hdbscan(config, route).fit(rows);
      String what = config + " by " + route + " on " + Arrays.deepToString(rows);
      assertThat(found.sortedMstWeights()).as(what).isEqualTo(expected.weights());
      assertThat(found.labels()).as(what).isEqualTo(expected.labels());
      assertThat(found.probabilities())
          .as(what)
          .containsExactly(expected.probabilities(), within(1e-12));
      assertThat(found.outlierScores())
          .as(what)
          .containsExactly(expected.outlierScores(), within(1e-12));
    }
  }

  @Property(tries = 60, seed = "5", shrinking = ShrinkingMode.OFF)
  void every_route_gives_the_same_bits(
      @ForAll @LongRange(min = 0) long seed, @ForAll @IntRange(min = 50, max = 900) int n) {
    Random random = new Random(seed);
    double[][] rows = rows(random, n, 1 + random.nextInt(9));
    HdbscanConfig config = config(random);
    Clustering prim = new Hdbscan(config, Route.PRIM).fit(rows);
    Clustering boruvka = new Hdbscan(config, Route.BORUVKA).fit(rows);
    assertThat(boruvka.sortedMstWeights()).isEqualTo(prim.sortedMstWeights());
    assertThat(boruvka.labels()).isEqualTo(prim.labels());
    assertThat(boruvka.hierarchy()).isEqualTo(prim.hierarchy());
    assertThat(boruvka.probabilities()).isEqualTo(prim.probabilities());
    assertThat(boruvka.outlierScores()).isEqualTo(prim.outlierScores());
  }

  @Property(tries = 60, seed = "7", shrinking = ShrinkingMode.OFF)
  void the_order_of_the_rows_does_not_matter(
      @ForAll @LongRange(min = 0) long seed, @ForAll @IntRange(min = 2, max = 400) int n) {
    Random random = new Random(seed);
    double[][] rows = rows(random, n, 1 + random.nextInt(4));
    Hdbscan hdbscan = Hdbscan.with(config(random));
    Clustering first = hdbscan.fit(rows);
    int[] order = Partitions.shuffle(n, random);
    Clustering second = hdbscan.fit(Partitions.permuted(rows, order));
    assertThat(Partitions.byFirstRow(Partitions.mappedBack(second.labels(), order)))
        .isEqualTo(first.labels());
    for (int i = 0; i < n; i++) {
      assertThat(second.probability(i)).isEqualTo(first.probability(order[i]));
      assertThat(second.outlierScore(i)).isEqualTo(first.outlierScore(order[i]));
    }
  }

  @Property(tries = 100, seed = "11", shrinking = ShrinkingMode.OFF)
  void capping_equals_leaving_out_the_copies_beyond_the_cap(
      @ForAll @LongRange(min = 0) long seed, @ForAll @IntRange(min = 12, max = 200) int n) {
    Random random = new Random(seed);
    double[][] rows = rows(random, n, 2);
    HdbscanConfig exact =
        HdbscanConfig.of(2 + random.nextInt(6), 1 + random.nextInt(5))
            .withAllowSingleCluster(random.nextBoolean());
    Map<String, Integer> copies = new HashMap<>();
    List<double[]> fewer = new ArrayList<>();
    int[] at = new int[n];
    for (int i = 0; i < n; i++) {
      String key = Arrays.toString(rows[i]);
      if (copies.merge(key, 1, Integer::sum) <= exact.minSamples()) {
        fewer.add(rows[i]);
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < fewer.size(); j++) {
        at[i] = Arrays.equals(fewer.get(j), rows[i]) ? j : at[i];
      }
    }
    Clustering capped = Hdbscan.with(exact.withMultiplicity(Multiplicity.CAPPED)).fit(rows);
    Clustering reduced = Hdbscan.with(exact).fit(fewer.toArray(double[][]::new));
    assertThat(capped.sortedMstWeights()).isEqualTo(reduced.sortedMstWeights());
    int[] expected = new int[n];
    Arrays.setAll(expected, i -> reduced.label(at[i]));
    assertThat(capped.labels()).isEqualTo(Partitions.byFirstRow(expected));
    assertThat(capped.clusters().stream().mapToInt(DensityCluster::rows).sum())
        .isEqualTo(n - capped.noiseRows());
  }

  /** Points of a coarse grid, of blobs, and copies of earlier ones, in changing shares. */
  private static double[][] rows(Random random, int n, int columns) {
    double duplicates = random.nextInt(3) * 0.4;
    double grid = random.nextInt(3) * 0.5;
    int cells = 2 + random.nextInt(5);
    double[][] rows = new double[n][columns];
    for (int i = 0; i < n; i++) {
      if (i > 0 && random.nextDouble() < duplicates) {
        rows[i] = rows[random.nextInt(1 + random.nextInt(i))].clone();
        continue;
      }
      boolean onGrid = random.nextDouble() < grid;
      int blob = random.nextInt(3);
      for (int c = 0; c < columns; c++) {
        rows[i][c] = onGrid ? random.nextInt(cells) : blob * 2 + 0.3 * random.nextGaussian();
      }
    }
    return rows;
  }

  private static HdbscanConfig config(Random random) {
    return HdbscanConfig.of(2 + random.nextInt(8), 1 + random.nextInt(8))
        .withSelection(random.nextInt(3) == 0 ? Selection.LEAF : Selection.EXCESS_OF_MASS)
        .withAllowSingleCluster(random.nextBoolean())
        .withSelectionEpsilon(random.nextInt(3) == 0 ? random.nextDouble() * 2 : 0)
        .withMaxClusterSize(random.nextInt(3) == 0 ? 2 + random.nextInt(20) : 0);
  }
}
