package io.mudlark.cluster.characterize;

import io.mudlark.cluster.feature.FeatureTable;
import io.mudlark.cluster.hdbscan.Clustering;
import io.mudlark.cluster.hdbscan.Hdbscan;
import io.mudlark.cluster.hdbscan.HdbscanConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The clusters of one window: which rows belong together.
 *
 * @param parameters what HDBSCAN* was told
 * @param fittedLocations distinct rows given to the fit
 * @param clusters row numbers of each cluster, ascending; most rows first, then by first row
 * @param persistence of each cluster, 0 to 1
 * @param noise row numbers that belong to no cluster, ascending; with those of a cluster that has
 *     fewer rows within reach than a cluster needs
 */
record WindowFit(
    HdbscanConfig parameters,
    int fittedLocations,
    List<int[]> clusters,
    List<Double> persistence,
    int[] noise) {
  private static final int NOISE = -1;

  /** Clusters the rows of at least one location, a sample of them when there are too many. */
  static WindowFit of(ScaledRows rows, CharacterizerConfig config) {
    LocationSample sample = new LocationSample(rows, FeatureTable.FIRST_CODE);
    int[] chosen = sample.choose(config.maxLocations());
    boolean whole = chosen.length == rows.locations();
    int[] fittedRows = whole ? IntStream.range(0, rows.rows()).toArray() : rowsOf(rows, chosen);
    HdbscanConfig parameters = config.forRows(fittedRows.length);
    double[] matrix = whole ? rows.matrix() : matrix(rows, fittedRows);
    Clustering clustering = Hdbscan.with(parameters).fit(matrix, fittedRows.length, rows.columns());
    int[] labelOfLocation = new int[rows.locations()];
    double[] coreDistances = clustering.coreDistances();
    for (int i = 0; i < fittedRows.length; i++) {
      boolean within = coreDistances[i] <= config.reach();
      labelOfLocation[rows.locationOf(fittedRows[i])] = within ? clustering.label(i) : NOISE;
    }
    if (!whole) {
      labelTheRest(rows, sample.nearest(chosen), config.reach(), labelOfLocation);
    }
    return of(rows, parameters, chosen.length, clustering, labelOfLocation);
  }

  private static void labelTheRest(
      ScaledRows rows, int[] nearest, double reach, int[] labelOfLocation) {
    for (int location = 0; location < nearest.length; location++) {
      if (nearest[location] != location) {
        boolean within = rows.squaredDistance(location, nearest[location]) <= reach * reach;
        labelOfLocation[location] = within ? labelOfLocation[nearest[location]] : NOISE;
      }
    }
  }

  private static WindowFit of(
      ScaledRows rows,
      HdbscanConfig parameters,
      int fittedLocations,
      Clustering clustering,
      int[] labelOfLocation) {
    List<List<Integer>> members = new ArrayList<>();
    for (int i = 0; i <= clustering.clusterCount(); i++) {
      members.add(new ArrayList<>());
    }
    for (int row = 0; row < rows.rows(); row++) {
      members.get(labelOfLocation[rows.locationOf(row)] + 1).add(row);
    }
    List<Integer> order =
        IntStream.range(0, clustering.clusterCount())
            .filter(label -> members.get(label + 1).size() >= parameters.minClusterSize())
            .boxed()
            .sorted(
                Comparator.<Integer>comparingInt(label -> -members.get(label + 1).size())
                    .thenComparing(label -> members.get(label + 1).get(0)))
            .toList();
    int[] noise =
        IntStream.range(NOISE, clustering.clusterCount())
            .filter(label -> !order.contains(label))
            .flatMap(label -> members.get(label + 1).stream().mapToInt(i -> i))
            .sorted()
            .toArray();
    return new WindowFit(
        parameters,
        fittedLocations,
        order.stream()
            .map(label -> members.get(label + 1).stream().mapToInt(i -> i).toArray())
            .toList(),
        order.stream().map(label -> clustering.clusters().get(label).relativeLifetime()).toList(),
        noise);
  }

  private static int[] rowsOf(ScaledRows rows, int[] locations) {
    boolean[] wanted = new boolean[rows.locations()];
    for (int location : locations) {
      wanted[location] = true;
    }
    return IntStream.range(0, rows.rows()).filter(row -> wanted[rows.locationOf(row)]).toArray();
  }

  private static double[] matrix(ScaledRows rows, int[] chosen) {
    int columns = rows.columns();
    double[] matrix = new double[chosen.length * columns];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(rows.matrix(), chosen[i] * columns, matrix, i * columns, columns);
    }
    return matrix;
  }
}
