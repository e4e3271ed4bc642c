package io.mudlark.jobs.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
  private byte[] buffer = new byte[1 << 16];
  private int filled;
  private boolean overlong;

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
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = fill(in); read >= 0; read = fill(in)) {
        int searched = filled;
        filled += read;
        takeLines(searched, sink);
      }
    }
    if (filled > 0 || overlong) {
      line(0, filled, sink);
    }
  }

  private int fill(InputStream in) throws IOException {
    if (filled == buffer.length && buffer.length > MAX_LINE_BYTES) {
      overlong = true;
      filled = 0;
    } else if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    return in.read(buffer, filled, buffer.length - filled);
  }

  /** Hands on the complete lines in the buffer and moves the rest to its beginning. */
  private void takeLines(int searched, Consumer<JsonNode> sink) throws IOException {
    int start = 0;
    for (int i = searched; i < filled; i++) {
      if (buffer[i] == '\n') {
        line(start, i, sink);
        start = i + 1;
      }
    }
    System.arraycopy(buffer, start, buffer, 0, filled - start);
    filled -= start;
  }

  private void line(int start, int end, Consumer<JsonNode> sink) throws IOException {
    lineNumber++;
    if (overlong || end - start > MAX_LINE_BYTES) {
      unreadable("longer than " + MAX_LINE_BYTES + " bytes");
      overlong = false;
    } else if (end > start) {
      parse(start, end - start, sink);
    }
  }

  private void parse(int offset, int length, Consumer<JsonNode> sink) throws IOException {
    JsonNode node;
    try {
      node = MAPPER.readTree(buffer, offset, length);
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
