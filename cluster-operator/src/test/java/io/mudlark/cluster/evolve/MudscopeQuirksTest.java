package io.mudlark.cluster.evolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudlark.cluster.characterize.Characterizer;
import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.cluster.feed.FeedCluster;
import io.mudlark.cluster.feed.FeedComparison;
import io.mudlark.cluster.feed.FeedWindow;
import io.mudlark.cluster.feed.SignatureScore;
import io.mudlark.cluster.testing.MudscopeFlows;
import io.mudlark.cluster.testing.Rows;
import io.mudlark.cluster.testing.Summaries;
import io.mudlark.cluster.testing.Windows;
import io.mudlark.mrt.Anomaly.Criterion;
import io.mudlark.mrt.Anomaly.Finding;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.ClusterFate;
import io.mudlark.mrt.ClusterSpread;
import io.mudlark.mrt.Episode.Phase;
import io.mudlark.mrt.Evolution;
import io.mudlark.mrt.FeedMetrics;
import io.mudlark.mrt.TrafficKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What became of the oddities of the original that concern clusters and their evolution. */
class MudscopeQuirksTest {
  @Test
  void quirk_7_a_quiet_window_is_empty_and_holds_no_placeholder_flow() {
    Characterization quiet = characterize(0, List.of());
    assertThat(quiet.isEmpty()).isTrue();
    assertThat(quiet.clustersWithNoise()).isZero();
    Evolution evolution = mudscope(quiet, characterize(1, List.of())).get(1);
    assertThat(evolution.anomaly().anomalous()).isFalse();
    assertThat(evolution.feed().clustersBalance()).isZero();
  }

  @Test
  void quirk_9_the_same_traffic_has_the_same_centroid_in_every_window() {
    List<FlowRow> service = lookups(10, 53);
    List<FlowRow> withScan = new ArrayList<>(service);
    for (int port = 1; port < 1000; port++) {
      withScan.add(Rows.scanProbe("10.0.0.9", port, Rows.T0, false));
    }
    List<Double> alone = characterize(0, service).clusters().get(0).centroid();
    Characterization crowded = characterize(1, withScan);
    assertThat(crowded.clusters())
        .anySatisfy(cluster -> assertThat(distance(cluster.centroid(), alone)).isLessThan(1e-9));
    assertThat(crowded.clusters().size()).isLessThanOrEqualTo(4);
  }

  @Test
  void quirk_10_no_flow_of_the_attack_is_removed_as_an_outlier() throws IOException {
    List<FlowRow> scan = MudscopeFlows.windows("tue").get(1);
    assertThat(scan).hasSize(1291); // MUDscope clusters 1,244 of them
    Characterization window = characterize(1, scan);
    long clustered = window.clusters().stream().mapToLong(c -> c.volume().flows()).sum();
    assertThat(clustered).isEqualTo(1290);
    assertThat(window.noiseFlows()).isEqualTo(1);
    assertThat(window.fit().rows()).isEqualTo(1291);
  }

  @Test
  void quirk_13_amounts_are_exact_however_large() {
    FlowRow large =
        Rows.row(17, false, "203.0.113.5", 443, 1, Rows.T0, Rows.T0 + Rows.MINUTE)
            .out(5_000_001, 7_000_000_003L, 0)
            .build();
    Characterization window = characterize(0, List.of(large));
    assertThat(window.noise().volume().octets()).isEqualTo(7_000_000_003L);
    assertThat(window.noise().descriptors().get(2).max()).isEqualTo(7_000_000_003.0);
  }

  @Test
  void quirk_15_addresses_of_version_6_are_features_like_those_of_version_4() {
    List<FlowRow> rows = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      rows.add(Rows.lookup("2001:db8::53", 50_000 + i, Rows.T0));
      rows.add(Rows.lookup("198.51.100.53", 50_000 + i, Rows.T0));
    }
    Characterization window = characterize(0, rows);
    assertThat(window.clusters()).hasSize(1);
    assertThat(window.clusters().get(0).peers().get(1).value()).isEqualTo("198.51.100.53");
    assertThat(window.clusters().get(0).peers().get(0).value()).isEqualTo("2001:db8::53");
  }

  @Test
  void quirk_16_noise_is_counted_as_a_cluster_only_in_the_feed() {
    Characterization window = Summaries.window(0).cluster(5, 0, 0).noise(3).build();
    assertThat(window.clusters()).hasSize(1);
    FeedMetrics feed = run(window, Summaries.window(1).cluster(5, 0, 0).build()).get(1).feed();
    assertThat(feed.clustersBefore()).isEqualTo(2);
    assertThat(feed.clustersAfter()).isEqualTo(1);
  }

  @Test
  void quirk_17_spread_needs_no_full_matrix_and_two_points_have_one() {
    List<FlowRow> rows = lookups(4, 53);
    rows.addAll(lookups(4, 80));
    ClusterSpread spread = characterize(0, rows).clusters().get(0).spread();
    assertThat(spread.method()).isEqualTo(ClusterSpread.Method.PAIRWISE);
    assertThat(spread.max()).isCloseTo(0.25 / 3.057, within(1e-9)); // one octave of the port code
    assertThat(spread.mean()).isCloseTo(spread.max() / 2, within(1e-12)); // 32 of 64 pairs
    assertThat(spread.deviation()).isCloseTo(spread.max() / 2, within(1e-12));
  }

  @Test
  void quirk_19_a_window_ends_when_it_ends() {
    Characterization window = characterize(0, lookups(4, 53));
    assertThat(window.window().lengthMillis()).isEqualTo(Windows.LENGTH_MILLIS);
  }

  @Test
  void quirk_20_distances_are_between_plain_centroids_and_vectors_between_meta_centroids() {
    FeedWindow before =
        new FeedWindow(0, 1, 9, 0, List.of(new FeedCluster(0, 9, List.of(0.0), 1, 1)));
    FeedWindow after =
        new FeedWindow(1, 2, 9, 0, List.of(new FeedCluster(0, 9, List.of(3.0), 5, 7)));
    FeedMetrics feed = FeedComparison.between(before, after, 1);
    assertThat(feed.distanceMean()).isEqualTo(3);
    assertThat(feed.centroidDimension()).isEqualTo(3);
    assertThat(feed.mutual().vectors().mean()).containsExactly(3.0, 4.0, 6.0);
  }

  @Test
  void quirk_21_windows_that_are_all_noise_or_single_or_equal_are_compared() {
    List<Evolution> evolutions =
        run(
            Summaries.window(0).noise(3).build(),
            Summaries.window(1).cluster(5, 0, 0).cluster(5, 0, 0).build(),
            Summaries.window(2).cluster(5, 0, 0).cluster(5, 0, 0).build());
    assertThat(evolutions.get(0).feed()).isNull();
    assertThat(evolutions.get(1).feed().distanceMean()).isZero();
    assertThat(evolutions.get(2).fates()).allMatch(f -> f.fate() == ClusterFate.Fate.STAYED);
    assertThat(evolutions.get(2).clusters().get(0).id())
        .isNotEqualTo(evolutions.get(2).clusters().get(1).id());
  }

  @Test
  void quirk_22_an_episode_at_the_end_of_the_observation_is_marked_as_cut_off() {
    List<Evolution> evolutions =
        run(Summaries.window(0).build(), Summaries.window(1).cluster(500, 0, 0).last().build());
    assertThat(evolutions.get(1).episode().phase()).isEqualTo(Phase.OPENED);
    assertThat(evolutions.get(1).episode().cutOff()).isTrue();
    assertThat(evolutions.get(1).episode().firstWindowStartMillis())
        .isEqualTo(evolutions.get(1).window().startMillis());
  }

  @Test
  void quirk_23_a_scan_in_one_cluster_is_anomalous_at_its_onset() {
    Characterization quiet = Summaries.window(0).cluster(2, 0, 0).build();
    Characterization onset = Summaries.window(1).cluster(1244, 52, 0).build();
    FeedMetrics feed = run(quiet, onset).get(1).feed();
    assertThat(AnomalyRule.isMudscopeAnomaly(feed)).isFalse(); // what the original sees
    Evolution evolution = run(quiet, onset).get(1);
    assertThat(evolution.anomaly().anomalous()).isTrue();
    assertThat(evolution.anomaly().findings().stream().map(Finding::criterion))
        .containsExactly(Criterion.NEW_CLUSTER, Criterion.FLOWS);
  }

  @Test
  void quirk_23_the_scans_of_both_example_sites_open_alike_episodes_at_their_onset()
      throws IOException {
    for (String site : List.of("tue", "ut")) {
      List<Characterization> windows = new ArrayList<>();
      for (List<FlowRow> rows : MudscopeFlows.windows(site)) {
        windows.add(characterize(windows.size(), rows));
      }
      List<Evolution> evolutions = run(windows.toArray(new Characterization[0]));
      assertThat(evolutions.stream().map(evolution -> evolution.episode().phase()))
          .as(site)
          .containsExactly(Phase.NONE, Phase.OPENED, Phase.CONTINUED);
      assertThat(evolutions.stream().map(evolution -> evolution.anomaly().anomalous()))
          .as(site)
          .containsExactly(false, true, true);
      assertThat(evolutions.get(1).shape().kind()).isEqualTo(TrafficKind.PORT_SCAN_INBOUND);
      assertThat(evolutions.get(2).episode().signature().key()).isEqualTo("port-scan-inbound/tcp");
      assertThat(evolutions.get(1).clusters().size()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void quirk_23_the_original_detector_is_an_option() {
    List<Evolution> evolutions =
        mudscope(
            Summaries.window(0).cluster(2, 0, 0).build(),
            Summaries.window(1).cluster(2, 0, 0).cluster(2, 1, 0).build(),
            Summaries.window(2).cluster(2, 0, 0).build(),
            Summaries.window(3).cluster(2, 0, 0).build());
    assertThat(evolutions.stream().map(evolution -> evolution.anomaly().anomalous()))
        .containsExactly(false, true, true, false);
    assertThat(evolutions.get(1).anomaly().findings())
        .singleElement()
        .satisfies(f -> assertThat(f.criterion()).isEqualTo(Criterion.MUDSCOPE));
  }

  @Test
  void quirk_24_matching_has_a_limit_where_the_feed_has_none() {
    Evolution far =
        run(
                Summaries.window(0).cluster(5, 0, 0).build(),
                Summaries.window(1).cluster(5, 100, 0).build())
            .get(1);
    assertThat(far.feed().mutual().count()).isEqualTo(1);
    assertThat(far.fates().stream().map(ClusterFate::fate))
        .containsExactly(ClusterFate.Fate.BORN, ClusterFate.Fate.VANISHED);
  }

  @Test
  void quirk_25_constant_series_count_as_uncorrelated_in_the_score() {
    double[] constant = {1, 1, 1};
    assertThat(SignatureScore.correlation(constant, constant)).isZero();
  }

  @Test
  void quirk_27_labels_do_not_depend_on_the_order_of_rows() throws IOException {
    List<FlowRow> rows = new ArrayList<>(MudscopeFlows.windows("ut").get(1));
    Characterization expected = characterize(0, rows);
    for (int shuffle = 0; shuffle < 3; shuffle++) {
      Collections.shuffle(rows, new Random(shuffle));
      assertThat(characterize(0, rows)).isEqualTo(expected);
    }
  }

  @Test
  void one_flow_is_noise_and_is_not_doubled_to_make_a_cluster() {
    Characterization window = characterize(0, lookups(1, 53));
    assertThat(window.clusters()).isEmpty();
    assertThat(window.noiseFlows()).isEqualTo(1);
  }

  private static List<FlowRow> lookups(int count, int port) {
    List<FlowRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          Rows.row(17, false, "9.9.9.9", port, 50_000 + i, Rows.T0, Rows.T0)
              .out(1, 66, 0)
              .in(1, 150, 0)
              .build());
    }
    return rows;
  }

  private static double distance(List<Double> a, List<Double> b) {
    return FeedCluster.distance(a, b);
  }

  private static Characterization characterize(long ordinal, List<FlowRow> rows) {
    return Characterizer.standard().characterize(Windows.window(ordinal, rows));
  }

  private static List<Evolution> run(Characterization... windows) {
    return run(EvolutionConfig.DEFAULT, windows);
  }

  private static List<Evolution> mudscope(Characterization... windows) {
    return run(EvolutionConfig.DEFAULT.withMudscopeRule(), windows);
  }

  private static List<Evolution> run(EvolutionConfig config, Characterization... windows) {
    EvolutionTracker tracker = new EvolutionTracker(config);
    List<Evolution> evolutions = new ArrayList<>();
    EvolutionState state = EvolutionState.INITIAL;
    for (Characterization window : windows) {
      EvolutionTracker.Step step = tracker.next(state, window);
      state = step.state();
      evolutions.add(step.evolution());
    }
    return evolutions;
  }
}
