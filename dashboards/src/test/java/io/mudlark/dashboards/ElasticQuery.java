package io.mudlark.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Grafana's Elasticsearch data source makes of a panel's query. */
final class ElasticQuery {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern FIELD = Pattern.compile("(_exists_:)?([@\\w]+(?:\\.\\w+)*)");
  private static final Pattern NAMED = Pattern.compile("(?<![\\w.])([@\\w.]+):(?:([\\w.]+))?");
  private static final Pattern DATASET = Pattern.compile("event\\.dataset:\"mudlark\\.(\\w+)\"");

  private ElasticQuery() {}

  /** The stream that a query is about: every query names one. */
  static String stream(String lucene) {
    Matcher dataset = DATASET.matcher(lucene);
    return dataset.find() ? dataset.group(1) : "";
  }

  /** The fields that a query names in any way. */
  static Set<String> fields(JsonNode query) {
    Set<String> fields = fieldsOf(query.path("query").asText());
    query.path("metrics").forEach(metric -> add(fields, metric.path("field")));
    query.path("bucketAggs").forEach(bucket -> add(fields, bucket.path("field")));
    Matcher alias = FIELD.matcher(query.path("alias").asText().replace("{{term ", ""));
    if (query.path("alias").asText().contains("{{") && alias.find()) {
      fields.add(alias.group(2));
    }
    return fields;
  }

  /** The fields in a text of Lucene's language. */
  static Set<String> fieldsOf(String lucene) {
    Set<String> fields = new TreeSet<>();
    Matcher named = NAMED.matcher(lucene.replaceAll("\"[^\"]*\"", "x"));
    while (named.find()) {
      boolean exists = named.group(1).equals("_exists_");
      fields.add(exists ? named.group(2) : named.group(1));
    }
    return fields;
  }

  private static void add(Set<String> fields, JsonNode field) {
    if (field.isTextual()) {
      fields.add(field.asText());
    }
  }

  /** The search, over all time and all values of the variables. */
  static ObjectNode search(JsonNode query) {
    ObjectNode body = JSON.createObjectNode();
    JsonNode first = query.path("metrics").path(0);
    boolean raw = first.path("type").asText().equals("raw_data");
    body.put("size", raw ? first.at("/settings/size").asInt() : 0);
    body.put("track_total_hits", true);
    ObjectNode text = body.putObject("query").putObject("query_string");
    text.put("analyze_wildcard", true).put("query", expand(query.path("query").asText()));
    ObjectNode level = body;
    for (JsonNode bucket : query.path("bucketAggs")) {
      level = bucket(level, bucket, query.path("metrics"));
    }
    if (!query.path("bucketAggs").isEmpty()) {
      metrics(level, query.path("metrics"), "");
    }
    return body;
  }

  static String expand(String lucene) {
    return lucene.replaceAll("\\$(site|device)\\b", "*");
  }

  private static ObjectNode bucket(ObjectNode parent, JsonNode bucket, JsonNode metrics) {
    String type = bucket.path("type").asText();
    ObjectNode one = parent.withObject("/aggs").putObject(bucket.path("id").asText());
    ObjectNode of = one.putObject(type).put("field", bucket.path("field").asText());
    JsonNode settings = bucket.path("settings");
    if (type.equals("date_histogram")) {
      of.put("fixed_interval", "1m").put("min_doc_count", 0);
      return one;
    }
    of.put("size", settings.path("size").asInt());
    String by = settings.path("orderBy").asText();
    String key = by.equals("_term") ? "_key" : by;
    of.putObject("order").put(key, settings.path("order").asText());
    if (!by.startsWith("_")) {
      metrics(one, metrics, by);
    }
    return one;
  }

  /** Adds the metrics, or only one by its id. */
  private static void metrics(ObjectNode level, JsonNode metrics, String only) {
    for (JsonNode metric : metrics) {
      String id = metric.path("id").asText();
      boolean wanted = only.isEmpty() || only.equals(id);
      if (wanted && metric.has("field")) {
        level
            .withObject("/aggs")
            .putObject(id)
            .putObject(metric.path("type").asText())
            .put("field", metric.path("field").asText());
      }
    }
  }

  /** Whether an answer has anything to show. */
  static boolean isEmpty(JsonNode answer) {
    if (answer.at("/hits/total/value").asLong() == 0 || answer.has("error")) {
      return true;
    }
    return answer.has("aggregations") && !shows(answer.path("aggregations"));
  }

  private static boolean shows(JsonNode aggregations) {
    for (Iterator<JsonNode> it = aggregations.elements(); it.hasNext(); ) {
      JsonNode aggregation = it.next();
      if (aggregation.path("value").isNumber()) {
        return true;
      }
      for (JsonNode bucket : aggregation.path("buckets")) {
        if (bucketShows(bucket)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean bucketShows(JsonNode bucket) {
    if (bucket.path("doc_count").asLong() == 0) {
      return false;
    }
    boolean deeper = false;
    for (JsonNode member : bucket) {
      deeper |= member.has("value") || member.has("buckets");
    }
    return !deeper || shows(bucket);
  }

  /** Terms of a field, as a variable asks for them. */
  static ObjectNode variable(String lucene, String field) {
    ObjectNode query = JSON.createObjectNode().put("query", lucene);
    ArrayNode metrics = query.putArray("metrics");
    metrics.addObject().put("id", "1").put("type", "count");
    ObjectNode terms = query.putArray("bucketAggs").addObject();
    terms.put("id", "2").put("type", "terms").put("field", field);
    terms.putObject("settings").put("size", "500").put("order", "asc").put("orderBy", "_term");
    return search(query);
  }
}
