package io.mudlark.process.file;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV rows (RFC 4180: quotes, doubled quotes, line breaks inside quotes), with bounds. A byte
 * order mark before the first row, as spreadsheets write it, is passed over.
 */
public final class CsvCursor {
  public static final int MAX_FIELDS = 1_024;
  public static final int MAX_FIELD_LENGTH = 1 << 20;
  public static final int MAX_ROWS = 5_000_000;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Reader in;
  private final char[] buffer = new char[1 << 14];
  private int at;
  private int filled;
  private boolean begun;
  private final String file;
  private final char separator;
  private int line = 1;
  private int rowLine = 1;
  private int rows;
  private int lastFields = 8;
  private int plainEnd;
  private @Nullable BitSet wanted;

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

  /** The same cursor, which gives the fields of other columns as empty texts. */
  public CsvCursor only(BitSet columns) {
    wanted = columns;
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
      if (!begun && buffer[0] == BYTE_ORDER_MARK) {
        begun = true;
        at = 1;
        return read();
      }
      begun = true;
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
    List<String> row = new ArrayList<>(lastFields);
    StringBuilder field = new StringBuilder();
    while (true) {
      if (c == '"' && field.length() == 0) {
        c = quoted(field);
      } else if (c == separator || c == '\n' || c < 0) {
        add(row, field);
        if (c != separator) {
          line++;
          lastFields = row.size();
          return row;
        }
        c = read();
        while (c >= 0 && c != '"' && endsInBuffer(at - 1)) {
          addPlain(row);
          c = read();
        }
      } else {
        if (c != '\r') {
          append(field, c);
        }
        appendUpTo(plainEnd(at), field);
        c = read();
      }
    }
  }

  /** Whether a field that begins there ends at a separator that is in the buffer. */
  private boolean endsInBuffer(int from) {
    plainEnd = plainEnd(from);
    return plainEnd < filled && buffer[plainEnd] == separator;
  }

  /** Adds the field that ends at {@link #plainEnd}, and passes over its separator. */
  private void addPlain(List<String> row) throws MalformedFile {
    boolean wanted = isWanted(row.size());
    add(row, wanted ? new String(buffer, at - 1, plainEnd - at + 1) : "");
    at = plainEnd + 1;
  }

  /** Reads up to the closing quote; gives the character after it. */
  private int quoted(StringBuilder field) throws IOException {
    while (true) {
      int to = at;
      while (to < filled && buffer[to] != '"' && buffer[to] != '\n') {
        to++;
      }
      appendUpTo(to, field);
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

  /** Where the characters end that mean nothing but themselves. */
  private int plainEnd(int from) {
    int to = from;
    while (to < filled && buffer[to] != separator && buffer[to] != '\n' && buffer[to] != '\r') {
      to++;
    }
    return to;
  }

  /** Takes what follows in the buffer in one go. */
  private void appendUpTo(int to, StringBuilder field) throws MalformedFile {
    if (field.length() + (to - at) > MAX_FIELD_LENGTH) {
      throw malformed("field longer than " + MAX_FIELD_LENGTH);
    }
    field.append(buffer, at, to - at);
    at = to;
  }

  private void append(StringBuilder field, int c) throws MalformedFile {
    if (field.length() >= MAX_FIELD_LENGTH) {
      throw malformed("field longer than " + MAX_FIELD_LENGTH);
    }
    field.append((char) c);
  }

  private boolean isWanted(int column) {
    return wanted == null || wanted.get(column);
  }

  private void add(List<String> row, StringBuilder field) throws MalformedFile {
    add(row, isWanted(row.size()) ? field.toString() : "");
    field.setLength(0);
  }

  private void add(List<String> row, String field) throws MalformedFile {
    if (row.size() >= MAX_FIELDS) {
      throw malformed("more than " + MAX_FIELDS + " fields");
    }
    row.add(field);
  }
}
