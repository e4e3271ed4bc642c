package io.mudlark.mudscope.monitor;

import io.mudlark.mudscope.characterize.BoundedFile;
import io.mudlark.mudscope.characterize.Deployment;
import io.mudlark.mudscope.input.UnusableInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads the columns of feeds that the monitor needs. */
final class FeedReader {
  private static final String START = "ch1_t_start";

  /** What finding anomalies needs, whatever is watched. */
  private static final List<String> NEEDED =
      List.of(
          "clusters_balance",
          "ch1_clusters_n",
          "ch2_clusters_n",
          START,
          "ch2_t_end",
          "ch1_tot_flows",
          "ch2_tot_flows");

  private static final int MAX_ROWS = 1_000_000;

  private FeedReader() {}

  /**
   * Reads one feed.
   *
   * @throws UnusableInput naming the line and column that is missing or holds no number
   */
  static Feed read(MonitorConfig.Source source, List<String> watched) throws UnusableInput {
    Path file = source.csv();
    String device = Deployment.read(source.metadata()).deviceId();
    List<String> lines = BoundedFile.text(file).lines().toList();
    if (lines.isEmpty()) {
      throw new UnusableInput(file, "is empty");
    }
    if (lines.size() > MAX_ROWS) {
      throw new UnusableInput(file, "has more than " + MAX_ROWS + " lines");
    }
    List<String> header = cells(lines.get(0));
    Set<String> wanted = new LinkedHashSet<>(NEEDED);
    wanted.addAll(watched);
    List<String> missing = wanted.stream().filter(name -> !header.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new UnusableInput(file, "line 1: columns of a feed are missing: " + missing);
    }
    List<List<String>> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      List<String> row = cells(lines.get(i));
      if (row.size() != header.size()) {
        throw new UnusableInput(
            file,
            "line " + (i + 1) + ": has " + row.size() + " cells, the header " + header.size());
      }
      rows.add(row);
    }
    Map<String, double[]> columns = new HashMap<>();
    for (String name : wanted) {
      columns.put(name, column(file, name, rows, header.indexOf(name)));
    }
    refuseDisorder(file, Objects.requireNonNull(columns.get(START)));
    return new Feed(stem(file), device, rows.size(), columns);
  }

  private static void refuseDisorder(Path file, double[] starts) throws UnusableInput {
    for (int row = 1; row < starts.length; row++) {
      if (starts[row] < starts[row - 1]) {
        throw new UnusableInput(
            file, "line " + (row + 2) + ": out of order: it starts before the line above it");
      }
    }
  }

  private static double[] column(Path file, String name, List<List<String>> rows, int place)
      throws UnusableInput {
    double[] column = new double[rows.size()];
    for (int row = 0; row < column.length; row++) {
      column[row] = number(rows.get(row).get(place));
      if (!Double.isFinite(column[row])) {
        throw new UnusableInput(
            file, "line " + (row + 2) + ": column " + name + ": is no finite number");
      }
    }
    return column;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Cells between commas; those in quotation marks may hold commas. */
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
