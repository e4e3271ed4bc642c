package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.jobs.embedded.ResultFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mudlark sort}: the sorted files of a run that goes on, or broke off. */
@Command(
    name = "sort",
    description = {
      "Make the sorted result files, the ledger and the report of a run's parts.",
      "A run that listens does so for every window; this does it now, or for a run that broke off."
          + " The parts stay."
    },
    footer = {"", "Example:", "  mudlark sort results"})
@SuppressWarnings("NullAway.Init") // picocli sets parameters before call()
final class SortCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The result folder of the run.")
  private Path folder;

  @Override
  public Integer call() throws ConfigException {
    if (!Files.isDirectory(folder.resolve("parts"))) {
      throw new ConfigException(folder + ": holds no parts of a run");
    }
    try {
      Terminal.summary(new ResultFolder(folder).refresh(), folder);
      return ExitCodes.OK;
    } catch (IOException e) {
      throw new ConfigException(folder + ": cannot be sorted: " + Reasons.of(e), e);
    }
  }
}
