package io.mudlark.process.log;

import io.mudlark.process.file.CsvCursor;
import io.mudlark.process.file.LogTime;
import io.mudlark.process.file.MalformedFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Reads event logs from CSV, one event a row, with a header. */
public final class CsvLogReader {
  /** Columns named in a complaint. */
  private static final int SHOWN = 8;

  /** Characters of a column's name in a complaint. */
  private static final int NAME = 40;

  private final CsvColumns columns;

  public CsvLogReader(CsvColumns columns) {
    this.columns = columns;
  }

  public EventLog read(Path file) throws IOException {
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return read(in, file.getFileName().toString());
    }
  }

  /**
   * Reads a log; events keep the order of their rows.
   *
   * @param file what to call it in messages
   */
  public EventLog read(Reader in, String file) throws IOException {
    CsvCursor csv = new CsvCursor(in, file, columns.separator());
    List<String> header = csv.next();
    if (header == null) {
      throw new MalformedFile(file + ": empty, a header is expected");
    }
    Positions at = positions(header, csv);
    EventLog.Collector log = new EventLog.Collector();
    for (List<String> row = csv.next(); row != null; row = csv.next()) {
      if (row.size() != header.size()) {
        throw csv.malformed(row.size() + " fields where the header has " + header.size());
      }
      long time = time(row, at.time(), csv);
      long start = time(row, at.start(), csv);
      String resource = at.resource() < 0 ? "" : row.get(at.resource());
      log.add(
          row.get(at.caseId()),
          new LogEvent(
              row.get(at.activity()),
              time,
              start == LogEvent.NO_TIME ? time : start,
              resource.isEmpty() ? null : resource));
    }
    return log.log();
  }

  private Positions positions(List<String> header, CsvCursor csv) throws MalformedFile {
    return new Positions(
        required(header, columns.caseId(), csv),
        required(header, columns.activity(), csv),
        columns.time().equals(CsvColumns.DEFAULT.time())
            ? header.indexOf(columns.time())
            : required(header, columns.time(), csv),
        header.indexOf(columns.start()),
        header.indexOf(columns.resource()));
  }

  private static int required(List<String> header, String column, CsvCursor csv)
      throws MalformedFile {
    int at = header.indexOf(column);
    if (at < 0) {
      String there =
          header.stream().limit(SHOWN).map(CsvLogReader::shown).collect(Collectors.joining(", "));
      String more = header.size() > SHOWN ? ", ..." : "";
      throw csv.malformed("no column named " + column + "; there are: " + there + more);
    }
    return at;
  }

  private static String shown(String name) {
    String line = name.replaceAll("[\\s\\p{Cntrl}]+", " ");
    return line.length() <= NAME ? line : line.substring(0, NAME) + "...";
  }

  private static long time(List<String> row, int at, CsvCursor csv) throws MalformedFile {
    if (at < 0 || row.get(at).isEmpty()) {
      return LogEvent.NO_TIME;
    }
    try {
      return LogTime.parse(row.get(at));
    } catch (IllegalArgumentException e) {
      throw csv.malformed(String.valueOf(e.getMessage()));
    }
  }

  private record Positions(int caseId, int activity, int time, int start, int resource) {}
}
