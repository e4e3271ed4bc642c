package io.mudlark.jobs.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.jobs.config.ConfigException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Consumer;

/** Reads files of one JSON object a line; a line that cannot be used ends the reading. */
final class JsonRows {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Most lines of one file. */
  static final long MAX_LINES = 20_000_000;

  private JsonRows() {}

  /**
   * Hands each line to {@code row}.
   *
   * @throws ConfigException with file, line and what is wrong with it
   */
  static void each(Path file, Consumer<JsonNode> row) throws ConfigException, IOException {
    long number = 0;
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (number > MAX_LINES) {
          throw new ConfigException(file + ": has more than " + MAX_LINES + " lines");
        }
        if (!line.isBlank()) {
          row.accept(MAPPER.readTree(line));
        }
      }
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
      String reason =
          e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
      throw new ConfigException(file + ": line " + number + ": " + reason, e);
    }
  }

  /** A time in ISO 8601, as milliseconds since the Unix epoch. */
  static long millis(JsonNode row, String field) {
    String text = row.path(field).asText();
    if (text.isEmpty()) {
      throw new IllegalArgumentException("'" + field + "' is missing");
    }
    return Instant.parse(text).toEpochMilli();
  }

  /** A word that must be there. */
  static String word(JsonNode row, String field) {
    String text = row.path(field).asText();
    if (text.isEmpty()) {
      throw new IllegalArgumentException("'" + field + "' is missing");
    }
    return text;
  }
}
