package io.mudlark.cluster.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.cluster.characterize.Characterizer;
import io.mudlark.cluster.characterize.WindowRows;
import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.cluster.testing.TruthFlows;
import io.mudlark.cluster.testing.Windows;
import io.mudlark.generator.DemoScenario;
import io.mudlark.generator.scenario.ScenarioOptions;
import io.mudlark.mrt.Anomaly.Criterion;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.Episode.Phase;
import io.mudlark.mrt.Evolution;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.mrt.Volume;
import io.mudlark.mrt.WindowSpan;
import io.mudlark.mrt.WindowTotals;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two attacks of the demo, flow by flow from the generator's truth. */
class DemoAttacksTest {
  private static final Duration BEACON_IS_CLEAR = Duration.ofMinutes(8);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void the_beacon_opens_one_episode_with_its_fifth_minute(long seed) throws IOException {
    ScenarioOptions options = ScenarioOptions.defaults().withDuration(BEACON_IS_CLEAR);
    List<FlowRow> rows = attack(seed, options, "demo-4");
    List<Evolution> evolutions = evolve(windows(rows, 60_000));
    assertThat(evolutions.stream().map(evolution -> evolution.episode().phase()).limit(6))
        .containsExactly(
            Phase.NONE, Phase.NONE, Phase.NONE, Phase.NONE, Phase.OPENED, Phase.CONTINUED);
    Evolution opening = evolutions.get(4);
    assertThat(opening.anomaly().findings()).hasSize(1);
    assertThat(opening.anomaly().findings().get(0).criterion())
        .isEqualTo(Criterion.PERSISTENT_SERVICE);
    assertThat(opening.anomaly().findings().get(0).text())
        .matches(
            "tcp/8443 of 192\\.0\\.2\\.77 was called in 5 of the latest 8 windows, "
                + "every (19|20)\\.\\d s or nearly so");
    assertThat(opening.episode().signature().key()).isEqualTo("beacon/tcp/8443");
    assertThat(evolutions.stream().filter(it -> it.episode().phase() == Phase.OPENED)).hasSize(1);
  }

  @Test
  void the_beacon_is_found_in_windows_of_five_minutes_too() throws IOException {
    List<FlowRow> rows = attack(1, ScenarioOptions.defaults(), "demo-4");
    List<Evolution> evolutions = evolve(windows(rows, 300_000));
    assertThat(evolutions.stream().map(evolution -> evolution.episode().phase()))
        .containsExactly(Phase.NONE, Phase.OPENED);
    assertThat(evolutions.get(1).episode().signature().kind()).isEqualTo(TrafficKind.BEACON);
  }

  @Test
  void the_flood_of_the_camera_is_clusters_and_not_noise() throws IOException {
    List<FlowRow> rows = attack(1, ScenarioOptions.defaults(), "demo-3");
    List<Characterization> windows = new ArrayList<>(windows(rows, 60_000));
    assertThat(windows).hasSize(2);
    windows.addAll(windows(rows, 1_800_000));
    for (Characterization window : windows) {
      assertThat(window.totals().rejected().flows()).isGreaterThan(2000);
      assertThat(window.fit().locations()).isLessThan(20);
      assertThat(window.clusters()).hasSizeBetween(1, 3);
      assertThat(window.noiseFlows()).isZero();
    }
    assertThat(windows.get(2).shape().kind()).isEqualTo(TrafficKind.FLOOD_OUTBOUND);
    assertThat(evolve(windows.subList(2, 3)).get(0).episode().phase()).isEqualTo(Phase.OPENED);
  }

  private List<FlowRow> attack(long seed, ScenarioOptions options, String episode)
      throws IOException {
    Path truth = DemoScenario.writeTo(folder.resolve("demo"), seed, options).truth();
    return TruthFlows.of(truth, episode);
  }

  private static List<Characterization> windows(List<FlowRow> rows, long lengthMillis) {
    List<Characterization> windows = new ArrayList<>();
    long first = start(rows.get(0), lengthMillis);
    long last = rows.stream().mapToLong(row -> start(row, lengthMillis)).max().orElseThrow();
    for (long at = first; at <= last; at += lengthMillis) {
      long start = at;
      List<FlowRow> part = rows.stream().filter(row -> start(row, lengthMillis) == start).toList();
      Volume volume = Volume.NONE;
      for (FlowRow row : part) {
        volume = volume.plusFlow(row.packets(), row.octets());
      }
      WindowTotals totals = new WindowTotals(Volume.NONE, volume, Volume.NONE, Volume.NONE);
      WindowSpan span = new WindowSpan(start, start + lengthMillis, (start - first) / lengthMillis);
      windows.add(
          Characterizer.standard()
              .characterize(new WindowRows(Windows.PLUG, span, false, totals, part)));
    }
    return windows;
  }

  private static long start(FlowRow row, long lengthMillis) {
    return Math.floorDiv(row.endNanos() / 1_000_000, lengthMillis) * lengthMillis;
  }

  private static List<Evolution> evolve(List<Characterization> windows) {
    EvolutionTracker tracker = new EvolutionTracker(EvolutionConfig.DEFAULT);
    EvolutionState state = EvolutionState.INITIAL;
    List<Evolution> evolutions = new ArrayList<>();
    for (Characterization window : windows) {
      EvolutionTracker.Step step = tracker.next(state, window);
      state = step.state();
      evolutions.add(step.evolution());
    }
    return evolutions;
  }
}
