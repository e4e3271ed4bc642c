package io.mudlark.jobs.collect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.source.datagram.CapturedExports;
import io.mudlark.source.datagram.ExportDatagram;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A run of MISSION's own probe and collector: what went over the wire, and what was stored. */
final class Mission {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private Mission() {}

  static Path capture() {
    return resource("/mission/ipfix-live.pcap");
  }

  private static Path resource(String name) {
    try {
      return Path.of(Mission.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The 13 datagrams. */
  static List<ExportDatagram> datagrams() throws IOException {
    List<ExportDatagram> all = new ArrayList<>();
    try (CapturedExports reader = CapturedExports.open("plant", capture(), Set.of(2055))) {
      for (ExportDatagram next = reader.next(); next != null; next = reader.next()) {
        all.add(next);
      }
    }
    return all;
  }

  /** The 13 documents without their ids: ints where they fit, longs where not, in the order. */
  static List<Map<String, Object>> documents() throws IOException {
    List<Map<String, Object>> all = new ArrayList<>();
    for (JsonNode document : JSON.readTree(resource("/mission/mongo-docs-live.json").toFile())) {
      Map<String, Object> fields = new LinkedHashMap<>();
      document.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
      fields.remove("_id");
      all.add(fields);
    }
    return all;
  }

  private static Object value(JsonNode node) {
    if (node.isArray()) {
      List<Object> items = new ArrayList<>();
      node.forEach(item -> items.add(value(item)));
      return items;
    }
    return node.isTextual() ? node.textValue() : node.isObject() ? node : node.numberValue();
  }
}
