package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.report.ReportWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mudlark report}: the report of a run, made again from its result files. */
@Command(name = "report", description = "Make the HTML report of a run again from its results.")
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The --out folder of a run.")
  private Path folder;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Where to write it (default: DIR/report.html).")
  private @Nullable Path html;

  @Override
  public Integer call() throws Exception {
    if (!Files.isRegularFile(folder.resolve("ledger.json"))) {
      throw new ConfigException(folder + ": holds no results of a run (no ledger.json)");
    }
    Path file = html == null ? folder.resolve("report.html") : html;
    ReportWriter.write(folder, file);
    Terminal.say("Report: " + file);
    return ExitCodes.OK;
  }
}
