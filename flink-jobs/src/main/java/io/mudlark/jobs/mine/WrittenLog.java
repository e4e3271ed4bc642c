package io.mudlark.jobs.mine;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.process.log.CsvColumns;
import io.mudlark.process.log.CsvLogWriter;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.XesWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes event logs for other tools, in the form that the file's name asks for. */
public final class WrittenLog {
  private WrittenLog() {}

  /** Writes {@code .xes}, {@code .xes.gz} or {@code .csv}. */
  public static void write(EventLog log, Path file) throws IOException, ConfigException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".xes") || name.endsWith(".xes.gz")) {
      new XesWriter().write(log, file);
    } else if (name.endsWith(".csv")) {
      try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
        new CsvLogWriter(CsvColumns.DEFAULT).write(log, out);
      }
    } else {
      throw new ConfigException(file + ": --write-log ends in .xes, .xes.gz or .csv");
    }
  }
}
