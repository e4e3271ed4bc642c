package io.mudlark.cluster.feed;

import io.mudlark.cluster.feature.Quantiles;
import io.mudlark.cluster.feed.ClusterMatching.Pair;
import io.mudlark.mrt.FeedMetrics;
import io.mudlark.mrt.FeedMetrics.Agglomeration;
import io.mudlark.mrt.FeedMetrics.Matches;
import io.mudlark.mrt.FeedMetrics.VectorSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Computes MUDscope's metrics of the transition between two windows. Unlike there, a window without
 * clusters or without any flow can be compared: it has no distances and no matches.
 */
public final class FeedComparison {
  private static final int DECILES = 10;

  /** Components that a meta-centroid has beyond a centroid. */
  private static final int SPREAD = 2;

  private FeedComparison() {}

  /**
   * The metrics.
   *
   * @param features number of components of a centroid
   */
  public static FeedMetrics between(FeedWindow before, FeedWindow after, int features) {
    ClusterMatching matching = ClusterMatching.of(before.clusters(), after.clusters());
    List<Pair> forward = matching.forward();
    List<Pair> backward = matching.backward();
    int total = matching.size();
    double[] distances = matching.distances();
    return new FeedMetrics(
        features + SPREAD,
        before.startMillis(),
        before.endMillis(),
        after.startMillis(),
        after.endMillis(),
        before.flows(),
        after.flows(),
        before.clustersWithNoise(),
        after.clustersWithNoise(),
        after.noiseShare() - before.noiseShare(),
        Quantiles.mean(distances),
        Quantiles.deviation(distances),
        deciles(distances),
        matches(
            matching.mutual(), total, null, vectors(before, after, matching.mutual(), features)),
        matches(
            forward,
            total,
            agglomeration(after.clusters(), forward, Pair::after),
            vectors(before, after, forward, features)),
        matches(
            backward,
            total,
            agglomeration(before.clusters(), backward, Pair::before),
            vectors(before, after, backward, features)));
  }

  private static Matches matches(
      List<Pair> pairs, int total, @Nullable Agglomeration agglomeration, VectorSummary vectors) {
    return new Matches(pairs.size(), share(pairs.size(), total), agglomeration, vectors);
  }

  private static List<Double> deciles(double[] values) {
    return values.length == 0 ? Collections.nCopies(DECILES, 0.0) : new Quantiles(values).deciles();
  }

  private static double share(double part, int total) {
    return total == 0 ? 0 : part / total;
  }

  private static Agglomeration agglomeration(
      List<FeedCluster> targets, List<Pair> matches, ToIntFunction<Pair> target) {
    double[] counts = new double[targets.size()];
    for (Pair match : matches) {
      counts[target.applyAsInt(match)]++;
    }
    int most = 0;
    for (int i = 1; i < counts.length; i++) {
      most = counts[i] > counts[most] ? i : most;
    }
    double max = counts.length == 0 ? 0 : counts[most];
    return new Agglomeration(
        Quantiles.mean(counts),
        Quantiles.deviation(counts),
        max,
        share(max, matches.size()),
        counts.length == 0 ? 0 : targets.get(most).label());
  }

  private static VectorSummary vectors(
      FeedWindow before, FeedWindow after, List<Pair> matches, int features) {
    List<double[]> components = new ArrayList<>();
    for (int component = 0; component < features + SPREAD; component++) {
      double[] shifts = new double[matches.size()];
      for (int i = 0; i < shifts.length; i++) {
        Pair match = matches.get(i);
        shifts[i] =
            after.clusters().get(match.after()).metaCentroid().get(component)
                - before.clusters().get(match.before()).metaCentroid().get(component);
      }
      components.add(shifts);
    }
    List<Double> deciles = new ArrayList<>();
    for (int tenth = 1; tenth <= DECILES; tenth++) {
      for (double[] shifts : components) {
        deciles.add(shifts.length == 0 ? 0.0 : new Quantiles(shifts).at(tenth / (double) DECILES));
      }
    }
    return new VectorSummary(
        components.stream().map(Quantiles::mean).toList(),
        components.stream().map(Quantiles::deviation).toList(),
        deciles);
  }
}
