package io.mudlark.cluster.evolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mudlark.cluster.testing.Summaries;
import io.mudlark.flow.IpProtocol;
import io.mudlark.mrt.Anomaly.Criterion;
import io.mudlark.mrt.Anomaly.Finding;
import io.mudlark.mrt.BusiestService;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.ClusterFate;
import io.mudlark.mrt.ClusterFate.Fate;
import io.mudlark.mrt.Episode.Phase;
import io.mudlark.mrt.Evolution;
import io.mudlark.mrt.TrafficKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvolutionTrackerTest {
  private final EvolutionTracker tracker = new EvolutionTracker(EvolutionConfig.DEFAULT);

  @Test
  void the_first_window_has_no_feed_and_its_clusters_are_born() {
    Evolution first = run(Summaries.window(0).cluster(5, 0, 0).build()).get(0);
    assertThat(first.previous()).isNull();
    assertThat(first.feed()).isNull();
    assertThat(first.incomparable()).isNull();
    ClusterFate fate = first.fates().get(0);
    assertThat(fate.fate()).isEqualTo(Fate.BORN);
    assertThat(fate.distance()).isNull();
    assertThat(first.clusters().get(0).id()).isEqualTo(fate.id()).hasSize(32);
    assertThat(first.anomaly().anomalous()).isFalse();
  }

  @Test
  void a_cluster_keeps_its_id_while_it_stays_moves_grows_and_shrinks() {
    List<Evolution> evolutions =
        run(
            Summaries.window(0).cluster(10, 0, 0).build(),
            Summaries.window(1).cluster(11, 0.1, 0).build(),
            Summaries.window(2).cluster(17, 0.2, 0).build(),
            Summaries.window(3).cluster(10, 0.2, 0.1).build(),
            Summaries.window(4).cluster(10, 1.2, 0.1).build());
    assertThat(fates(evolutions))
        .containsExactly(
            List.of(Fate.BORN),
            List.of(Fate.STAYED),
            List.of(Fate.GREW),
            List.of(Fate.SHRANK),
            List.of(Fate.MOVED));
    assertThat(evolutions.stream().map(evolution -> evolution.fates().get(0).id()).distinct())
        .hasSize(1);
    assertThat(evolutions.get(4).fates().get(0).distance()).isCloseTo(1, within(1e-12));
  }

  @Test
  void a_far_cluster_is_another_one_and_the_old_one_vanishes() {
    Evolution second =
        run(
                Summaries.window(0).cluster(10, 0, 0).build(),
                Summaries.window(1).cluster(10, 3, 0).build())
            .get(1);
    assertThat(second.fates().stream().map(ClusterFate::fate))
        .containsExactly(Fate.BORN, Fate.VANISHED);
    assertThat(second.fates().get(0).distance()).isEqualTo(3.0);
    assertThat(second.fates().get(1).label()).isNull();
    assertThat(second.fates().get(1).flowsBefore()).isEqualTo(10);
    assertThat(second.fates().get(1).flowsAfter()).isZero();
  }

  @Test
  void a_cluster_that_comes_back_after_empty_windows_has_its_old_id() {
    List<Evolution> evolutions =
        run(
            Summaries.window(0).cluster(10, 0, 0).build(),
            Summaries.window(1).build(),
            Summaries.window(2).build(),
            Summaries.window(3).cluster(10, 0.2, 0).build());
    assertThat(fates(evolutions))
        .containsExactly(
            List.of(Fate.BORN), List.of(Fate.VANISHED), List.of(), List.of(Fate.RETURNED));
    assertThat(evolutions.get(3).fates().get(0).id())
        .isEqualTo(evolutions.get(0).fates().get(0).id());
    assertThat(evolutions.get(1).feed().clustersAfter()).isZero();
    assertThat(evolutions.get(2).feed().mutual().count()).isZero();
  }

  @Test
  void clusters_are_forgotten_after_the_configured_number_of_windows() {
    List<Characterization> windows = new ArrayList<>();
    windows.add(Summaries.window(0).cluster(10, 0, 0).build());
    for (int i = 1; i <= 25; i++) {
      windows.add(Summaries.window(i).build());
    }
    windows.add(Summaries.window(26).cluster(10, 0, 0).build());
    List<Evolution> evolutions = run(windows.toArray(new Characterization[0]));
    assertThat(evolutions.get(26).fates().get(0).fate()).isEqualTo(Fate.BORN);
  }

  @Test
  void one_of_two_near_clusters_continues_and_the_other_split_off() {
    List<Evolution> evolutions =
        run(
            Summaries.window(0).cluster(10, 0, 0).build(),
            Summaries.window(1).cluster(6, 1.5, 0).cluster(5, -0.2, 0).build());
    List<ClusterFate> fates = evolutions.get(1).fates();
    String original = evolutions.get(0).fates().get(0).id();
    assertThat(fates.get(0).fate()).isEqualTo(Fate.SPLIT);
    assertThat(fates.get(0).others()).containsExactly(original);
    assertThat(fates.get(0).id()).isNotEqualTo(original);
    assertThat(fates.get(1).fate()).isEqualTo(Fate.SHRANK);
    assertThat(fates.get(1).id()).isEqualTo(original);
  }

  @Test
  void two_clusters_that_become_one_are_merged_under_the_id_of_the_nearer() {
    List<Evolution> evolutions =
        run(
            Summaries.window(0).cluster(6, 0, 0).cluster(5, 1.6, 0).build(),
            Summaries.window(1).cluster(11, 0.5, 0).build());
    ClusterFate fate = evolutions.get(1).fates().get(0);
    assertThat(evolutions.get(1).fates()).hasSize(1);
    assertThat(fate.fate()).isEqualTo(Fate.MERGED);
    assertThat(fate.id()).isEqualTo(evolutions.get(0).clusters().get(0).id());
    assertThat(fate.others()).containsExactly(evolutions.get(0).clusters().get(1).id());
  }

  @Test
  void windows_of_different_scales_are_not_compared() {
    List<Evolution> evolutions =
        run(
            Summaries.window(0).cluster(10, 0, 0).build(),
            Summaries.window(1).cluster(10, 0, 0).scaledBy("other").build(),
            Summaries.window(2).cluster(10, 0, 0).scaledBy("other").build());
    assertThat(evolutions.get(1).incomparable()).isEqualTo(EvolutionTracker.SCALER_CHANGED);
    assertThat(evolutions.get(1).previous()).isNull();
    assertThat(evolutions.get(1).feed()).isNull();
    assertThat(evolutions.get(1).fates().get(0).fate()).isEqualTo(Fate.BORN);
    assertThat(evolutions.get(1).fates().get(0).distance()).isNull();
    assertThat(evolutions.get(2).incomparable()).isNull();
    assertThat(evolutions.get(2).fates().get(0).fate()).isEqualTo(Fate.STAYED);
  }

  @Test
  void refuses_windows_out_of_order() {
    EvolutionState state =
        tracker.next(EvolutionState.INITIAL, Summaries.window(1).build()).state();
    assertThatThrownBy(() -> tracker.next(state, Summaries.window(1).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lab/plug")
        .hasMessageContaining("is not after");
  }

  @Test
  void quiet_windows_are_never_anomalous() {
    List<Characterization> windows = new ArrayList<>();
    int[] flows = {0, 5, 0, 3, 1, 5, 2, 0, 4};
    for (int i = 0; i < flows.length; i++) {
      windows.add(Summaries.window(i).noise(flows[i]).build());
    }
    assertThat(run(windows.toArray(new Characterization[0])))
        .noneMatch(evolution -> evolution.anomaly().anomalous());
  }

  @Test
  void far_more_flows_than_usual_are_anomalous_and_the_sentence_says_why() {
    List<Evolution> evolutions =
        run(
            Summaries.window(0).cluster(30, 0, 0).build(),
            Summaries.window(1).cluster(30, 0, 0).build(),
            Summaries.window(2).cluster(30, 0, 0).build(),
            Summaries.window(3).cluster(120, 0, 0).build(),
            Summaries.window(4).cluster(122, 0, 0).build());
    assertThat(evolutions.get(2).anomaly().anomalous()).isFalse();
    assertThat(evolutions.get(3).anomaly().anomalous()).isFalse();
    Finding finding = evolutions.get(4).anomaly().findings().get(0);
    assertThat(finding.criterion()).isEqualTo(Criterion.FLOWS);
    assertThat(finding.value()).isEqualTo(122);
    assertThat(finding.limit()).isEqualTo(121);
    assertThat(finding.text()).isEqualTo("122 rejected flows; out of the ordinary from 121 on");
    assertThat(evolutions.get(4).anomaly().baselineFlows()).isEqualTo(30);
    assertThat(evolutions.get(4).anomaly().baselineWindows()).isEqualTo(4);
  }

  @Test
  void a_constant_level_becomes_usual_and_a_long_attack_only_slowly() {
    List<Characterization> windows = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      windows.add(Summaries.window(i).cluster(200, 0, 0).build());
    }
    List<Evolution> constant = run(windows.toArray(new Characterization[0]));
    assertThat(constant.get(0).anomaly().anomalous()).isTrue();
    assertThat(constant.get(5).anomaly().anomalous()).isFalse();
    windows.clear();
    for (int i = 0; i < 30; i++) {
      windows.add(Summaries.window(i).noise(2).build());
    }
    for (int i = 30; i < 50; i++) {
      windows.add(Summaries.window(i).cluster(2000, 0, 0).build());
    }
    List<Evolution> attack = run(windows.toArray(new Characterization[0]));
    assertThat(attack.subList(0, 30)).noneMatch(e -> e.anomaly().anomalous());
    assertThat(attack.subList(30, 50)).allMatch(e -> e.anomaly().anomalous());
  }

  @Test
  void one_flow_of_many_packets_or_octets_is_anomalous() {
    Evolution packets = run(Summaries.window(0).noise(1, 50_000, 3_000_000).build()).get(0);
    assertThat(packets.anomaly().findings().get(0).criterion()).isEqualTo(Criterion.PACKETS);
    Evolution octets = run(Summaries.window(0).noise(1, 1500, 50_000_000).build()).get(0);
    assertThat(octets.anomaly().findings().get(0).criterion()).isEqualTo(Criterion.OCTETS);
    assertThat(octets.anomaly().score()).isGreaterThan(9);
  }

  @Test
  void new_clusters_count_only_when_the_device_has_a_history() {
    List<Evolution> evolutions =
        run(
            Summaries.window(0).cluster(15, 0, 0).build(),
            Summaries.window(1).cluster(15, 9, 0).build());
    assertThat(evolutions.get(0).anomaly().anomalous()).isFalse();
    assertThat(evolutions.get(1).anomaly().findings())
        .singleElement()
        .satisfies(f -> assertThat(f.criterion()).isEqualTo(Criterion.NEW_CLUSTER));
  }

  @Test
  void much_noise_is_anomalous() {
    Evolution noise = run(Summaries.window(0).noise(30).build()).get(0);
    assertThat(noise.anomaly().findings().stream().map(Finding::criterion))
        .containsExactly(Criterion.FLOWS, Criterion.NOISE);
  }

  @Test
  void a_small_scan_is_anomalous_by_its_form() {
    Evolution scan =
        run(Summaries.window(0).cluster(16, 0, 0).kind(TrafficKind.PORT_SCAN_INBOUND).build())
            .get(0);
    assertThat(scan.anomaly().score()).isEqualTo(1);
    assertThat(scan.anomaly().findings().get(0).text())
        .isEqualTo("16 flows look like port-scan-inbound");
  }

  @Test
  void an_episode_opens_goes_on_over_one_quiet_window_and_closes_after_two() {
    List<Evolution> evolutions =
        run(
            Summaries.window(0).build(),
            attack(1, 500),
            Summaries.window(2).build(),
            attack(3, 900),
            Summaries.window(4).build(),
            Summaries.window(5).build(),
            Summaries.window(6).build());
    assertThat(evolutions.stream().map(evolution -> evolution.episode().phase()))
        .containsExactly(
            Phase.NONE,
            Phase.OPENED,
            Phase.CONTINUED,
            Phase.CONTINUED,
            Phase.CONTINUED,
            Phase.CLOSED,
            Phase.NONE);
    assertThat(evolutions.get(5).episode().id()).isEqualTo(evolutions.get(1).episode().id());
    assertThat(evolutions.get(5).episode().windows()).isEqualTo(2);
    assertThat(evolutions.get(5).episode().volume().flows()).isEqualTo(1400);
    assertThat(evolutions.get(5).episode().ordinal()).isEqualTo(1);
    assertThat(evolutions.get(5).episode().firstWindowStartMillis())
        .isEqualTo(evolutions.get(1).window().startMillis());
    assertThat(evolutions.get(5).episode().signature().key()).isEqualTo("port-scan-inbound/tcp");
    assertThat(evolutions.get(6).episode().signature()).isNull();
  }

  @Test
  void the_next_episode_has_its_own_id_and_number() {
    List<Evolution> evolutions =
        run(
            attack(0, 500),
            Summaries.window(1).build(),
            Summaries.window(2).build(),
            attack(3, 500));
    assertThat(evolutions.get(3).episode().phase()).isEqualTo(Phase.OPENED);
    assertThat(evolutions.get(3).episode().ordinal()).isEqualTo(2);
    assertThat(evolutions.get(3).episode().id()).isNotEqualTo(evolutions.get(0).episode().id());
  }

  @Test
  void memory_is_bounded() {
    EvolutionState state = EvolutionState.INITIAL;
    for (int i = 0; i < 200; i++) {
      Summaries.Builder window = Summaries.window(i);
      for (int cluster = 0; cluster < 10; cluster++) {
        window.cluster(5, 1000.0 * i + 10 * cluster, 0);
      }
      state = tracker.next(state, window.build()).state();
    }
    assertThat(state.known()).hasSize(EvolutionConfig.DEFAULT.memoryClusters());
    assertThat(state.usual().flows().values()).hasSize(EvolutionConfig.DEFAULT.baselineWindows());
  }

  private static Characterization attack(int ordinal, long flows) {
    return Summaries.window(ordinal)
        .cluster(flows, 5, 5)
        .kind(TrafficKind.PORT_SCAN_INBOUND)
        .build();
  }

  private List<Evolution> run(Characterization... windows) {
    List<Evolution> evolutions = new ArrayList<>();
    EvolutionState state = EvolutionState.INITIAL;
    for (Characterization window : windows) {
      EvolutionTracker.Step step = tracker.next(state, window);
      state = step.state();
      evolutions.add(step.evolution());
    }
    return evolutions;
  }

  private static List<List<Fate>> fates(List<Evolution> evolutions) {
    return evolutions.stream()
        .map(evolution -> evolution.fates().stream().map(ClusterFate::fate).toList())
        .toList();
  }

  @Test
  void far_more_of_what_is_allowed_than_usual_is_an_episode_named_after_its_service() {
    BusiestService names = new BusiestService(false, IpProtocol.UDP, 53, false, 900);
    EvolutionTracker tracker = new EvolutionTracker(EvolutionConfig.DEFAULT);
    EvolutionState state = EvolutionState.INITIAL;
    List<Evolution> evolutions = new ArrayList<>();
    long[] flows = {900, 10, 12, 11, 201, 900, 10, 10};
    for (int i = 0; i < flows.length; i++) {
      EvolutionTracker.Step step =
          tracker.next(state, Summaries.window(i).accepted(flows[i], names).build());
      state = step.state();
      evolutions.add(step.evolution());
    }
    assertThat(evolutions)
        .extracting(it -> it.episode().phase())
        .containsExactly(
            Phase.NONE,
            Phase.NONE,
            Phase.NONE,
            Phase.NONE,
            Phase.OPENED,
            Phase.CONTINUED,
            Phase.CONTINUED,
            Phase.CLOSED);
    Evolution worst = evolutions.get(5);
    assertThat(worst.anomaly().findings().get(0).criterion()).isEqualTo(Criterion.ACCEPTED);
    assertThat(worst.anomaly().findings().get(0).text())
        .isEqualTo("900 flows that the profile allows; out of the ordinary from 201 on");
    assertThat(worst.episode().signature().key()).isEqualTo("permitted-flood/udp/53");
    assertThat(worst.episode().volume().flows()).isEqualTo(1_101);
  }

  @Test
  void far_more_allowed_connections_left_open_than_usual_are_held() {
    long[] held = {20, 0, 0, 1, 0, 10, 20, 20, 0, 0};
    Characterization[] windows = new Characterization[held.length];
    for (int i = 0; i < held.length; i++) {
      windows[i] = Summaries.window(i).held(held[i], 1883).build();
    }
    List<Evolution> evolutions = run(windows);
    assertThat(evolutions)
        .extracting(it -> it.episode().phase())
        .containsExactly(
            Phase.NONE, // nothing is known of the device yet
            Phase.NONE,
            Phase.NONE,
            Phase.NONE,
            Phase.NONE,
            Phase.NONE,
            Phase.OPENED,
            Phase.CONTINUED,
            Phase.CONTINUED,
            Phase.CLOSED);
    Evolution opening = evolutions.get(6);
    assertThat(opening.anomaly().findings().get(0).criterion()).isEqualTo(Criterion.HELD);
    assertThat(opening.anomaly().findings().get(0).text())
        .isEqualTo(
            "20 connections that the profile allows were left open;"
                + " out of the ordinary from 11 on");
    assertThat(opening.episode().signature().key()).isEqualTo("held-connections/tcp/1883");
    assertThat(opening.episode().volume().flows()).isEqualTo(40);
  }

  @Test
  void a_device_that_always_leaves_many_connections_open_is_left_alone() {
    Characterization[] windows = new Characterization[20];
    for (int i = 0; i < windows.length; i++) {
      windows[i] = Summaries.window(i).held(i < 10 ? i : 12 + i % 5, 443).build();
    }
    assertThat(run(windows)).extracting(it -> it.episode().phase()).containsOnly(Phase.NONE);
  }

  @Test
  void one_sided_traffic_of_one_host_is_unusual_from_far_fewer_octets_on() {
    for (TrafficKind kind : List.of(TrafficKind.BULK_DOWNLOAD, TrafficKind.NEW_SERVICE)) {
      Evolution evolution =
          run(
                  Summaries.window(0).build(),
                  Summaries.window(1).noise(1, 120, 120_000).kind(kind).build())
              .get(1);
      assertThat(evolution.anomaly().anomalous()).isEqualTo(kind == TrafficKind.BULK_DOWNLOAD);
    }
  }

  @Test
  void a_device_that_always_fetches_much_is_held_against_what_it_fetches() {
    Characterization[] windows = new Characterization[30];
    for (int i = 0; i < windows.length; i++) {
      windows[i] =
          Summaries.window(i)
              .noise(1, 120, i == 20 ? 900_000 : 120_000)
              .kind(TrafficKind.BULK_DOWNLOAD)
              .build();
    }
    assertThat(run(windows))
        .filteredOn(it -> it.episode().phase() == Phase.OPENED)
        .extracting(it -> it.window().ordinal())
        .containsExactly(0L, 20L);
  }

  @Test
  void the_service_of_most_accepted_flows_is_found_whatever_their_order() {
    BusiestService broker = new BusiestService(false, IpProtocol.TCP, 1883, true, 1);
    BusiestService other = new BusiestService(true, IpProtocol.UDP, 5683, true, 1);
    for (int first = 0; first < 7; first++) {
      BusiestService busiest = first < 4 ? broker : other;
      for (int i = 1; i < 7; i++) {
        busiest = BusiestService.after(busiest, (i + first) % 7 < 4 ? broker : other);
      }
      assertThat(busiest.port()).isEqualTo(1883);
      assertThat(busiest.signature().key()).isEqualTo("permitted-surge/tcp/1883");
    }
  }
}
