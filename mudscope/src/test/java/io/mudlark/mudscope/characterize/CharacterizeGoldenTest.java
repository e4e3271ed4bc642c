package io.mudlark.mudscope.characterize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.cluster.hdbscan.Hdbscan;
import io.mudlark.mudscope.netflows.FlowCsv;
import io.mudlark.mudscope.netflows.FlowLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Characterizations in the original's form, against the original's. */
class CharacterizeGoldenTest {
  private static final double NEAR = 1e-9;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "ut, 2021-11-18_15:10:46",
    "tue, 2021-11-18_15:10:34",
    "tue, 2021-11-18_15:15:34",
    "tue, 2021-11-18_15:20:34"
  })
  void gives_every_number_of_the_original(String site, String window) throws IOException {
    JsonNode expected = golden(site, window);
    JsonNode actual = characterized(site, window);
    assertSame("", without(actual, "date_added"), without(expected, "date_added"));
  }

  @ParameterizedTest
  @CsvSource({"ut, 2021-11-18_15:15:47, 0.95, 9, 244", "ut, 2021-11-18_15:20:47, 0.90, 2, 5"})
  void groups_windows_whose_distances_tie_much_as_the_original(
      String site, String window, double agreement, int clusters, int noise) throws IOException {
    JsonNode expected = golden(site, window);
    JsonNode actual = characterized(site, window);
    assertSame(
        "capture",
        actual.get("complete_capture_descriptor"),
        expected.get("complete_capture_descriptor"));
    assertSame("time", actual.at("/metadata/time_window"), expected.at("/metadata/time_window"));
    assertThat(adjustedRandIndex(site, window)).isGreaterThanOrEqualTo(agreement);
    JsonNode found = actual.get("clusters");
    assertThat(found.at("/-1/spatial_data/num_pts").asInt()).isEqualTo(noise);
    assertThat(found.size() - 1).isEqualTo(clusters);
  }

  private static JsonNode golden(String site, String window) throws IOException {
    return new ObjectMapper()
        .readTree(
            Golden.path("golden/mudscope/characterization/" + site + "-tplink")
                .resolve(window + "-rejected-flows-custom-hdr-CLN.json")
                .toFile());
  }

  private JsonNode characterized(String site, String window) throws IOException {
    CharacterizeStage stage =
        CharacterizeStage.compat(
            Golden.path(
                "data/b_iot_traffic/mudscope/config/characterization_" + site + "_tplink.json"),
            Golden.path("golden/mudscope/netflows-benign/benign-custom-format-CLN-SCALED.csv"),
            folder,
            Instant.EPOCH);
    Path file = stage.characterize(table(site, window));
    assertThat(file).hasFileName(window + "-rejected-flows-custom-hdr-CLN.json");
    return new ObjectMapper().readTree(file.toFile());
  }

  private static Path table(String site, String window) {
    return Golden.path("golden/mudscope/netflows/" + site + "-tplink")
        .resolve(window + "-rejected-flows-custom-hdr-CLN.csv");
  }

  private static JsonNode without(JsonNode window, String field) {
    ((com.fasterxml.jackson.databind.node.ObjectNode) window.get("metadata")).remove(field);
    return window;
  }

  private static void assertSame(String path, JsonNode actual, JsonNode expected) {
    if (expected.isNumber()) {
      double value = expected.doubleValue();
      assertThat(actual.isNumber()).as(path).isTrue();
      // Differences of quantiles near zero carry the rounding of what they are differences of.
      assertThat(actual.doubleValue())
          .as(path)
          .isCloseTo(value, within(Math.max(1e-12, NEAR * Math.abs(value))));
    } else if (expected.isContainerNode()) {
      assertThat(actual.size()).as(path).isEqualTo(expected.size());
      for (Iterator<Map.Entry<String, JsonNode>> it = expected.properties().iterator();
          it.hasNext(); ) {
        Map.Entry<String, JsonNode> field = it.next();
        assertThat(actual.has(field.getKey())).as(path + "/" + field.getKey()).isTrue();
        assertSame(path + "/" + field.getKey(), actual.get(field.getKey()), field.getValue());
      }
      for (int i = 0; expected.isArray() && i < expected.size(); i++) {
        assertSame(path + "/" + i, actual.get(i), expected.get(i));
      }
    } else {
      assertThat(actual).as(path).isEqualTo(expected);
    }
  }

  private static double adjustedRandIndex(String site, String window) throws IOException {
    List<FlowLine> flows = FlowCleaning.clean(FlowCsv.read(table(site, window)));
    RankedReference reference =
        RankedReference.read(
            Golden.path("golden/mudscope/netflows-benign/benign-custom-format-CLN-SCALED.csv"));
    double[][] rows = RankedFeatures.of(flows, reference);
    List<String> lines =
        Files.readAllLines(Golden.path("golden/mudscope/features/" + site + "-" + window + ".csv"));
    List<String> header = Arrays.asList(lines.get(0).split(","));
    List<Integer> labels = new ArrayList<>();
    for (int row = 0; row < rows.length; row++) {
      String[] cells = lines.get(row + 1).split(",");
      labels.add(Integer.parseInt(cells[header.indexOf("label")]));
      for (int column = 0; column < 6; column++) {
        double z = Double.parseDouble(cells[header.indexOf("z_bpp") + column]);
        assertThat(rows[row][column]).isEqualTo(z);
      }
    }
    int[] found = Hdbscan.with(CompatCharacterizer.parameters(rows.length)).fit(rows).labels();
    return Partitions.adjustedRandIndex(
        found, labels.stream().mapToInt(Integer::intValue).toArray());
  }
}
