package io.mudlark.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mudlark.jobs.delivery.ResultStream;
import io.mudlark.jobs.elastic.FieldCatalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What can be said of Kibana's saved objects without a Kibana. */
class KibanaObjectsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int COLUMNS = 48;

  @Test
  void every_object_has_an_id_of_its_own_and_every_reference_leads_to_one() throws IOException {
    Map<String, JsonNode> objects = KibanaObjects.byKey();
    assertThat(objects).hasSize(KibanaObjects.all().size());
    for (JsonNode object : objects.values()) {
      for (JsonNode reference : object.path("references")) {
        assertThat(objects).as("%s", object.path("id")).containsKey(KibanaObjects.key(reference));
      }
    }
  }

  @Test
  void every_index_reference_is_used_by_name() throws IOException {
    for (JsonNode object : KibanaObjects.all()) {
      JsonNode source = object.at("/attributes/kibanaSavedObjectMeta/searchSourceJSON");
      if (!object.path("type").asText().equals("dashboard") && source.isTextual()) {
        String name = JSON.readTree(source.asText()).path("indexRefName").asText();
        assertThat(object.path("references").findValuesAsText("name")).containsExactly(name);
      }
    }
  }

  @Test
  void no_panel_lies_on_another_and_each_leads_to_its_object() throws IOException {
    int dashboards = 0;
    for (JsonNode object : KibanaObjects.all()) {
      if (object.path("type").asText().equals("dashboard")) {
        dashboards++;
        Set<String> taken = new HashSet<>();
        List<String> names = object.path("references").findValuesAsText("name");
        for (JsonNode panel : JSON.readTree(object.at("/attributes/panelsJSON").asText())) {
          String index = panel.path("panelIndex").asText();
          assertThat(names).contains(index + ":" + panel.path("panelRefName").asText());
          JsonNode at = panel.path("gridData");
          assertThat(at.path("x").asInt() + at.path("w").asInt()).isLessThanOrEqualTo(COLUMNS);
          for (int x = 0; x < at.path("w").asInt(); x++) {
            for (int y = 0; y < at.path("h").asInt(); y++) {
              String cell = (at.path("x").asInt() + x) + "/" + (at.path("y").asInt() + y);
              assertThat(taken.add(cell)).as("panel %s at %s", index, cell).isTrue();
            }
          }
        }
      }
    }
    assertThat(dashboards).isEqualTo(1);
  }

  @Test
  void every_field_that_is_named_is_in_the_documents_of_its_stream() throws IOException {
    List<String> unknown = new ArrayList<>();
    for (JsonNode object : KibanaObjects.all()) {
      String stream = KibanaObjects.stream(object);
      if (!stream.isEmpty()) {
        Set<String> fields = KibanaObjects.fields(object);
        fields.removeAll(
            FieldCatalog.fields(ResultStream.valueOf(stream.toUpperCase(Locale.ROOT))).keySet());
        fields.forEach(field -> unknown.add(object.path("id").asText() + ": " + field));
      }
    }
    assertThat(unknown).isEmpty();
  }
}
