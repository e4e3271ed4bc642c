package io.mudlark.jobs.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads a file of one JSON object a line, one line at a time; lines that cannot be read are noted
 * and left out.
 */
final class JsonLines {
  /** Far above any document: a line beyond is no result of ours. */
  static final int MAX_LINE_BYTES = 16 << 20;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path file;
  private final ReportNotes notes;
  private long lineNumber;

  JsonLines(Path file, ReportNotes notes) {
    this.file = file;
    this.notes = notes;
  }

  /** Gives every object to {@code sink}, in the order of the file; a missing file is noted. */
  void forEach(Consumer<JsonNode> sink) throws IOException {
    if (!Files.isRegularFile(file)) {
      notes.missing(file.getFileName().toString());
      return;
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
      for (int octet = in.read(); octet >= 0; octet = in.read()) {
        if (octet == '\n') {
          end(line, sink);
        } else if (line.size() <= MAX_LINE_BYTES) {
          line.write(octet);
        }
      }
      if (line.size() > 0) {
        end(line, sink);
      }
    }
  }

  private void end(ByteArrayOutputStream line, Consumer<JsonNode> sink) throws IOException {
    lineNumber++;
    if (line.size() > MAX_LINE_BYTES) {
      unreadable("longer than " + MAX_LINE_BYTES + " bytes");
    } else if (line.size() > 0) {
      parse(line.toByteArray(), sink);
    }
    line.reset();
  }

  private void parse(byte[] line, Consumer<JsonNode> sink) throws IOException {
    JsonNode node;
    try {
      node = MAPPER.readTree(line);
    } catch (JacksonException e) {
      unreadable(e.getOriginalMessage());
      return;
    }
    if (node == null || !node.isObject()) {
      unreadable("not a JSON object");
    } else {
      sink.accept(node);
    }
  }

  private void unreadable(String what) {
    notes.unreadable(file.getFileName().toString(), lineNumber, what);
  }
}
