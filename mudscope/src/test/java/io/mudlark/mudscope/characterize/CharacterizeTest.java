package io.mudlark.mudscope.characterize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.mudscope.input.UnusableInput;
import io.mudlark.mudscope.netflows.FlowCsv;
import io.mudlark.mudscope.netflows.FlowLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CharacterizeTest {
  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();

  @Test
  void keeps_every_flow_of_a_scan_which_the_original_deletes_in_part() throws IOException {
    List<FlowLine> flows = FlowCsv.read(Golden.files("golden/mudscope/netflows/tue-tplink").get(1));
    assertThat(FlowCleaning.clean(flows)).hasSize(1244);
    JsonNode window = characterized(Lines.stage(folder, "plug"), "a", flows);
    assertThat(window.get("num_total_flows").asInt()).isEqualTo(flows.size());
  }

  @Test
  void characterizes_a_window_without_flows() throws IOException {
    JsonNode window = characterized(Lines.stage(folder, "plug"), "empty", List.of());
    assertThat(window.get("num_total_flows").asInt()).isZero();
    assertThat(window.get("clusters")).isEmpty();
    assertThat(window.at("/metadata/time_window")).isEmpty();
  }

  @Test
  void takes_a_lone_flow_for_what_it_is_and_gives_the_true_end() throws IOException {
    JsonNode window =
        characterized(Lines.stage(folder, "plug"), "one", List.of(Lines.talk(0, 443)));
    assertThat(window.get("num_total_flows").asInt()).isEqualTo(1);
    assertThat(window.at("/clusters/-1/spatial_data/num_pts").asInt()).isEqualTo(1);
    assertThat(window.at("/metadata/time_span/0").asDouble()).isEqualTo(1_637_236_800.0);
    assertThat(window.at("/metadata/time_span/1").asDouble()).isEqualTo(1_637_236_802.0);
    assertThat(window.at("/metadata/time_window/1").asText()).isEqualTo("2021/11/18,12:00:00");
  }

  @Test
  void gives_the_same_traffic_the_same_centre_whatever_else_is_in_the_window() throws IOException {
    CharacterizeStage stage = Lines.stage(folder, "plug");
    List<FlowLine> talks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      talks.add(Lines.talk(i, 443));
    }
    List<String> alone = centres(characterized(stage, "alone", talks));
    assertThat(alone).hasSize(1);
    talks.addAll(Lines.scan(0, 100));
    assertThat(centres(characterized(stage, "beside", talks)))
        .hasSizeGreaterThan(1)
        .containsAll(alone);
  }

  /** To nine decimals: a mean of more flows is rounded otherwise. */
  private static List<String> centres(JsonNode window) {
    List<String> centres = new ArrayList<>();
    for (JsonNode cluster : window.get("clusters")) {
      StringBuilder centre = new StringBuilder();
      cluster
          .at("/spatial_data/centroid")
          .forEach(z -> centre.append(String.format(Locale.ROOT, "%.9f ", z.asDouble())));
      centres.add(centre.toString());
    }
    return centres;
  }

  @Test
  void quirk_29_the_result_does_not_depend_on_the_order_of_the_rows() throws IOException {
    List<FlowLine> flows = new ArrayList<>(Lines.scan(0, 150));
    CharacterizeStage stage = Lines.stage(folder, "plug");
    JsonNode first = characterized(stage, "first", flows);
    Collections.shuffle(flows, new Random(7));
    assertThat(characterized(stage, "second", flows)).isEqualTo(first);
  }

  @Test
  void learns_the_scaling_from_a_clean_table_of_normal_traffic() throws IOException {
    Path normal = Lines.table(folder, "normal", Lines.scan(0, 5));
    CharacterizeStage learnt =
        CharacterizeStage.standard(
            Lines.metadata(folder, "plug"), normal, folder.resolve("out"), Instant.EPOCH);
    String hash = "/metadata/clustering_params/scaler_hash";
    assertThat(characterized(learnt, "a", Lines.scan(0, 20)).at(hash).asText())
        .hasSize(32)
        .isNotEqualTo(
            characterized(Lines.stage(folder, "plug"), "b", Lines.scan(0, 20)).at(hash).asText());
  }

  @Test
  void measures_a_right_triangle() {
    SpatialData triangle = PairDistances.of(new double[][] {{0, 0}, {3, 0}, {0, 4}});
    assertThat(triangle.distanceMean()).isCloseTo(4, within(1e-12));
    assertThat(triangle.distanceDeviation()).isCloseTo(Math.sqrt(2.0 / 3), within(1e-12));
    assertThat(triangle.distanceMax()).isEqualTo(5);
    SpatialData.FarthestPair farthest = triangle.farthest();
    assertThat(farthest).isNotNull();
    assertThat(farthest.distanceMin()).isEqualTo(3);
    assertThat(farthest.a()).containsExactly(3.0, 0.0);
    assertThat(farthest.b()).containsExactly(0.0, 4.0);
    assertThat(triangle.metaCentroid()).startsWith(1.0, 4.0 / 3).hasSize(4);
  }

  @Test
  void tells_of_an_unusable_table_in_one_line_and_goes_on() throws IOException {
    Path good = Lines.table(folder, "good", Lines.scan(0, 10));
    Path bad = folder.resolve("bad.csv");
    Files.writeString(bad, Files.readString(good).replace("ibyt", "bytes"));
    Path absent = folder.resolve("absent.csv");
    StageResult result = Lines.stage(folder, "plug").run(List.of(bad, absent, good), told::add);
    assertThat(result).isEqualTo(new StageResult(1, 2));
    assertThat(told)
        .containsExactly(
            bad + ": line 1: columns of a flow table are missing: [ibyt]",
            absent + ": no such file");
  }

  @Test
  void refuses_an_unusable_reference_and_metadata() throws IOException {
    Path meta = Lines.metadata(folder, "plug");
    Path clean = Lines.table(folder, "clean", Lines.scan(0, 3));
    assertThatThrownBy(() -> CharacterizeStage.compat(meta, clean, folder, Instant.EPOCH))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("line 2: column ts: is no scaler reference");
    Path reference = Lines.reference(folder);
    Files.writeString(reference, Files.readString(reference).replace("2,2,2", "2,x,2"));
    assertThatThrownBy(() -> CharacterizeStage.compat(meta, reference, folder, Instant.EPOCH))
        .hasMessageMatching(".*SCALED.csv: line 3: column .*: 'x' is no number");
    Files.writeString(meta, "{\"device_id\": \"plug\"}");
    assertThatThrownBy(() -> CharacterizeStage.compat(meta, reference, folder, Instant.EPOCH))
        .hasMessage(meta + ": deployment_info: is missing or no object");
    Files.writeString(meta, "{\"device_id\": ");
    assertThatThrownBy(() -> CharacterizeStage.compat(meta, reference, folder, Instant.EPOCH))
        .hasMessageStartingWith(meta + ": line 1: unreadable JSON: ");
  }

  @Test
  void has_no_place_for_an_empty_window_in_the_form_of_the_original() throws IOException {
    CharacterizeStage stage =
        CharacterizeStage.compat(
            Lines.metadata(folder, "plug"), Lines.reference(folder), folder, Instant.EPOCH);
    Path empty = Lines.table(folder, "empty", List.of());
    assertThat(stage.run(List.of(empty), told::add)).isEqualTo(new StageResult(0, 1));
    assertThat(told).singleElement().asString().startsWith(empty + ": holds no flows");
  }

  private JsonNode characterized(CharacterizeStage stage, String name, List<FlowLine> flows)
      throws IOException {
    Path file = stage.characterize(folder.resolve(name + ".csv"), flows);
    return new ObjectMapper().readTree(file.toFile());
  }
}
