package io.mudlark.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the report of a run: one HTML file that can be read without a network. */
public final class ReportWriter {
  private ReportWriter() {}

  /**
   * Reads the result files of a run and writes the report.
   *
   * <p>Files are read line by line and once; memory and the size of the page are bounded, and the
   * page says what was cut. A missing file, or a line that cannot be read, is noted on the page.
   * The same files give the same page, byte for byte.
   *
   * @param resultDir holds {@code rejected.jsonl}, {@code characterizations.jsonl}, {@code
   *     evolution.jsonl}, {@code alerts.jsonl} and {@code ledger.json}
   * @param html the file to write; an existing one is replaced
   * @throws IOException when a file cannot be read or the report cannot be written
   */
  public static void write(Path resultDir, Path html) throws IOException {
    write(resultDir, html, ReportLimits.DEFAULT);
  }

  static void write(Path resultDir, Path html, ReportLimits limits) throws IOException {
    JsonNode data = RunResults.read(resultDir, limits);
    try (BufferedWriter out = Files.newBufferedWriter(html, StandardCharsets.UTF_8)) {
      ReportPage.write(data, out);
    }
  }
}
