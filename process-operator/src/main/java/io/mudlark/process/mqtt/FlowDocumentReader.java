package io.mudlark.process.mqtt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.process.file.MalformedFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the flow documents of the MISSION collector's database: JSON objects, one a line or in one
 * array; MongoDB's extended numbers and object ids are understood.
 */
public final class FlowDocumentReader {
  /** Documents of one file at most. */
  public static final int MAX_DOCUMENTS = 5_000_000;

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(16)
                      .maxStringLength(1 << 20)
                      .build())
              .build());

  public List<MqttExchange> read(Path file) throws IOException {
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return read(in, file.getFileName().toString());
    }
  }

  /**
   * Reads all documents in file order.
   *
   * @param file what to call it in messages
   */
  public List<MqttExchange> read(Reader in, String file) throws IOException {
    List<MqttExchange> exchanges = new ArrayList<>();
    try (MappingIterator<JsonNode> documents = JSON.readerFor(JsonNode.class).readValues(in)) {
      while (documents.hasNextValue()) {
        JsonNode document = documents.nextValue();
        String where = file + ": document " + (exchanges.size() + 1);
        if (exchanges.size() >= MAX_DOCUMENTS) {
          throw new MalformedFile(file + ": more than " + MAX_DOCUMENTS + " documents");
        }
        exchanges.add(exchange(document, where));
      }
    } catch (JsonProcessingException e) {
      String reason = e.getOriginalMessage().replaceAll("\\s+", " ");
      throw new MalformedFile(file + ": document " + (exchanges.size() + 1) + ": " + reason, e);
    }
    return exchanges;
  }

  private static MqttExchange exchange(JsonNode document, String where) throws MalformedFile {
    try {
      return new MqttExchange(
          id(document.path("_id")),
          endpoint(document, "source"),
          endpoint(document, "destination"),
          time(required(document, "flowStartNanoseconds")),
          time(required(document, "flowEndNanoseconds")),
          new MqttExchange.Message(
              (int) number(required(document, "mqttControlType")),
              text(document, "mqttTopic"),
              text(document, "mqttSrcClientId"),
              text(document, "mqttDstClientId"),
              text(document, "mqttCorrelationData")));
    } catch (IllegalArgumentException e) {
      throw new MalformedFile(where + ": no flow of the collector: " + e.getMessage(), e);
    }
  }

  private static String id(JsonNode id) {
    return id.isObject() ? id.path("$oid").asText() : id.asText();
  }

  private static String endpoint(JsonNode document, String end) {
    JsonNode address = document.path(end + "IPv4Address");
    if (address.isMissingNode()) {
      address = required(document, end + "IPv6Address");
    }
    return address.asText() + ':' + number(required(document, end + "TransportPort"));
  }

  private static JsonNode required(JsonNode document, String field) {
    JsonNode value = document.path(field);
    if (value.isMissingNode()) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return value;
  }

  private static ExportTime time(JsonNode pair) {
    return new ExportTime(number(pair.required(0)), number(pair.required(1)));
  }

  private static long number(JsonNode node) {
    JsonNode plain = node.isObject() ? node.path("$numberLong") : node;
    if (plain.isTextual()) {
      return Long.parseLong(plain.asText());
    }
    if (!plain.isIntegralNumber()) {
      throw new IllegalArgumentException("not a whole number: " + node);
    }
    return plain.asLong();
  }

  private static String text(JsonNode document, String field) {
    String text = document.path(field).asText();
    return text.equals("NULL") ? "" : text;
  }
}
