package io.mudlark.jobs.elastic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudlark.flow.application.ApplicationFacet;
import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.delivery.ResultStream;
import io.mudlark.jobs.document.Samples;
import io.mudlark.jobs.ecs.EcsDocuments;
import io.mudlark.jobs.ecs.EcsFlows;
import io.mudlark.ledger.Tally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The table of fields against documents in which every member is present. */
class FieldCatalogTest {
  private static final Path TABLE =
      Path.of("src/main/resources/io/mudlark/jobs/elastic/fields.csv");
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void the_table_names_every_field_of_every_document_and_no_other() throws IOException {
    StringBuilder table = new StringBuilder("stream,path,type\n");
    for (ResultStream stream : ResultStream.values()) {
      Map<String, String> fields = new TreeMap<>();
      for (ResultDocument document : documents()) {
        if (document.stream() == stream) {
          flatten("", JSON.readTree(document.json()), fields);
        }
      }
      fields.forEach(
          (path, type) ->
              table
                  .append(stream.word())
                  .append(',')
                  .append(path)
                  .append(',')
                  .append(type)
                  .append('\n'));
    }
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(TABLE, table, StandardCharsets.UTF_8);
    }
    assertThat(table.toString()).isEqualTo(Files.readString(TABLE, StandardCharsets.UTF_8));
  }

  @Test
  void a_mapping_has_types_in_nested_objects() {
    ObjectNode mapping = FieldCatalog.mapping(ResultStream.ALERTS, true);

    assertThat(mapping.path("dynamic").asText()).isEqualTo("strict");
    assertThat(mapping.at("/properties/@timestamp/type").asText()).isEqualTo("date");
    assertThat(mapping.at("/properties/event/properties/severity/type").asText()).isEqualTo("long");
    assertThat(mapping.at("/properties/mudlark/properties/signature/properties/key/type").asText())
        .isEqualTo("keyword");
  }

  @Test
  void a_template_fits_the_way_documents_are_indexed() {
    ElasticSettings daily = ElasticSettings.open(List.of("http://localhost:9200"));
    assertThat(IndexSetup.template(daily, ResultStream.REJECTED).at("/index_patterns/0").asText())
        .isEqualTo("mudlark-rejected-*");
    assertThat(IndexSetup.template(daily, ResultStream.ALERTS).at("/index_patterns/0").asText())
        .isEqualTo("mudlark-alerts");
    ElasticSettings streams =
        new ElasticSettings(
            List.of("https://es:9200"), "nets", true, true, false, null, null, null, null);
    ObjectNode template = IndexSetup.template(streams, ResultStream.REJECTED);
    assertThat(template.has("data_stream")).isTrue();
    assertThat(template.at("/template/settings/index/lifecycle/name").asText()).isEqualTo("nets");
    assertThat(IndexSetup.template(streams, ResultStream.ALERTS).has("data_stream")).isFalse();
  }

  static List<ResultDocument> documents() {
    List<ResultDocument> all = new ArrayList<>();
    all.add(EcsFlows.of(Samples.rejectedScan(), 300_000));
    all.add(EcsFlows.of(Samples.rejectedPing(), 300_000));
    for (ApplicationFacet facet : Samples.facets()) {
      all.add(EcsFlows.of(Samples.rejected(facet), 300_000));
    }
    all.add(EcsDocuments.of(Samples.characterization()));
    all.add(EcsDocuments.of(Samples.evolution()));
    all.add(EcsDocuments.of(Samples.alert(1)));
    all.add(EcsDocuments.of(Samples.alert(2)));
    all.add(EcsDocuments.of(Samples.processAlert()));
    all.add(EcsDocuments.of(Samples.deviation()));
    all.add(EcsDocuments.of(new Tally("ut", Tally.Book.PACKETS, "metered", 5, 5), 0));
    return all;
  }

  static long distinctDocuments() {
    return documents().stream().map(it -> it.stream() + it.id()).distinct().count();
  }

  private static void flatten(String prefix, JsonNode node, Map<String, String> fields) {
    node.properties()
        .forEach(
            member -> {
              String path = prefix.isEmpty() ? member.getKey() : prefix + "." + member.getKey();
              JsonNode value = member.getValue();
              for (JsonNode one : value.isArray() ? value : List.of(value)) {
                if (one.isObject()) {
                  flatten(path, one, fields);
                } else if (!one.isNull()) {
                  fields.merge(path, type(path, one), FieldCatalogTest::wider);
                }
              }
            });
  }

  private static String wider(String one, String other) {
    return one.equals(other) ? one : "double";
  }

  private static String type(String path, JsonNode value) {
    if (value.isBoolean()) {
      return "boolean";
    }
    if (value.isNumber()) {
      return value.isIntegralNumber() ? "long" : "double";
    }
    if (path.equals("message")) {
      return "text";
    }
    String leaf = path.substring(path.lastIndexOf('.') + 1);
    if (leaf.equals("ip")) {
      return "ip";
    }
    String text = value.asText();
    if (text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z")) {
      return "date";
    }
    return text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z") ? "date" : "keyword";
  }
}
