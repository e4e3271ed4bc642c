package io.mudlark.cluster.hdbscan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CondensedTreeTest {
  /** A cluster of the hierarchy by what it is, not by number. */
  private record Cluster(double birth, double death, int size, Set<Integer> rows) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "g06_two_blobs",
        "g08_flows_dup95",
        "g09_flows_dup50",
        "g10_flows_nodup",
        "g12_uniform_noise",
        "g14_even_grid_ties",
        "g15_scale_extremes",
        "g16_moons_aniso",
        "g18_quantised_ties",
        "g19_atoms_halo",
        "g23_ms_gt_mcs_dups"
      })
  void holds_the_same_rows_in_every_cluster_as_the_oracle(String name) throws IOException {
    Path folder = Shared.path("golden/hdbscan");
    GoldenSet set = GoldenSet.read(folder, name);
    JsonNode oracle = set.json().get("canonical");
    List<Cluster> expected = new ArrayList<>();
    int[] parents = new int[oracle.get("clusters").size()];
    for (JsonNode node : oracle.get("clusters")) {
      parents[expected.size()] = node.get("parent").asInt();
      expected.add(
          new Cluster(
              GoldenSet.number(node.get("birth_lambda")),
              GoldenSet.number(node.get("death_lambda")),
              node.get("size").asInt(),
              new HashSet<>()));
    }
    addRows(expected, parents, GoldenSet.ints(oracle.get("point_cluster")));
    assertThat(clusters(set)).hasSameSizeAs(expected).hasSameElementsAs(expected);
  }

  private static List<Cluster> clusters(GoldenSet set) {
    int n = set.rows().length;
    int columns = set.rows()[0].length;
    double[] values = new double[n * columns];
    for (int row = 0; row < n; row++) {
      System.arraycopy(set.rows()[row], 0, values, row * columns, columns);
    }
    Locations locations = new Locations();
    locations.find(values, n, columns, true);
    int[] copies = new int[locations.count()];
    for (int location = 0; location < copies.length; location++) {
      copies[location] = locations.copies(location);
    }
    KdTree kdTree = new KdTree();
    kdTree.build(locations);
    CoreDistances core = new CoreDistances();
    core.search(kdTree, copies, Math.min(n - 1, set.config().minSamples()), true);
    SpanningTree spanning = new SpanningTree();
    new Boruvka().span(kdTree, core, spanning);
    MergeTree merges = new MergeTree();
    merges.build(spanning, copies.length, copies);
    CondensedTree tree = new CondensedTree();
    tree.build(merges, copies.length, copies, core.distances(), set.config().minClusterSize());

    List<Cluster> found = new ArrayList<>();
    int[] parents = new int[tree.clusters()];
    for (int id = 0; id < parents.length; id++) {
      parents[id] = tree.parent(id);
      found.add(new Cluster(tree.birth(id), tree.death(id), tree.size(id), new HashSet<>()));
    }
    int[] clusterOfRow = new int[n];
    for (int row = 0; row < n; row++) {
      clusterOfRow[row] = tree.clusterOf(locations.ofRow()[row]);
    }
    addRows(found, parents, clusterOfRow);
    return found;
  }

  private static void addRows(List<Cluster> clusters, int[] parents, int[] clusterOfRow) {
    for (int row = 0; row < clusterOfRow.length; row++) {
      for (int id = clusterOfRow[row]; id >= 0; id = parents[id]) {
        clusters.get(id).rows().add(row);
      }
    }
  }
}
