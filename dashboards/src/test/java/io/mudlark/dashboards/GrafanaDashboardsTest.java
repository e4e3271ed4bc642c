package io.mudlark.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mudlark.jobs.delivery.ResultStream;
import io.mudlark.jobs.elastic.FieldCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be said of the dashboards without any server. */
class GrafanaDashboardsTest {
  private static final int COLUMNS = 24;
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-z_]\\w*)\\}?");

  @Test
  void dashboards_and_panels_have_ids_of_their_own() throws IOException {
    Set<String> uids = new HashSet<>();
    for (Board board : Board.all()) {
      assertThat(uids.add(board.json().path("uid").asText())).as(board.name()).isTrue();
      List<Integer> ids =
          board.panels().stream().map(panel -> panel.path("id").asInt()).sorted().toList();
      assertThat(ids).as(board.name()).doesNotHaveDuplicates().doesNotContain(0);
      assertThat(board.panels().stream().map(panel -> panel.path("title").asText()))
          .as(board.name())
          .doesNotHaveDuplicates()
          .doesNotContain("");
    }
    assertThat(uids).hasSize(5);
  }

  @Test
  void no_panel_lies_on_another_or_sticks_out() throws IOException {
    for (Board board : Board.all()) {
      Set<String> taken = new HashSet<>();
      for (JsonNode panel : board.panels()) {
        JsonNode at = panel.path("gridPos");
        assertThat(at.path("x").asInt() + at.path("w").asInt())
            .as("%s: %s", board.name(), panel.path("title"))
            .isLessThanOrEqualTo(COLUMNS);
        for (int x = 0; x < at.path("w").asInt(); x++) {
          for (int y = 0; y < at.path("h").asInt(); y++) {
            String cell = (at.path("x").asInt() + x) + "/" + (at.path("y").asInt() + y);
            assertThat(taken.add(cell))
                .as("%s: %s at %s", board.name(), panel.path("title"), cell)
                .isTrue();
          }
        }
      }
    }
  }

  @Test
  void every_data_source_is_a_variable_and_every_variable_is_defined() throws IOException {
    for (Board board : Board.all()) {
      Set<String> defined = new TreeSet<>();
      board.variables().forEach(it -> defined.add(it.path("name").asText()));
      for (JsonNode source : board.json().findValues("datasource")) {
        assertThat(source.path("uid").asText()).as(board.name()).isIn("${results}", "${metrics}");
      }
      Matcher used = VARIABLE.matcher(board.json().toString());
      while (used.find()) {
        if (!used.group(1).startsWith("__")) {
          assertThat(defined).as(board.name()).contains(used.group(1));
        }
      }
    }
  }

  @Test
  void every_field_that_is_named_is_in_the_documents_of_its_stream() throws IOException {
    List<String> unknown = new ArrayList<>();
    for (Board.Target target : Board.targetsOfAll()) {
      if (!target.isMetric()) {
        Set<String> fields = ElasticQuery.fields(target.query());
        JsonNode shown = target.panel().at("/transformations/0/options/includeByName");
        shown.fieldNames().forEachRemaining(fields::add);
        fields.removeAll(fieldsOf(target.query().path("query").asText()));
        fields.forEach(field -> unknown.add(target + ": " + field));
      }
    }
    for (Board board : Board.all()) {
      for (JsonNode variable : board.variables()) {
        if (variable.path("type").asText().equals("query")) {
          JsonNode asked = new JsonMapper().readTree(variable.path("query").asText());
          Set<String> fields = ElasticQuery.fieldsOf(asked.path("query").asText());
          fields.add(asked.path("field").asText());
          fields.removeAll(fieldsOf(asked.path("query").asText()));
          fields.forEach(field -> unknown.add(board.name() + ": variable " + field));
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  private static Set<String> fieldsOf(String lucene) {
    String stream = ElasticQuery.stream(lucene);
    assertThat(stream).as(lucene).isNotEmpty();
    return FieldCatalog.fields(ResultStream.valueOf(stream.toUpperCase(Locale.ROOT))).keySet();
  }

  @Test
  void fields_are_found_wherever_a_query_names_them() throws IOException {
    JsonNode query =
        new JsonMapper()
            .readTree(
                """
                {"query": "event.dataset:\\"mudlark.alerts\\" AND (a.b:$site OR _exists_:c.d)",
                 "metrics": [{"type": "sum", "field": "e"}], "alias": "{{term g.h}}",
                 "bucketAggs": [{"type": "terms", "field": "f"}]}\
                """);
    assertThat(ElasticQuery.fields(query))
        .containsExactlyInAnyOrder("event.dataset", "a.b", "c.d", "e", "f", "g.h");
  }

  @Test
  void grafana_on_kubernetes_mounts_all_of_them() throws IOException {
    String listed = Files.readString(Peers.root().resolve("dashboards/kustomization.yaml"));
    for (Board board : Board.all()) {
      assertThat(listed).contains("grafana/" + board.name());
    }
    String sources = Files.readString(Peers.root().resolve("k8s/base/grafana/datasources.yaml"));
    assertThat(sources).contains("index: mudlark-*");
    for (Board board : Board.all()) {
      for (JsonNode variable : board.variables()) {
        if (variable.path("type").asText().equals("datasource")) {
          assertThat(sources).contains("uid: " + variable.at("/current/value").asText());
        }
      }
    }
  }
}
