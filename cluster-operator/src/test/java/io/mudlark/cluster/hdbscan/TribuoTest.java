package io.mudlark.cluster.hdbscan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.MutableDataset;
import org.tribuo.clustering.ClusterID;
import org.tribuo.clustering.ClusteringFactory;
import org.tribuo.clustering.hdbscan.HdbscanTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.distance.L2Distance;
import org.tribuo.math.neighbour.NeighboursQueryFactoryType;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Tribuo's HDBSCAN* merges equal heights at once as well, so the labels must be equal. */
class TribuoTest {

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 0.5, 0.9})
  void labels_like_tribuo(double duplicates) {
    Random random = new Random(17);
    double[][] rows = new double[600][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          i > 60 && random.nextDouble() < duplicates
              ? rows[random.nextInt(i)].clone()
              : row(random, i % 7);
    }
    int[] ours = Hdbscan.with(HdbscanConfig.of(10, 5)).fit(rows).labels();
    assertThat(ours).isEqualTo(Partitions.byFirstRow(tribuo(rows, 10, 5)));
    assertThat(ours).contains(0, 1, 2, -1);
  }

  @Test
  void labels_like_tribuo_on_a_grid_of_ties() {
    double[][] rows = new double[225][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {Math.floorDiv(i, 15) + (i < 105 ? 0 : 3), i % 15};
    }
    assertThat(Hdbscan.with(HdbscanConfig.of(5, 3)).fit(rows).labels())
        .isEqualTo(Partitions.byFirstRow(tribuo(rows, 5, 3)));
  }

  private static double[] row(Random random, int blob) {
    double[] row = new double[4];
    for (int c = 0; c < row.length; c++) {
      row[c] = blob == 6 ? random.nextDouble() * 12 : blob * 2 + 0.2 * random.nextGaussian();
    }
    return row;
  }

  private static int[] tribuo(double[][] rows, int minClusterSize, int minSamples) {
    Logger.getLogger("org.tribuo").setLevel(Level.WARNING);
    MutableDataset<ClusterID> data =
        new MutableDataset<>(
            new SimpleDataSourceProvenance("rows", new ClusteringFactory()),
            new ClusteringFactory());
    String[] names = new String[rows[0].length];
    for (int c = 0; c < names.length; c++) {
      names[c] = "column" + c;
    }
    for (double[] row : rows) {
      data.add(new ArrayExample<>(ClusteringFactory.UNASSIGNED_CLUSTER_ID, names, row));
    }
    // Tribuo counts the row itself
    List<Integer> labels =
        new HdbscanTrainer(
                minClusterSize,
                new L2Distance(),
                minSamples + 1,
                1,
                NeighboursQueryFactoryType.BRUTE_FORCE)
            .train(data)
            .getClusterLabels();
    // its clusters start at 1, noise is 0
    return labels.stream().mapToInt(label -> label - 1).toArray();
  }
}
