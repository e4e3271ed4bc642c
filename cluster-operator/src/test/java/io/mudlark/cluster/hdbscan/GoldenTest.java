package io.mudlark.cluster.hdbscan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mudlark.cluster.hdbscan.Hdbscan.Route;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenTest {
  private static final double RELATIVE = 1e-12;

  static Stream<GoldenSet> shipped() throws IOException, URISyntaxException {
    URL folder = Objects.requireNonNull(GoldenTest.class.getResource("/hdbscan"));
    return sets(Path.of(folder.toURI()));
  }

  private static Stream<GoldenSet> sets(Path folder) throws IOException {
    List<GoldenSet> sets = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".json")) {
          sets.add(GoldenSet.read(folder, name.substring(0, name.length() - 5)));
        }
      }
    }
    return sets.stream();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void agrees_with_the_oracle_on_the_shipped_sets(GoldenSet set) {
    agreesWithTheOracle(set);
  }

  @Test
  void agrees_with_the_oracle_on_all_golden_sets() throws IOException {
    List<GoldenSet> all = sets(Shared.path("golden/hdbscan")).toList();
    assertThat(all).hasSize(23);
    List<GoldenSet> withOracle = all.stream().filter(set -> set.json().has("canonical")).toList();
    assertThat(withOracle).hasSize(21);
    withOracle.forEach(GoldenTest::agreesWithTheOracle);
  }

  @Test
  void has_the_weights_of_python_on_every_golden_set() throws IOException {
    int compared = 0;
    for (GoldenSet set : sets(Shared.path("golden/hdbscan")).toList()) {
      JsonNode weights = set.json().get("reference").get("mst_weights_sorted");
      if (weights != null) {
        Clustering found = Hdbscan.with(set.config()).fit(set.rows());
        assertThat(found.sortedMstWeights()).as(set.name()).isEqualTo(GoldenSet.doubles(weights));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(22);
  }

  @Test
  void labels_like_python_where_python_does_not_depend_on_row_order() throws IOException {
    List<String> compared = new ArrayList<>();
    for (GoldenSet set : sets(Shared.path("golden/hdbscan")).toList()) {
      JsonNode order = set.json().get("order_sensitive");
      if (!order.isNull() && stable(order)) {
        int[] python = GoldenSet.ints(set.json().get("reference").get("labels"));
        assertThat(Hdbscan.with(set.config()).fit(set.rows()).labels())
            .as(set.name())
            .isEqualTo(Partitions.byFirstRow(python));
        compared.add(set.name());
      }
    }
    assertThat(compared).hasSizeGreaterThan(8);
  }

  private static boolean stable(JsonNode orderSensitive) {
    double[] indices = GoldenSet.doubles(orderSensitive.get("ari_of_5_row_permutations"));
    return Arrays.stream(indices).allMatch(index -> index == 1.0);
  }

  @Test
  void epsilon_answers_as_python_does() throws IOException {
    GoldenSet set = GoldenSet.read(Shared.path("golden/hdbscan"), "g20_atoms_halo_eps");
    int[] python = GoldenSet.ints(set.json().get("reference").get("labels"));
    assertThat(Hdbscan.with(set.config()).fit(set.rows()).labels())
        .isEqualTo(Partitions.byFirstRow(python));
  }

  @Test
  void the_size_limit_answers_as_python_does_within_its_own_dependence_on_row_order()
      throws IOException {
    GoldenSet set = GoldenSet.read(Shared.path("golden/hdbscan"), "g22_nested_maxsize");
    int[] python = GoldenSet.ints(set.json().get("reference").get("labels"));
    Clustering found = Hdbscan.with(set.config()).fit(set.rows());
    // Python agrees with its own shuffles to 0.9934 here
    assertThat(Partitions.adjustedRandIndex(found.labels(), python)).isGreaterThan(0.995);
    assertThat(found.clusterCount()).isEqualTo(3);
    assertThat(found.clusters()).allMatch(cluster -> cluster.rows() <= 200);
  }

  private static void agreesWithTheOracle(GoldenSet set) {
    JsonNode oracle = set.json().get("canonical");
    Hdbscan hdbscan = Hdbscan.with(set.config());
    Clustering found = hdbscan.fit(set.rows());
    assertThat(found.labels()).as(set.name()).isEqualTo(GoldenSet.ints(oracle.get("labels")));
    if (oracle.has("clusters")) {
      sameValues(set.name(), found, oracle);
      sameHierarchy(set.name(), found, oracle);
    }
    for (Route route : Route.values()) {
      Clustering other = new Hdbscan(set.config(), route).fit(set.rows());
      String what = set.name() + " by " + route;
      assertThat(other.labels()).as(what).isEqualTo(found.labels());
      assertThat(other.sortedMstWeights()).as(what).isEqualTo(found.sortedMstWeights());
      close(what, other.probabilities(), found.probabilities());
      close(what, other.outlierScores(), found.outlierScores());
    }
    List<CondensedCluster> hierarchy = unlabelled(found);
    Random random = new Random(20);
    for (int i = 0; i < 20; i++) {
      int[] order = Partitions.shuffle(set.rows().length, random);
      Clustering again = hdbscan.fit(Partitions.permuted(set.rows(), order));
      int[] back = Partitions.mappedBack(again.labels(), order);
      assertThat(Partitions.byFirstRow(back)).as(set.name()).isEqualTo(found.labels());
      assertThat(again.sortedMstWeights()).isEqualTo(found.sortedMstWeights());
      assertThat(unlabelled(again)).isEqualTo(hierarchy);
    }
  }

  /** Labels are numbered by rows and so depend on their order; nothing else does. */
  private static List<CondensedCluster> unlabelled(Clustering found) {
    return found.hierarchy().stream()
        .map(
            node ->
                new CondensedCluster(
                    node.id(),
                    node.parent(),
                    node.birth(),
                    node.death(),
                    node.size(),
                    node.stability(),
                    node.selected() ? 0 : -1))
        .toList();
  }

  private static void sameValues(String name, Clustering found, JsonNode oracle) {
    assertThat(found.sortedMstWeights())
        .as(name)
        .isEqualTo(GoldenSet.doubles(oracle.get("mst_weights_sorted")));
    assertThat(found.coreDistances())
        .as(name)
        .isEqualTo(GoldenSet.doubles(oracle.get("core_distances")));
    close(name, found.probabilities(), GoldenSet.doubles(oracle.get("probabilities")));
    close(name, found.outlierScores(), GoldenSet.doubles(oracle.get("outlier_scores_glosh")));
  }

  private static void close(String name, double[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      close(name + ", row " + i, actual[i], expected[i]);
    }
  }

  private static void close(String what, double actual, double expected) {
    if (actual != expected) {
      assertThat(actual).as(what).isCloseTo(expected, Offset.offset(RELATIVE * Math.abs(expected)));
    }
  }

  private static void sameHierarchy(String name, Clustering found, JsonNode oracle) {
    record Node(double birth, double death, int size, boolean selected, double stability) {
      Node with(double other) {
        return new Node(birth, death, size, selected, other);
      }
    }
    Comparator<Node> order =
        Comparator.comparingDouble(Node::birth)
            .thenComparingDouble(Node::death)
            .thenComparingInt(Node::size)
            .thenComparing(Node::selected)
            .thenComparingDouble(Node::stability);
    List<Node> expected = new ArrayList<>();
    for (JsonNode node : oracle.get("clusters")) {
      expected.add(
          new Node(
              GoldenSet.number(node.get("birth_lambda")),
              GoldenSet.number(node.get("death_lambda")),
              node.get("size").asInt(),
              node.get("selected").asBoolean(),
              GoldenSet.number(node.get("stability"))));
    }
    List<Node> actual = new ArrayList<>();
    for (CondensedCluster node : found.hierarchy()) {
      actual.add(
          new Node(node.birth(), node.death(), node.size(), node.selected(), node.stability()));
    }
    expected.sort(order);
    actual.sort(order);
    assertThat(actual).as(name).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      Node ours = actual.get(i);
      Node theirs = expected.get(i);
      close(name + ", node " + i, ours.stability(), theirs.stability());
      assertThat(ours.with(0)).as(name + ", node " + i).isEqualTo(theirs.with(0));
    }
  }
}
