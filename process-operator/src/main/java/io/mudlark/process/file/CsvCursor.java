package io.mudlark.process.file;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads CSV rows (RFC 4180: quotes, doubled quotes, line breaks inside quotes), with bounds. */
public final class CsvCursor {
  public static final int MAX_FIELDS = 1_024;
  public static final int MAX_FIELD_LENGTH = 1 << 20;
  public static final int MAX_ROWS = 5_000_000;

  private final Reader in;
  private final char[] buffer = new char[1 << 14];
  private int at;
  private int filled;
  private final String file;
  private final char separator;
  private int line = 1;
  private int rowLine = 1;
  private int rows;

  /**
   * Reads from {@code in}.
   *
   * @param file what to call it in messages
   * @param separator between fields
   */
  public CsvCursor(Reader in, String file, char separator) {
    this.in = in;
    this.file = file;
    this.separator = separator;
  }

  /** The same cursor, told that lines before {@code first} were already read. */
  public CsvCursor fromLine(int first) {
    line = first;
    return this;
  }

  private int read() throws IOException {
    if (at >= filled) {
      filled = in.read(buffer);
      at = 0;
      if (filled <= 0) {
        filled = 0;
        return -1;
      }
    }
    return buffer[at++];
  }

  /** The next row, or null at the end; blank lines are passed over. */
  public @Nullable List<String> next() throws IOException {
    while (true) {
      rowLine = line;
      List<String> row = row();
      if (row == null || row.size() > 1 || !row.get(0).isEmpty()) {
        if (row != null && ++rows > MAX_ROWS) {
          throw malformed("more than " + MAX_ROWS + " rows");
        }
        return row;
      }
    }
  }

  /** A complaint about the row read last. */
  public MalformedFile malformed(String what) {
    return new MalformedFile(file + ": line " + rowLine + ": " + what);
  }

  private @Nullable List<String> row() throws IOException {
    int c = read();
    if (c < 0) {
      return null;
    }
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    while (true) {
      if (c == '"' && field.length() == 0) {
        c = quoted(field);
      } else if (c == separator) {
        add(row, field);
        c = read();
      } else if (c == '\n' || c < 0) {
        line++;
        add(row, field);
        return row;
      } else {
        if (c != '\r') {
          append(field, c);
        }
        appendPlain(field);
        c = read();
      }
    }
  }

  /** Reads up to the closing quote; gives the character after it. */
  private int quoted(StringBuilder field) throws IOException {
    while (true) {
      int c = read();
      if (c < 0) {
        throw malformed("a quote is never closed");
      }
      if (c == '"') {
        int after = read();
        if (after != '"') {
          return after;
        }
      }
      if (c == '\n') {
        line++;
      }
      append(field, c);
    }
  }

  /** What follows in the buffer, up to a character that means something, in one go. */
  private void appendPlain(StringBuilder field) throws MalformedFile {
    int from = at;
    int to = from;
    while (to < filled && buffer[to] != separator && buffer[to] != '\n' && buffer[to] != '\r') {
      to++;
    }
    if (field.length() + (to - from) > MAX_FIELD_LENGTH) {
      throw malformed("field longer than " + MAX_FIELD_LENGTH);
    }
    field.append(buffer, from, to - from);
    at = to;
  }

  private void append(StringBuilder field, int c) throws MalformedFile {
    if (field.length() >= MAX_FIELD_LENGTH) {
      throw malformed("field longer than " + MAX_FIELD_LENGTH);
    }
    field.append((char) c);
  }

  private void add(List<String> row, StringBuilder field) throws MalformedFile {
    if (row.size() >= MAX_FIELDS) {
      throw malformed("more than " + MAX_FIELDS + " fields");
    }
    row.add(field.toString());
    field.setLength(0);
  }
}
