package io.mudlark.cluster.hdbscan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.cluster.hdbscan.HdbscanConfig.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One small data set with the answers of the Python reference and of an independent oracle. */
record GoldenSet(String name, double[][] rows, HdbscanConfig config, JsonNode json) {

  static GoldenSet read(Path folder, String name) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(name + ".csv"));
    double[][] rows = new double[lines.size()][];
    for (int i = 0; i < rows.length; i++) {
      String[] fields = lines.get(i).split(",");
      rows[i] = new double[fields.length];
      for (int c = 0; c < fields.length; c++) {
        rows[i][c] = Double.parseDouble(fields[c]);
      }
    }
    JsonNode json = new ObjectMapper().readTree(folder.resolve(name + ".json").toFile());
    return new GoldenSet(name, rows, config(json.get("params")), json);
  }

  private static HdbscanConfig config(JsonNode params) {
    int minClusterSize = params.get("min_cluster_size").asInt();
    boolean leaf = "leaf".equals(params.path("cluster_selection_method").asText());
    return HdbscanConfig.of(minClusterSize, params.path("min_samples").asInt(minClusterSize))
        .withSelection(leaf ? Selection.LEAF : Selection.EXCESS_OF_MASS)
        .withAllowSingleCluster(params.path("allow_single_cluster").asBoolean(false))
        .withSelectionEpsilon(params.path("cluster_selection_epsilon").asDouble(0))
        .withMaxClusterSize(params.path("max_cluster_size").asInt(0));
  }

  static int[] ints(JsonNode array) {
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asInt();
    }
    return values;
  }

  /** Doubles, among them the words inf, -inf and nan. */
  static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(array.get(i));
    }
    return values;
  }

  static double number(JsonNode node) {
    if (node.isNumber()) {
      return node.asDouble();
    }
    return switch (node.asText()) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }
}
