package io.mudlark.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The saved objects of {@code dashboards/kibana/mudlark.ndjson}. */
final class KibanaObjects {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String VIEW = "mudlark-view-";

  private KibanaObjects() {}

  static List<JsonNode> all() throws IOException {
    List<JsonNode> objects = new ArrayList<>();
    for (String line :
        Files.readAllLines(Peers.root().resolve("dashboards/kibana/mudlark.ndjson"))) {
      objects.add(JSON.readTree(line));
    }
    return objects;
  }

  static Map<String, JsonNode> byKey() throws IOException {
    Map<String, JsonNode> objects = new LinkedHashMap<>();
    all().forEach(object -> objects.put(key(object), object));
    return objects;
  }

  static String key(JsonNode object) {
    return object.path("type").asText() + "/" + object.path("id").asText();
  }

  /** The stream whose documents a search or panel shows; empty for anything else. */
  static String stream(JsonNode object) {
    for (JsonNode reference : object.path("references")) {
      String id = reference.path("id").asText();
      if (id.startsWith(VIEW)) {
        return id.substring(VIEW.length());
      }
    }
    return "";
  }

  /** The query in Lucene's language, of which Kibana's is a relative. */
  static String query(JsonNode object) throws IOException {
    JsonNode source = object.at("/attributes/kibanaSavedObjectMeta/searchSourceJSON");
    String text = JSON.readTree(source.asText("{}")).at("/query/query").asText();
    return text.replace(" : ", ":");
  }

  /** The fields that a search or panel names. */
  static Set<String> fields(JsonNode object) throws IOException {
    Set<String> fields = ElasticQuery.fieldsOf(query(object));
    object.at("/attributes/columns").forEach(column -> fields.add(column.asText()));
    fields.addAll(JSON.readTree(state(object)).findValuesAsText("field"));
    return fields;
  }

  private static String state(JsonNode object) {
    return object.at("/attributes/visState").asText("{}");
  }

  /** What Kibana asks Elasticsearch for a search or panel. */
  static ObjectNode search(JsonNode object) throws IOException {
    ObjectNode query = JSON.createObjectNode();
    String text = query(object);
    query.put("query", text.isEmpty() ? "*" : text);
    var metrics = query.putArray("metrics");
    var buckets = query.putArray("bucketAggs");
    for (JsonNode part : JSON.readTree(state(object)).path("aggs")) {
      boolean metric = part.path("schema").asText().equals("metric");
      ObjectNode one = (metric ? metrics : buckets).addObject();
      one.put("id", part.path("id").asText()).put("type", part.path("type").asText());
      if (part.at("/params/field").isTextual()) {
        one.put("field", part.at("/params/field").asText());
      }
      if (part.path("type").asText().equals("terms")) {
        one.putObject("settings").put("size", "20").put("order", "desc").put("orderBy", "_count");
      }
    }
    if (metrics.isEmpty()) {
      metrics
          .addObject()
          .put("id", "1")
          .put("type", "raw_data")
          .putObject("settings")
          .put("size", "10");
    }
    return ElasticQuery.search(query);
  }
}
