package io.mudlark.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TimelineProperties {
  private static final long WINDOW = 60_000;

  @Property(tries = 300)
  void however_coarse_amounts_are_kept_and_points_are_few(
      @ForAll @Size(max = 200) List<@IntRange(max = 5000) Integer> ordinals,
      @ForAll @IntRange(min = 1, max = 40) int maxBins) {
    Timeline timeline = new Timeline(maxBins);
    for (int i = 0; i < ordinals.size(); i++) {
      TimelineBin bin = new TimelineBin();
      bin.startMillis = (ordinals.get(i) - 2500) * WINDOW;
      bin.windows = 1;
      bin.rejected = i;
      bin.clusters = i % 7;
      timeline.add(bin, WINDOW);
    }
    Collection<TimelineBin> points = timeline.points();
    assertThat(points.size()).isLessThanOrEqualTo(Math.max(maxBins, 2));
    assertThat(sum(points, bin -> bin.windows)).isEqualTo(ordinals.size());
    assertThat(sum(points, bin -> bin.rejected))
        .isEqualTo(ordinals.size() * (ordinals.size() - 1L) / 2);
    assertThat(points.stream().mapToInt(bin -> bin.clusters).max().orElse(0))
        .isEqualTo(Math.max(0, Math.min(ordinals.size() - 1, 6)));
  }

  private static long sum(Collection<TimelineBin> points, ToLongFunction<TimelineBin> of) {
    return points.stream().mapToLong(of).sum();
  }
}
