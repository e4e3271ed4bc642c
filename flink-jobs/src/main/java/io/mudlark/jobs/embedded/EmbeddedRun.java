package io.mudlark.jobs.embedded;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.jobs.config.RunPlan;
import io.mudlark.jobs.document.LedgerDocument;
import io.mudlark.jobs.pipeline.MrtPipeline;
import io.mudlark.jobs.report.ReportWriter;
import io.mudlark.jobs.sink.ResultFile;
import io.mudlark.jobs.sink.ResultFiles;
import io.mudlark.jobs.sink.ResultMerge;
import io.mudlark.ledger.Tally;
import io.mudlark.source.flink.CaptureSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs the pipeline over captures on a Flink cluster inside this process. */
public final class EmbeddedRun {
  private static final String LEDGER = "ledger.json";
  private static final String REPORT = "report.html";

  private final RunPlan plan;
  private final boolean progress;

  /**
   * @param plan what to run
   * @param progress whether to show progress on standard error
   */
  public EmbeddedRun(RunPlan plan, boolean progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /**
   * Runs to the end and writes all results into the plan's folder.
   *
   * @throws Exception when the job fails; what it has written so far stays in {@code parts/}
   */
  public RunSummary run() throws Exception {
    Path out = plan.out();
    prepare(out);
    StreamExecutionEnvironment env = LocalCluster.environment(plan, progress);
    long window = plan.settings().windows().length().toMillis();
    new MrtPipeline(
            plan.settings(),
            new CaptureSource(plan.inputs(), plan.meter()),
            new ResultFiles(out, window))
        .assemble(env);
    env.execute("mudlark run");
    return merge(out);
  }

  private static void prepare(Path out) throws ConfigException {
    try {
      Files.createDirectories(out);
      clear(out);
    } catch (IOException e) {
      throw new ConfigException(out + ": cannot be written: " + Reasons.of(e), e);
    }
  }

  /** Removes the results of an earlier run, and nothing else. */
  private static void clear(Path out) throws IOException {
    for (ResultFile file : ResultFile.values()) {
      Files.deleteIfExists(out.resolve(file.fileName()));
    }
    Files.deleteIfExists(out.resolve(LEDGER));
    Files.deleteIfExists(out.resolve(REPORT));
    new ResultMerge(out).removeParts();
  }

  private static RunSummary merge(Path out) throws IOException {
    ResultMerge merge = new ResultMerge(out);
    Map<ResultFile, Long> documents = new EnumMap<>(ResultFile.class);
    for (ResultFile file : ResultFile.values()) {
      documents.put(file, merge.merge(file));
    }
    List<Tally> tallies = merge.ledger();
    LedgerDocument ledger = LedgerDocument.of(tallies);
    Files.writeString(out.resolve(LEDGER), ledger.json());
    merge.removeParts();
    Path report = out.resolve(REPORT);
    ReportWriter.write(out, report);
    return new RunSummary(documents, tallies, ledger.balances(), report);
  }
}
