package io.mudlark.jobs.elastic;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The mapping of what the collector stores: information elements are as many as exporters use, so
 * their types follow from their names and values instead of from a table.
 */
final class CollectedMapping {
  private static final JsonMapper JSON = new JsonMapper();

  private CollectedMapping() {}

  /**
   * Addresses are addresses, times that are texts are dates, other texts are keywords, and numbers
   * what Elasticsearch makes of the first one.
   */
  static ObjectNode make() {
    ObjectNode mapping = JSON.createObjectNode();
    mapping.put("date_detection", false).put("numeric_detection", false);
    mapping.putObject("properties").putObject("@timestamp").put("type", "date");
    ArrayNode templates = mapping.putArray("dynamic_templates");
    named(templates, "addresses", ".*IPv[46]Address(_.*)?", "ip");
    named(templates, "times", ".*(Seconds|Milliseconds|Microseconds|Nanoseconds)", "date_nanos");
    ObjectNode texts = templates.addObject().putObject("texts");
    texts.put("match_mapping_type", "string");
    texts.putObject("mapping").put("type", "keyword").put("ignore_above", 1024);
    return mapping;
  }

  private static void named(ArrayNode templates, String name, String pattern, String type) {
    ObjectNode template = templates.addObject().putObject(name);
    template.put("match_mapping_type", "string").put("match_pattern", "regex");
    template.put("match", pattern);
    template.putObject("mapping").put("type", type);
  }
}
