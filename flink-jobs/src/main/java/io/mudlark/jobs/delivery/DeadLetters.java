package io.mudlark.jobs.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Documents that a store does not want, with what it said, one JSON line each in {@code
 * dead-letters/NAME-SUBTASK.jsonl}.
 */
final class DeadLetters {
  private static final Logger PROBLEMS = LoggerFactory.getLogger("io.mudlark.problems");
  private static final JsonFactory JSON = new JsonFactory();

  private final Path file;
  private boolean told;

  DeadLetters(String folder, String name, int subtask) {
    file = Path.of(folder).resolve(name + "-" + subtask + ".jsonl");
  }

  /** Adds a document; the first one is told of. */
  void add(ResultDocument document, String reason) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(
        file,
        line(document, reason),
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    if (!told) {
      told = true;
      PROBLEMS.warn(
          "{}: {} {} was not taken: {}; this and others like it are laid aside there",
          file,
          document.stream().word(),
          document.id(),
          reason);
    }
  }

  private static String line(ResultDocument document, String reason) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("stream", document.stream().word());
      out.writeStringField("id", document.id());
      out.writeNumberField("revision", document.revision());
      out.writeStringField("reason", reason);
      out.writeFieldName("document");
      out.writeRawValue(document.json());
      out.writeEndObject();
    }
    return text + "\n";
  }
}
