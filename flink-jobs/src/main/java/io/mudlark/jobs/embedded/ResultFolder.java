package io.mudlark.jobs.embedded;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.jobs.document.LedgerDocument;
import io.mudlark.jobs.report.ReportWriter;
import io.mudlark.jobs.sink.ResultFile;
import io.mudlark.jobs.sink.ResultMerge;
import io.mudlark.ledger.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The folder that a run leaves its results in, and the files in it that are made of its parts. */
public final class ResultFolder {
  private static final String LEDGER = "ledger.json";
  private static final String REPORT = "report.html";

  private final Path folder;

  public ResultFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the folder, and removes the results of an earlier run in it and nothing else.
   *
   * @throws ConfigException when it cannot be written
   */
  public void prepare() throws ConfigException {
    try {
      Files.createDirectories(folder);
      for (ResultFile file : ResultFile.values()) {
        Files.deleteIfExists(folder.resolve(file.fileName()));
      }
      Files.deleteIfExists(folder.resolve(LEDGER));
      Files.deleteIfExists(folder.resolve(REPORT));
      new ResultMerge(folder).removeParts();
    } catch (IOException e) {
      throw new ConfigException(folder + ": cannot be written: " + Reasons.of(e), e);
    }
  }

  /**
   * Makes the sorted files, the ledger and the report of the parts there are so far, in the middle
   * of a run: what has come in and is in no window yet is in the ledger as {@code in-flight}.
   */
  public RunSummary refresh() throws IOException {
    return write(true);
  }

  private RunSummary write(boolean open) throws IOException {
    ResultMerge merge = new ResultMerge(folder);
    Map<ResultFile, Long> documents = new EnumMap<>(ResultFile.class);
    for (ResultFile file : ResultFile.values()) {
      documents.put(file, merge.merge(file));
    }
    List<Tally> tallies = open ? OpenLedger.balanced(merge.ledger()) : merge.ledger();
    LedgerDocument ledger = LedgerDocument.of(tallies);
    Files.writeString(folder.resolve(LEDGER), ledger.json());
    Path report = folder.resolve(REPORT);
    ReportWriter.write(folder, report);
    return new RunSummary(documents, tallies, ledger.balances(), report);
  }

  /** The same at the end of a run, when the parts are not needed any more. */
  public RunSummary finish() throws IOException {
    RunSummary summary = write(false);
    new ResultMerge(folder).removeParts();
    return summary;
  }
}
