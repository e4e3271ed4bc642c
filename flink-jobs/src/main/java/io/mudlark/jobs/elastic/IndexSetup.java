package io.mudlark.jobs.elastic;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudlark.jobs.delivery.ResultStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Index templates and the lifecycle policy: what must be there before the first document. */
public final class IndexSetup {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int PRIORITY = 500;
  private static final int FIELDS = 2_000;
  private static final String KEPT = "30d";

  private final ElasticsearchClient client;
  private final ElasticSettings settings;

  IndexSetup(ElasticsearchClient client, ElasticSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  /** Whether documents of a stream are told again with higher revisions. */
  public static boolean isRevised(ResultStream stream) {
    return stream == ResultStream.ALERTS || stream == ResultStream.LEDGER;
  }

  /** Puts everything for some streams; what is there already is replaced by the same. */
  void install(List<ResultStream> streams) throws IOException {
    try {
      if (settings.lifecycle()) {
        String policy = lifecycle(settings.dataStreams()).toString();
        client
            .ilm()
            .putLifecycle(it -> it.name(settings.prefix()).withJson(new StringReader(policy)));
      }
      for (ResultStream stream : streams) {
        String template = template(settings, stream).toString();
        client
            .indices()
            .putIndexTemplate(
                it ->
                    it.name(settings.prefix() + "-" + stream.word())
                        .withJson(new StringReader(template)));
      }
    } catch (ElasticsearchException e) {
      throw new IOException("Elasticsearch refuses index templates: " + e.getMessage(), e);
    }
  }

  /** The template of one stream's indices. */
  public static ObjectNode template(ElasticSettings settings, ResultStream stream) {
    String name = settings.prefix() + "-" + stream.word();
    boolean dataStream = settings.dataStreams() && !isRevised(stream);
    boolean daily = !settings.dataStreams() && !isRevised(stream);
    ObjectNode root = JSON.createObjectNode();
    root.putArray("index_patterns").add(daily ? name + "-*" : name);
    root.put("priority", PRIORITY);
    if (dataStream) {
      root.putObject("data_stream");
    }
    ObjectNode template = root.putObject("template");
    ObjectNode index = template.putObject("settings").putObject("index");
    index.withObjectProperty("mapping").putObject("total_fields").put("limit", FIELDS);
    if (settings.lifecycle() && !isRevised(stream)) {
      index.putObject("lifecycle").put("name", settings.prefix());
    }
    if (ResultStream.collected().contains(stream)) {
      index.withObjectProperty("mapping").put("ignore_malformed", true);
      template.set("mappings", CollectedMapping.make());
    } else {
      template.set("mappings", FieldCatalog.mapping(stream, settings.strict()));
    }
    root.putObject("_meta").put("product", "Mudlark").put("stream", stream.word());
    return root;
  }

  /**
   * Delete after 30 days; data streams roll over daily or at 50 GB, other indices are daily anyway.
   */
  public static ObjectNode lifecycle(boolean dataStreams) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode phases = root.putObject("policy").putObject("phases");
    ObjectNode rollover = phases.putObject("hot").putObject("actions").putObject("rollover");
    rollover.put("max_age", "1d").put("max_primary_shard_size", "50gb");
    ObjectNode delete = phases.putObject("delete");
    delete.put("min_age", KEPT).putObject("actions").putObject("delete");
    return root;
  }

  /** All templates by name, for people who install them by themselves. */
  public static Map<String, ObjectNode> templates(ElasticSettings settings) {
    Map<String, ObjectNode> templates = new LinkedHashMap<>();
    for (ResultStream stream : ResultStream.results()) {
      templates.put(settings.prefix() + "-" + stream.word(), template(settings, stream));
    }
    return templates;
  }
}
