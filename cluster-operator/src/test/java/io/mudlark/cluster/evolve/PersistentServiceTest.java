package io.mudlark.cluster.evolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.cluster.characterize.Characterizer;
import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.cluster.testing.Rows;
import io.mudlark.cluster.testing.Windows;
import io.mudlark.flow.IpProtocol;
import io.mudlark.mrt.Anomaly.Criterion;
import io.mudlark.mrt.Episode.Phase;
import io.mudlark.mrt.Evolution;
import io.mudlark.mrt.TrafficKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PersistentServiceTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long WINDOW = Windows.LENGTH_MILLIS * 1_000_000L;
  private static final long T0 = Windows.span(0).startMillis() * 1_000_000L;

  private final EvolutionTracker tracker = new EvolutionTracker(EvolutionConfig.DEFAULT);
  private EvolutionState state = EvolutionState.INITIAL;

  @Test
  void irregular_use_of_one_service_is_one_episode_for_as_long_as_it_goes_on() {
    Random random = new Random(5);
    List<List<FlowRow>> windows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      windows.add(calls("192.0.2.77", 8443, i, 1 + random.nextInt(3), random));
    }
    windows.add(List.of());
    windows.add(List.of());
    List<Evolution> evolutions = run(windows);
    assertThat(openings(evolutions)).containsExactly(4L);
    Evolution opening = evolutions.get(4);
    assertThat(opening.episode().signature().key()).isEqualTo("new-service/tcp/8443");
    assertThat(opening.anomaly().score()).isEqualTo(1);
    assertThat(evolutions.get(99).episode().phase()).isEqualTo(Phase.CONTINUED);
    assertThat(evolutions.get(99).episode().signature().kind()).isEqualTo(TrafficKind.NEW_SERVICE);
    assertThat(evolutions.get(101).episode().phase()).isEqualTo(Phase.CLOSED);
  }

  @Test
  void irregular_calls_of_changing_services_are_never_told() {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      state = EvolutionState.INITIAL;
      List<List<FlowRow>> windows = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        List<FlowRow> rows = new ArrayList<>();
        for (int call = random.nextInt(4); call > 0; call--) {
          String peer = "203.0.113." + random.nextInt(250);
          rows.addAll(calls(peer, 1024 + random.nextInt(50_000), i, 1, random));
        }
        windows.add(rows);
      }
      assertThat(openings(run(windows))).isEmpty();
    }
  }

  @Test
  void a_slow_beacon_with_empty_windows_in_between_is_told_by_its_intervals() {
    List<List<FlowRow>> windows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      windows.add(
          i % 4 == 0
              ? List.of(Rows.session("192.0.2.77", 8443, 40_000 + i, T0 + i * WINDOW + SECOND))
              : List.of());
    }
    List<Evolution> evolutions = run(windows);
    assertThat(openings(evolutions).get(0)).isEqualTo(48);
    assertThat(evolutions.get(48).episode().signature().key()).isEqualTo("beacon/tcp/8443");
    assertThat(evolutions.get(48).anomaly().findings().get(0).text())
        .isEqualTo(
            "tcp/8443 of 192.0.2.77 was called at 12 regular intervals, "
                + "every 1200.0 s or nearly so");
    assertThat(openings(evolutions)).hasSize(1);
  }

  @Test
  void one_missed_call_in_ten_does_not_hide_a_beacon() {
    List<List<FlowRow>> windows = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      List<FlowRow> rows = new ArrayList<>();
      for (int call = 0; call < 3; call++) {
        int number = i * 3 + call;
        if (number % 10 != 4) {
          rows.add(Rows.session("192.0.2.77", 443, number, T0 + i * WINDOW + call * 100L * SECOND));
        }
      }
      windows.add(rows);
    }
    assertThat(run(windows).get(4).episode().signature().kind()).isEqualTo(TrafficKind.BEACON);
  }

  @Test
  void polling_an_unlisted_time_server_is_a_new_service_and_not_a_beacon() {
    List<List<FlowRow>> windows = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      long at = T0 + i * WINDOW + SECOND;
      windows.add(
          List.of(
              Rows.row(IpProtocol.UDP, false, "203.0.113.9", 123, 123, at, at)
                  .out(1, 76, 0)
                  .in(1, 76, 0)
                  .build()));
    }
    Evolution fifth = run(windows).get(4);
    assertThat(fifth.episode().signature().key()).isEqualTo("new-service/udp/123");
  }

  @Test
  void a_lasting_connection_is_no_beacon_however_evenly_its_records_are_cut() {
    int data = 0x18;
    List<List<FlowRow>> windows = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      long at = T0 + i * WINDOW + SECOND;
      windows.add(
          List.of(
              Rows.row(IpProtocol.TCP, false, "203.0.113.9", 8883, 5000, at, at + 60 * SECOND)
                  .out(2, 120, i == 0 ? data | 2 : data)
                  .in(2, 120, i == 0 ? data | 2 : data)
                  .build()));
    }
    assertThat(run(windows).get(9).episode().signature().key()).isEqualTo("new-service/tcp/8883");
  }

  @Test
  void a_scan_during_lasting_use_opens_an_episode_of_its_own_and_the_use_is_not_told_again() {
    List<List<FlowRow>> windows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      List<FlowRow> rows = new ArrayList<>(calls("192.0.2.77", 8443, i, 2, new Random(i)));
      if (i == 10) {
        for (int port = 1; port < 100; port++) {
          rows.add(Rows.scanProbe("10.0.0.9", port, T0 + i * WINDOW + port * SECOND, true));
        }
      }
      windows.add(rows);
    }
    List<Evolution> evolutions = run(windows);
    assertThat(openings(evolutions)).containsExactly(4L, 10L);
    assertThat(evolutions.get(10).episode().signature().key()).isEqualTo("port-scan-inbound/tcp");
    assertThat(evolutions.get(12).episode().phase()).isEqualTo(Phase.CLOSED);
    assertThat(evolutions.get(29).episode().phase()).isEqualTo(Phase.NONE);
    assertThat(evolutions.get(29).anomaly().anomalous()).isFalse();
  }

  @Test
  void a_beacon_that_begins_during_lasting_use_opens_an_episode_of_its_own() {
    List<List<FlowRow>> windows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      List<FlowRow> rows = new ArrayList<>(calls("192.0.2.77", 8443, i, 2, new Random(i)));
      if (i >= 10) {
        rows.add(Rows.session("192.0.2.99", 9999, 40_000 + i, T0 + i * WINDOW + SECOND));
      }
      windows.add(rows);
    }
    List<Evolution> evolutions = run(windows);
    assertThat(openings(evolutions)).containsExactly(4L, 14L);
    assertThat(evolutions.get(14).episode().signature().key()).isEqualTo("beacon/tcp/9999");
  }

  @Test
  void what_is_remembered_is_bounded_and_keeps_what_lasts() {
    for (int i = 0; i < 8; i++) {
      List<FlowRow> rows = new ArrayList<>();
      for (int other = 0; other < 2000; other++) {
        int number = i * 2000 + other;
        String peer = "203." + number / 2500 + '.' + number / 10 % 250 + '.' + number % 10;
        rows.add(Rows.session(peer, 1000 + number, 40_000, T0 + i * WINDOW + other));
      }
      for (int call = 0; call < 3; call++) {
        rows.add(Rows.session("192.0.2.77", 443, call, T0 + i * WINDOW + call * 100L * SECOND));
      }
      run(i, rows);
      assertThat(state.services().services()).hasSizeLessThanOrEqualTo(64);
      for (KnownService known : state.services().services()) {
        assertThat(known.gapsSeconds()).hasSizeLessThanOrEqualTo(KnownService.GAPS);
        assertThat(known.windowStarts()).hasSizeLessThanOrEqualTo(8);
      }
    }
    assertThat(state.services().forgotten()).isPositive();
    KnownService first = state.services().services().get(0);
    assertThat(first.latest().peer()).isEqualTo("192.0.2.77");
    assertThat(first.windowStarts()).hasSize(8);
  }

  @Test
  void a_service_is_forgotten_after_the_configured_number_of_windows() {
    run(0, calls("192.0.2.77", 8443, 0, 1, new Random(1)));
    run(24, List.of());
    assertThat(state.services().services()).hasSize(2);
    run(25, List.of());
    assertThat(state.services().services()).isEmpty();
  }

  @Test
  void refuses_parameters_that_cannot_work() {
    assertThatThrownBy(() -> new PersistenceConfig(7, 6, 12, 0.25, 0.8, 4, 50, 24, 64, 5, 7))
        .hasMessageContaining("windows");
    assertThatThrownBy(() -> new PersistenceConfig(5, 6, 25, 0.25, 0.8, 4, 50, 24, 64, 5, 7))
        .hasMessageContaining("at most 24");
    assertThatThrownBy(() -> new PersistenceConfig(5, 6, 12, 0.25, 0.4, 4, 50, 24, 64, 5, 7))
        .hasMessageContaining("regularShare");
  }

  @Test
  void a_standing_connection_of_which_every_other_record_ends_in_another_window_is_told() {
    List<List<FlowRow>> windows = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      windows.add(i % 2 == 0 ? calls("192.0.2.78", 23, i, 1, new Random(i)) : List.of());
    }
    assertThat(openings(run(windows))).isEmpty();
    state = EvolutionState.INITIAL;
    windows.set(1, calls("192.0.2.78", 23, 1, 1, new Random(1)));
    assertThat(openings(run(windows))).containsExactly(6L);
  }

  @Test
  void log_ins_at_host_after_host_of_the_site_are_told_at_the_fifth() {
    List<List<FlowRow>> windows = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      List<FlowRow> rows =
          new ArrayList<>(calls("192.168.1." + (10 + 2 * i), 23, i, 1, new Random(i)));
      rows.addAll(calls("192.168.1." + (11 + 2 * i), 23, i, 1, new Random(i + 9)));
      windows.add(rows);
    }
    List<Evolution> evolutions = run(windows);
    assertThat(openings(evolutions)).containsExactly(2L);
    assertThat(evolutions.get(2).anomaly().findings().get(0).text())
        .isEqualTo("tcp/23 of 6 hosts of the site was called");
    assertThat(evolutions.get(2).episode().signature().key()).isEqualTo("lateral-contacts/tcp/23");
  }

  @Test
  void log_ins_of_one_host_a_few_in_each_window_are_guessing() {
    for (int port : new int[] {22, 8080}) {
      state = EvolutionState.INITIAL;
      List<List<FlowRow>> windows = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        windows.add(logIns(port, i, 3));
      }
      List<Evolution> evolutions = run(windows);
      if (port == 22) {
        assertThat(openings(evolutions)).containsExactly(2L);
        assertThat(evolutions.get(2).anomaly().findings().get(0).text())
            .isEqualTo("10.0.0.9 was served at tcp/22 by 9 connections within 5 windows");
        assertThat(evolutions.get(2).episode().signature().key())
            .isEqualTo("brute-force-inbound/tcp/22");
      } else {
        assertThat(openings(evolutions)).isEmpty();
      }
    }
  }

  @Test
  void log_ins_long_ago_are_no_part_of_guessing() {
    List<List<FlowRow>> windows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      windows.add(i % 5 == 0 ? logIns(22, i, 6) : List.of());
    }
    assertThat(openings(run(windows))).isEmpty();
  }

  /** Connections of one host to the device, each answered. */
  private static List<FlowRow> logIns(int port, int window, int connections) {
    int data = 0x1a;
    List<FlowRow> rows = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      long at = T0 + window * WINDOW + i * 7L * SECOND;
      rows.add(
          Rows.row(IpProtocol.TCP, true, "10.0.0.9", port, 50_000 + i, at, at + 6 * SECOND)
              .in(12, 2_000, data)
              .out(11, 2_500, data)
              .build());
    }
    return rows;
  }

  @Test
  void one_service_of_many_far_hosts_is_not_spreading() {
    List<List<FlowRow>> windows = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      List<FlowRow> rows = new ArrayList<>();
      rows.addAll(calls("203.0.113." + (10 + 2 * i), 443, i, 1, new Random(i)));
      rows.addAll(calls("203.0.113." + (11 + 2 * i), 443, i, 1, new Random(i + 9)));
      windows.add(rows);
    }
    assertThat(openings(run(windows))).isEmpty();
  }

  /** Some sessions at odd times of a window. */
  private static List<FlowRow> calls(String peer, int port, int window, int calls, Random random) {
    List<FlowRow> rows = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      double even = random.nextDouble();
      long at = T0 + window * WINDOW + (long) (even * even * (WINDOW - 10 * SECOND));
      rows.add(Rows.session(peer, port, 40_000 + i, at));
    }
    return rows;
  }

  private List<Evolution> run(List<List<FlowRow>> windows) {
    List<Evolution> evolutions = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      evolutions.add(run(i, windows.get(i)));
    }
    return evolutions;
  }

  private Evolution run(int ordinal, List<FlowRow> rows) {
    EvolutionTracker.Step step =
        tracker.next(state, Characterizer.standard().characterize(Windows.window(ordinal, rows)));
    state = step.state();
    return step.evolution();
  }

  private static List<Long> openings(List<Evolution> evolutions) {
    for (Evolution evolution : evolutions) {
      boolean only =
          evolution.anomaly().findings().stream()
              .allMatch(it -> it.criterion() == Criterion.PERSISTENT_SERVICE);
      assertThat(evolution.anomaly().score()).isLessThanOrEqualTo(only ? 1.6 : 1e9);
    }
    return evolutions.stream()
        .filter(evolution -> evolution.episode().phase() == Phase.OPENED)
        .map(evolution -> evolution.window().ordinal())
        .toList();
  }
}
