package io.mudlark.mudscope.netflows;

import io.mudlark.mudscope.input.UnusableInput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * MUDscope's clean flow tables as files: CSV with the columns of {@link FlowColumn}, times in UTC,
 * lines ended by LF.
 *
 * <p>Columns are found by name, in any order; others are passed over. In tables of the original the
 * {@code dp} of an ICMP flow is type.code read as a number, so that 3.1 and 3.10 are one.
 */
public final class FlowCsv {
  /** The most rows that are read; a table of a window never has so many. */
  public static final int MAX_ROWS = 20_000_000;

  /** The most characters of a line. */
  public static final int MAX_LINE = 65_536;

  private FlowCsv() {}

  /**
   * Reads a table; the rows in the order of the file.
   *
   * @throws UnusableInput for what is not a flow table, with file, line and column
   * @throws IOException when the file cannot be read at all
   */
  public static List<FlowLine> read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(file, in, MAX_ROWS);
    }
  }

  /** Reads a table from a stream; {@code file} is what messages call it. */
  static List<FlowLine> read(Path file, InputStream in, int maxRows) throws IOException {
    BoundedLines lines = new BoundedLines(file, in, MAX_LINE);
    String header = lines.next();
    if (header == null) {
      throw new UnusableInput(file, "is empty");
    }
    FlowRowReader rows = FlowRowReader.forHeader(file, header);
    List<FlowLine> table = new ArrayList<>();
    String line = lines.next();
    while (line != null) {
      if (table.size() == maxRows) {
        throw new UnusableInput(file, lines.number(), "more than " + maxRows + " rows");
      }
      if (!line.isEmpty()) {
        table.add(rows.read(line, lines.number()));
      }
      line = lines.next();
    }
    return table;
  }

  /** Writes a table with numbers of three decimals and times of milliseconds, as the original. */
  public static void write(Path file, List<FlowLine> table) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      StringBuilder text = new StringBuilder(256);
      out.append(text.append(FlowColumn.headerLine()).append('\n'));
      for (FlowLine line : table) {
        text.setLength(0);
        FlowText.append(text, line);
        out.append(text.append('\n'));
      }
    }
  }

  /**
   * Appends a row, without its end, in exact numbers (the shortest decimal that reads back to the
   * same value) and with times of 3, 6 or 9 decimals, as many as they need.
   */
  public static void appendExact(StringBuilder out, FlowLine line) {
    FlowText.appendExact(out, line);
  }
}
