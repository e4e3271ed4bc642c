package io.mudlark.jobs.elastic;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudlark.jobs.delivery.ResultStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every field of every document, with its type in Elasticsearch: the table {@code fields.csv}
 * (stream, path, type), from which index mappings and the fields' documentation are made.
 */
public final class FieldCatalog {
  private static final String TABLE = "fields.csv";
  private static final int COLUMNS = 3;
  private static final JsonMapper JSON = new JsonMapper();

  private FieldCatalog() {}

  /** Path to type of one stream's fields, by path. */
  public static Map<String, String> fields(ResultStream stream) {
    Map<String, String> fields = new TreeMap<>();
    try (InputStream in = FieldCatalog.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException(TABLE + " is not beside " + FieldCatalog.class.getName());
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", -1);
        if (cells.length == COLUMNS && cells[0].equals(stream.word())) {
          fields.put(cells[1], cells[2]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return fields;
  }

  /**
   * The mapping of one stream's index.
   *
   * @param strict whether a document with another field is refused; else the field is kept
   *     unindexed
   * @return {@code {"dynamic": "strict", "properties": {...}}}
   */
  public static ObjectNode mapping(ResultStream stream, boolean strict) {
    ObjectNode mapping = JSON.createObjectNode();
    mapping.put("dynamic", strict ? "strict" : "false");
    fields(stream).forEach((path, type) -> put(mapping, path.split("\\."), type));
    return mapping;
  }

  private static void put(ObjectNode mapping, String[] path, String type) {
    ObjectNode at = mapping;
    for (int i = 0; i < path.length - 1; i++) {
      at = at.withObjectProperty("properties").withObjectProperty(path[i]);
    }
    ObjectNode field =
        at.withObjectProperty("properties").withObjectProperty(path[path.length - 1]);
    field.put("type", type);
    if (type.equals("keyword")) {
      field.put("ignore_above", 1024);
    }
  }
}
