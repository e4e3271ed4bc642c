package io.mudlark.process.log;

import io.mudlark.process.file.LogTime;
import java.io.IOException;
import java.io.Writer;

/** Writes event logs as CSV, one event a row, with a header. */
public final class CsvLogWriter {
  private final CsvColumns columns;

  public CsvLogWriter(CsvColumns columns) {
    this.columns = columns;
  }

  /** Writes the log and leaves the writer open. */
  public void write(EventLog log, Writer out) throws IOException {
    row(
        out,
        columns.caseId(),
        columns.activity(),
        columns.time(),
        columns.start(),
        columns.resource());
    for (Trace trace : log.traces()) {
      for (LogEvent event : trace.events()) {
        String resource = event.resource();
        row(
            out,
            trace.caseId(),
            event.activity(),
            time(event.timeNanos()),
            time(event.startNanos()),
            resource == null ? "" : resource);
      }
    }
    out.flush();
  }

  private static String time(long nanos) {
    return nanos == LogEvent.NO_TIME ? "" : LogTime.format(nanos);
  }

  private void row(Writer out, String... fields) throws IOException {
    for (int i = 0; i < fields.length; i++) {
      if (i > 0) {
        out.write(columns.separator());
      }
      out.write(quoted(fields[i]));
    }
    out.write('\n');
  }

  private String quoted(String field) {
    boolean plain = true;
    for (int i = 0; i < field.length() && plain; i++) {
      char c = field.charAt(i);
      plain = c != '"' && c != '\n' && c != '\r' && c != columns.separator();
    }
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
