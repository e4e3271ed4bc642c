package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.mudscope.characterize.CharacterizeStage;
import io.mudlark.mudscope.characterize.StageResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mudlark characterize}: what the rejected traffic of each window looks like. */
@Command(
    name = "characterize",
    sortOptions = false,
    description = {
      "Cluster the flows of windows and describe each cluster.",
      "Each flow table is a window, and becomes a JSON file: OUTPUT/TABLE.json."
    },
    footer = {"", "Exit code 2 says that a table could not be used; the others were."})
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class CharacterizeCommand implements Callable<Integer> {
  @Option(
      names = "--input",
      required = true,
      paramLabel = "CSV",
      arity = "1..*",
      description = "Flow tables of one device, one per window, as 'mudlark netflows' writes them.")
  private List<Path> inputs;

  @Option(
      names = "--metadata",
      required = true,
      paramLabel = "FILE",
      description = "JSON with device_id and deployment_info (deployment_id, lat, lon, ...).")
  private Path metadata;

  @Option(
      names = "--dsr",
      required = true,
      paramLabel = "CSV",
      description =
          "What is normal, to scale features by. By default a clean flow table of normal traffic"
              + " ('mudlark flows-csv'); given a scaler reference, in which ports and addresses are"
              + " only ranks, the constants that come with Mudlark are used. With --compat the"
              + " scaler reference ('mudlark scaler-reference').")
  private Path dsr;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Where the results go; made when it is not there. Files there are replaced.")
  private Path output;

  @Option(
      names = "--compat",
      paramLabel = "mudscope",
      description =
          "Do as the original: features numbered by rank inside the window, outliers removed, a lone"
              + " flow doubled.")
  private @Nullable String compat;

  @Override
  public Integer call() throws Exception {
    OutFolder.check(output, "--output");
    CharacterizeStage stage = stage(NetflowsCommand.isCompat(compat));
    StageResult result = stage.run(inputs, Terminal::problem);
    Terminal.say(result.written() + " windows characterized in " + output);
    return result.problems() > 0 ? ExitCodes.UNUSABLE : ExitCodes.OK;
  }

  private CharacterizeStage stage(boolean asOriginal) throws ConfigException {
    Instant now = Clock.systemUTC().instant();
    try {
      if (asOriginal) {
        return CharacterizeStage.compat(metadata, dsr, output, now);
      }
      if (CharacterizeStage.isRanked(dsr)) {
        Terminal.say(
            dsr + ": holds ranks instead of ports and addresses; scaling by the shipped constants");
      }
      return CharacterizeStage.standard(metadata, dsr, output, now);
    } catch (IOException e) {
      throw new ConfigException(Reasons.of(e), e);
    }
  }
}
