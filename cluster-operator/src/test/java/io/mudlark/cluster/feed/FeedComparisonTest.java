package io.mudlark.cluster.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudlark.mrt.FeedMetrics;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedComparisonTest {
  @Test
  void matches_nearest_clusters_and_counts_how_they_pile_up() {
    FeedWindow before = window(0, 0, cluster(0, 10, 0), cluster(1, 10, 1), cluster(2, 10, 10));
    FeedWindow after = window(300_000, 5, cluster(0, 10, 0.4), cluster(1, 10, 12));
    FeedMetrics feed = FeedComparison.between(before, after, 1);
    assertThat(feed.mutual().count()).isEqualTo(2);
    assertThat(feed.forward().count()).isEqualTo(1);
    assertThat(feed.backward().count()).isZero();
    assertThat(feed.mutual().share() + feed.forward().share()).isCloseTo(1, within(1e-12));
    assertThat(feed.forward().agglomeration().max()).isEqualTo(1);
    assertThat(feed.forward().agglomeration().mean()).isEqualTo(0.5);
    assertThat(feed.forward().agglomeration().maxCluster()).isZero();
    assertThat(feed.mutual().vectors().mean()).containsExactly(1.2, 0.0, 0.0);
    assertThat(feed.noiseBalance()).isCloseTo(0.2, within(1e-12));
    assertThat(feed.clustersBalance()).isZero(); // 3 before, 2 and noise after
    assertThat(feed.flowsBalance()).isEqualTo(-5);
    assertThat(feed.elapsedMillis()).isEqualTo(240_000);
    assertThat(feed.centroidDimension()).isEqualTo(3);
  }

  @Test
  void windows_without_clusters_compare_to_zeros() {
    FeedMetrics feed = FeedComparison.between(window(0, 0), window(60_000, 4), 2);
    assertThat(feed.distanceMean()).isZero();
    assertThat(feed.distanceDeciles()).hasSize(10).containsOnly(0.0);
    assertThat(feed.mutual().share()).isZero();
    assertThat(feed.backward().agglomeration().maxShare()).isZero();
    assertThat(feed.forward().vectors().mean()).containsExactly(0.0, 0.0, 0.0, 0.0);
    assertThat(feed.forward().vectors().decile(10)).hasSize(4);
    assertThat(feed.noiseBalance()).isEqualTo(1);
  }

  private static FeedCluster cluster(int label, long flows, double at) {
    return new FeedCluster(label, flows, List.of(at), 0, 0);
  }

  private static FeedWindow window(long start, long noise, FeedCluster... clusters) {
    long flows = noise + List.of(clusters).stream().mapToLong(FeedCluster::flows).sum();
    return new FeedWindow(start, start + 60_000, flows, noise, List.of(clusters));
  }
}
