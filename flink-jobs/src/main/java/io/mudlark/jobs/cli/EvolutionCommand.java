package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.mudscope.characterize.StageResult;
import io.mudlark.mudscope.evolution.EvolutionStage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mudlark evolution}: how a device's windows change from one to the next. */
@Command(
    name = "evolution",
    sortOptions = false,
    description = {
      "Match the clusters of each window with those of the next.",
      "The result is the device's feed: one row per transition, MUDscope's 69 columns."
    },
    footer = {"", "Exit code 2 says that a file could not be used; the others were."})
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class EvolutionCommand implements Callable<Integer> {
  @Option(
      names = "--input",
      required = true,
      paramLabel = "JSON",
      arity = "1..*",
      description = "Characterizations of one device, in any order: they know their times.")
  private List<Path> inputs;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "CSV",
      description = "The feed; its folder is made when it is not there.")
  private Path output;

  @Option(
      names = "--compat",
      paramLabel = "mudscope",
      description =
          "Do as the original: other devices are only warned of, windows that are all noise and"
              + " single windows are refused.")
  private @Nullable String compat;

  @Override
  public Integer call() throws Exception {
    boolean asOriginal = NetflowsCommand.isCompat(compat);
    try {
      StageResult result =
          new EvolutionStage(
                  asOriginal, Terminal::problem, line -> Terminal.problem("warning: " + line))
              .run(inputs, output);
      Terminal.say(result.written() + " transitions in " + output);
      return result.problems() > 0 ? ExitCodes.UNUSABLE : ExitCodes.OK;
    } catch (IOException e) {
      throw new ConfigException(Reasons.of(e), e);
    }
  }
}
