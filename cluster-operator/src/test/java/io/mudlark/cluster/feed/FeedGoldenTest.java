package io.mudlark.cluster.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.cluster.testing.Shared;
import io.mudlark.mrt.FeedMetrics;
import io.mudlark.mrt.FeedMetrics.Agglomeration;
import io.mudlark.mrt.FeedMetrics.Matches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedGoldenTest {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy/MM/dd,HH:mm:ss");
  private static final Pattern CELL = Pattern.compile("\"([^\"]*)\"|([^,]+)|(?<=,)(?=,)");
  private static final double FIVE_DECIMALS = 0.5e-5;

  @ParameterizedTest
  @ValueSource(strings = {"ut", "tue"})
  void gives_all_columns_of_the_original_feed_from_its_characterizations(String site)
      throws IOException {
    List<FeedWindow> windows = new ArrayList<>();
    try (var files =
        Files.list(Shared.path("golden/mudscope/characterization/" + site + "-tplink"))) {
      for (Path file : files.sorted().toList()) {
        windows.add(window(new ObjectMapper().readTree(file.toFile())));
      }
    }
    List<String> lines =
        Files.readAllLines(Shared.path("golden/mudscope/evolution/" + site + "-tplink.csv"));
    List<String> header = List.of(lines.get(0).split(",", -1));
    assertThat(header).hasSize(69);
    assertThat(lines).hasSize(windows.size());
    for (int i = 0; i + 1 < windows.size(); i++) {
      Map<String, List<Double>> expected = new LinkedHashMap<>();
      List<List<Double>> cells = cells(lines.get(i + 1));
      for (int column = 1; column < header.size(); column++) {
        expected.put(header.get(column), cells.get(column));
      }
      FeedMetrics feed = FeedComparison.between(windows.get(i), windows.get(i + 1), 6);
      Map<String, List<Double>> actual = columns(feed);
      assertThat(actual.keySet()).containsExactlyElementsOf(expected.keySet());
      expected.forEach((name, values) -> assertClose(name, actual.get(name), values));
    }
  }

  private static void assertClose(String name, List<Double> actual, List<Double> expected) {
    assertThat(actual).as(name).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i)).as(name).isCloseTo(expected.get(i), within(FIVE_DECIMALS));
    }
  }

  private static Map<String, List<Double>> columns(FeedMetrics feed) {
    Map<String, List<Double>> columns = new LinkedHashMap<>();
    put(columns, "centroids_dimension", feed.centroidDimension());
    put(columns, "ch1_t_start", feed.beforeStartMillis() / 1000.0);
    put(columns, "ch1_t_end", feed.beforeEndMillis() / 1000.0);
    put(columns, "ch2_t_start", feed.afterStartMillis() / 1000.0);
    put(columns, "ch2_t_end", feed.afterEndMillis() / 1000.0);
    put(columns, "elapsed_transition_time", feed.elapsedMillis() / 1000.0);
    put(columns, "ch1_tot_flows", (double) feed.flowsBefore());
    put(columns, "ch2_tot_flows", (double) feed.flowsAfter());
    put(columns, "tot_flows_balance", (double) feed.flowsBalance());
    put(columns, "ch1_clusters_n", feed.clustersBefore());
    put(columns, "ch2_clusters_n", feed.clustersAfter());
    put(columns, "clusters_balance", feed.clustersBalance());
    put(columns, "noise_balance", feed.noiseBalance());
    put(columns, "all_dists_avg", feed.distanceMean());
    put(columns, "all_dists_std", feed.distanceDeviation());
    columns.put("all_dists_deciles", feed.distanceDeciles());
    matches(columns, "mutual", "", feed.mutual());
    matches(columns, "fwd", "col", feed.forward());
    matches(columns, "bwd", "row", feed.backward());
    return columns;
  }

  private static void matches(
      Map<String, List<Double>> columns, String prefix, String axis, Matches matches) {
    put(columns, prefix + "_matches_n", matches.count());
    put(columns, prefix + "_matches_percentage", matches.share());
    if (!axis.isEmpty()) {
      Agglomeration agglomeration = Objects.requireNonNull(matches.agglomeration());
      String name = prefix + "_matches_agglomeration_";
      put(columns, name + "avg", agglomeration.mean());
      put(columns, name + "std", agglomeration.deviation());
      put(columns, name + "max", agglomeration.max());
      put(columns, name + "max_percentage", agglomeration.maxShare());
      put(columns, name + "max_" + axis + "_cluster", agglomeration.maxCluster());
    }
    columns.put(prefix + "_vects_avg", matches.vectors().mean());
    columns.put(prefix + "_vects_std", matches.vectors().deviation());
    for (int tenth = 1; tenth <= 10; tenth++) {
      columns.put(prefix + "_vects_decile_" + tenth, matches.vectors().decile(tenth));
    }
  }

  private static void put(Map<String, List<Double>> columns, String name, double value) {
    columns.put(name, List.of(value));
  }

  private static FeedWindow window(JsonNode json) {
    List<FeedCluster> clusters = new ArrayList<>();
    long noise = 0;
    for (Map.Entry<String, JsonNode> entry : json.get("clusters").properties()) {
      JsonNode spatial = entry.getValue().get("spatial_data");
      if (entry.getKey().equals("-1")) {
        noise = spatial.get("num_pts").asLong();
        continue;
      }
      List<Double> centroid = new ArrayList<>();
      spatial.get("centroid").forEach(value -> centroid.add(value.asDouble()));
      clusters.add(
          new FeedCluster(
              Integer.parseInt(entry.getKey()),
              spatial.get("num_pts").asLong(),
              centroid,
              spatial.get("wcd_avg").asDouble(),
              spatial.get("wcd_std").asDouble()));
    }
    JsonNode span = json.get("metadata").get("time_window");
    return new FeedWindow(
        millis(span.get(0).asText()),
        millis(span.get(1).asText()),
        json.get("num_total_flows").asLong(),
        noise,
        clusters);
  }

  private static long millis(String text) {
    return LocalDateTime.parse(text, TIME).toEpochSecond(ZoneOffset.UTC) * 1000;
  }

  /** Each cell as the numbers in it: one, or those of a bracketed list. */
  private static List<List<Double>> cells(String line) {
    List<List<Double>> cells = new ArrayList<>();
    Matcher matcher = CELL.matcher(line);
    while (matcher.find()) {
      String text = matcher.group().replaceAll("[\"\\[\\] ]", "");
      List<Double> numbers = new ArrayList<>();
      for (String number : text.split(",")) {
        numbers.add(Double.parseDouble(number));
      }
      cells.add(numbers);
    }
    return cells;
  }
}
