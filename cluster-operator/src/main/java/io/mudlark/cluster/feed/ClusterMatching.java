package io.mudlark.cluster.feed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which clusters of two windows are each other's nearest, as MUDscope matches them: by plain
 * centroids, without a limit on the distance, so that every cluster is matched as long as the other
 * window has any.
 *
 * @param distances row by row, before x after; empty when either window has no cluster
 * @param mutual pairs of which each is the other's nearest
 * @param forward pairs in which only the later is the earlier's nearest
 * @param backward pairs in which only the earlier is the later's nearest
 */
record ClusterMatching(
    double[] distances, List<Pair> mutual, List<Pair> forward, List<Pair> backward) {
  /** Positions, not labels, of an earlier and a later cluster. */
  record Pair(int before, int after) {}

  /** All matches of the transition. */
  int size() {
    return mutual.size() + forward.size() + backward.size();
  }

  static ClusterMatching of(List<FeedCluster> before, List<FeedCluster> after) {
    int rows = before.size();
    int columns = after.size();
    double[] distances = new double[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        distances[row * columns + column] = before.get(row).distance(after.get(column));
      }
    }
    int[] nearestAfter = new int[rows];
    int[] nearestBefore = new int[columns];
    Arrays.setAll(nearestAfter, row -> firstMinimum(distances, row * columns, 1, columns));
    Arrays.setAll(nearestBefore, column -> firstMinimum(distances, column, columns, rows));
    List<Pair> mutual = new ArrayList<>();
    List<Pair> forward = new ArrayList<>();
    List<Pair> backward = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        boolean ahead = nearestAfter[row] == column;
        boolean back = nearestBefore[column] == row;
        if (ahead || back) {
          (ahead && back ? mutual : ahead ? forward : backward).add(new Pair(row, column));
        }
      }
    }
    return new ClusterMatching(distances, mutual, forward, backward);
  }

  /** Position of the first smallest of {@code count} values from {@code start} on, by a step. */
  private static int firstMinimum(double[] values, int start, int step, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (values[start + i * step] < values[start + best * step]) {
        best = i;
      }
    }
    return best;
  }
}
