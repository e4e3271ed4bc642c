package io.mudlark.cluster.hdbscan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.mudlark.cluster.hdbscan.Hdbscan.Route;
import io.mudlark.cluster.hdbscan.HdbscanConfig.Multiplicity;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HdbscanTest {
  private static final HdbscanConfig CONFIG = HdbscanConfig.of(5, 3);

  @Test
  void no_rows_are_no_clusters() {
    Clustering found = Hdbscan.with(CONFIG).fit(new double[0][]);
    assertThat(found.rows()).isZero();
    assertThat(found.clusterCount()).isZero();
    assertThat(found.hierarchy()).isEmpty();
    assertThat(found.sortedMstWeights()).isEmpty();
  }

  @Test
  void one_row_is_noise_and_no_outlier() {
    Clustering found = Hdbscan.with(CONFIG.withAllowSingleCluster(true)).fit(new double[][] {{1}});
    assertThat(found.labels()).containsExactly(-1);
    assertThat(found.outlierScores()).containsExactly(0.0);
    assertThat(found.sortedMstWeights()).isEmpty();
  }

  @Test
  void fewer_rows_than_a_cluster_needs_are_noise() {
    double[][] rows = {{1, 1}, {1, 1}, {1, 1}, {2, 1}};
    Clustering found = Hdbscan.with(CONFIG.withAllowSingleCluster(true)).fit(rows);
    assertThat(found.labels()).containsOnly(-1);
  }

  @Test
  void rows_that_are_not_finite_are_noise_and_counted() {
    double[][] rows = twoPiles(10);
    double[][] spoilt = Arrays.copyOf(rows, 23);
    spoilt[20] = new double[] {Double.NaN, 0};
    spoilt[21] = new double[] {0, Double.POSITIVE_INFINITY};
    spoilt[22] = new double[] {Double.NEGATIVE_INFINITY, 0};
    Clustering found = Hdbscan.with(CONFIG).fit(spoilt);
    assertThat(found.unusableRows()).isEqualTo(3);
    assertThat(found.noiseRows()).isEqualTo(3);
    assertThat(found.rows()).isEqualTo(23);
    assertThat(Arrays.copyOf(found.labels(), 20))
        .isEqualTo(Hdbscan.with(CONFIG).fit(rows).labels());
    assertThat(found.labels()).endsWith(-1, -1, -1);
    assertThat(found.locationOfRows()).endsWith(-1, -1, -1);
    assertThat(found.coreDistances()).endsWith(Double.NaN, Double.NaN, Double.NaN);
  }

  @Test
  void only_rows_that_are_not_finite_are_all_noise() {
    Clustering found = Hdbscan.with(CONFIG).fit(new double[][] {{Double.NaN}, {Double.NaN}});
    assertThat(found.labels()).containsExactly(-1, -1);
    assertThat(found.locations()).isZero();
  }

  @Test
  void negative_zero_is_zero() {
    Clustering found = Hdbscan.with(CONFIG).fit(new double[][] {{0.0, 1}, {-0.0, 1}, {2, -0.0}});
    assertThat(found.locations()).isEqualTo(2);
  }

  @Test
  void rows_without_columns_are_all_equal() {
    Clustering found = Hdbscan.with(CONFIG.withAllowSingleCluster(true)).fit(new double[7][0]);
    assertThat(found.locations()).isOne();
    assertThat(found.labels()).containsOnly(0);
  }

  @Test
  void two_piles_are_two_clusters_with_infinite_death() {
    Clustering found = Hdbscan.with(CONFIG).fit(twoPiles(10));
    assertThat(found.clusterCount()).isEqualTo(2);
    DensityCluster pile = found.clusters().get(0);
    assertThat(pile.rows()).isEqualTo(10);
    assertThat(pile.locations()).isEqualTo(1);
    assertThat(pile.birth()).isEqualTo(0.1);
    assertThat(pile.death()).isInfinite();
    assertThat(pile.persistence()).isEqualTo(1.0);
    assertThat(pile.relativeLifetime()).isEqualTo(1.0);
    assertThat(found.probabilities()).containsOnly(1.0);
  }

  @Test
  void a_pile_no_larger_than_min_samples_is_no_cluster_of_its_own() {
    // 6 copies each, 8 samples: the copies hold together at the core distance, which is the
    // distance of the piles, so all twelve rows fall apart at once
    HdbscanConfig config = HdbscanConfig.of(5, 8);
    assertThat(Hdbscan.with(config).fit(twoPiles(6)).labels()).containsOnly(-1);
  }

  @Test
  void capped_copies_are_not_infinitely_dense_but_all_reported() {
    Random random = new Random(1);
    double[][] rows = new double[260][2];
    for (int i = 0; i < 200; i++) {
      rows[i][0] = (i % 2) * 20 + random.nextGaussian();
      rows[i][1] = random.nextGaussian();
    }
    Arrays.fill(rows, 200, 230, new double[] {0.1, 0.2});
    Arrays.fill(rows, 230, 260, new double[] {0.3, -0.1});
    HdbscanConfig exact = HdbscanConfig.of(10, 5);
    assertThat(Hdbscan.with(exact).fit(rows).clusterCount()).isGreaterThan(2);
    Clustering capped = Hdbscan.with(exact.withMultiplicity(Multiplicity.CAPPED)).fit(rows);
    assertThat(capped.clusterCount()).isEqualTo(2);
    assertThat(capped.clusters()).allMatch(cluster -> Double.isFinite(cluster.death()));
    DensityCluster around = capped.clusters().get(capped.label(200));
    assertThat(around.rows()).isGreaterThan(60);
    assertThat(capped.clusters().stream().mapToInt(DensityCluster::rows).sum())
        .isEqualTo(260 - capped.noiseRows());
  }

  @Test
  void distances_beyond_the_largest_double_are_infinite_and_do_no_harm() {
    double[][] rows = new double[40][2];
    for (int i = 0; i < 40; i++) {
      rows[i][0] = (i % 4) * 1e300 - 2e300;
      rows[i][1] = Math.floorDiv(i, 4);
    }
    for (Route route : Route.values()) {
      Clustering found = new Hdbscan(CONFIG, route).fit(rows);
      assertThat(found.clusterCount()).as(route.name()).isEqualTo(4);
      assertThat(found.sortedMstWeights()).endsWith(Double.POSITIVE_INFINITY);
      assertThat(found.probabilities()).doesNotContain(Double.NaN);
      assertThat(found.outlierScores()).doesNotContain(Double.NaN);
    }
  }

  @Test
  void a_tree_as_deep_as_the_data_is_walked_without_recursion() {
    // each gap is larger than the one before: the hierarchy is one long chain
    double[][] rows = new double[60_000][1];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = 0.5 * i * i;
    }
    Clustering found = new Hdbscan(HdbscanConfig.of(2, 1), Route.BORUVKA).fit(rows);
    assertThat(found.locations()).isEqualTo(60_000);
    assertThat(found.sortedMstWeights()).hasSize(59_999).endsWith(59_998.5);
  }

  @Test
  void powers_of_two_do_not_make_the_search_tree_too_deep() {
    double[][] rows = new double[2000][1];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = Math.scalb(1.0, i - 1000);
    }
    double[] weights = new Hdbscan(CONFIG, Route.BORUVKA).fit(rows).sortedMstWeights();
    assertThat(weights).isEqualTo(new Hdbscan(CONFIG, Route.PRIM).fit(rows).sortedMstWeights());
  }

  @Test
  void an_instance_answers_the_same_after_any_other_window() {
    Random random = new Random(4);
    Hdbscan hdbscan = Hdbscan.with(CONFIG);
    double[][] first = noise(random, 700, 3);
    Clustering before = hdbscan.fit(first);
    for (int columns : new int[] {1, 6, 2, 3}) {
      hdbscan.fit(noise(random, 50 * columns, columns));
      hdbscan.fit(noise(random, 3000, columns));
      Clustering after = hdbscan.fit(first);
      assertThat(after.labels()).isEqualTo(before.labels());
      assertThat(after.sortedMstWeights()).isEqualTo(before.sortedMstWeights());
      assertThat(after.hierarchy()).isEqualTo(before.hierarchy());
    }
  }

  @Test
  void a_later_fit_leaves_an_earlier_answer_alone() {
    Hdbscan hdbscan = Hdbscan.with(CONFIG);
    Clustering first = hdbscan.fit(twoPiles(10));
    int[] labels = first.labels();
    double[] weights = first.sortedMstWeights();
    hdbscan.fit(noise(new Random(2), 500, 2));
    assertThat(first.labels()).isEqualTo(labels);
    assertThat(first.sortedMstWeights()).isEqualTo(weights);
  }

  @Test
  void later_windows_allocate_only_their_answer() {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    Hdbscan hdbscan = Hdbscan.with(CONFIG);
    double[] rows = new double[300 * 4];
    Random random = new Random(9);
    long early = 0;
    long late = 0;
    for (int window = 0; window < 1000; window++) {
      for (int i = 0; i < rows.length; i++) {
        rows[i] = random.nextGaussian();
      }
      long before = thread.getThreadAllocatedBytes(id);
      hdbscan.fit(rows, 300, 4);
      long bytes = thread.getThreadAllocatedBytes(id) - before;
      early = window >= 50 && window < 100 ? Math.max(early, bytes) : early;
      late = window >= 950 ? Math.max(late, bytes) : late;
    }
    // per row its location, per location five values and an edge, and what there is of clusters
    assertThat(late).isLessThan(300 * (4 + 40 + 8) + 20_000).isLessThan(2 * early);
  }

  @Test
  void rows_of_unequal_length_are_refused() {
    assertThatThrownBy(() -> Hdbscan.with(CONFIG).fit(new double[][] {{1, 2}, {3}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 1 has 1 columns, row 0 has 2");
  }

  @Test
  void an_array_that_is_too_short_is_refused() {
    assertThatThrownBy(() -> Hdbscan.with(CONFIG).fit(new double[5], 3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 rows of 2 columns do not fit in 5 values");
  }

  private static double[][] twoPiles(int copies) {
    double[][] rows = new double[2 * copies][];
    Arrays.fill(rows, 0, copies, new double[] {0, 0});
    Arrays.fill(rows, copies, 2 * copies, new double[] {0, 10});
    return rows;
  }

  private static double[][] noise(Random random, int n, int columns) {
    double[][] rows = new double[n][columns];
    for (double[] row : rows) {
      Arrays.setAll(row, c -> random.nextGaussian());
    }
    return rows;
  }
}
