package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.mine.Figures;
import io.mudlark.jobs.mine.MineInput;
import io.mudlark.jobs.mine.ModelFiles;
import io.mudlark.process.log.VariantLog;
import io.mudlark.process.model.PetriNet;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mudlark mine quality}: how good a model is for a log. */
@Command(
    name = "quality",
    sortOptions = false,
    description = "Fitness, precision, generalization, simplicity and soundness of a model.",
    footer = {"", "Example: mudlark mine quality log.xes --model model.pnml"})
@SuppressWarnings("NullAway.Init") // picocli sets the mixins before call()
final class MineQualityCommand implements Callable<Integer> {
  @Mixin private MineSources sources;
  @Mixin private MineMiner miner;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "A Petri net (.pnml) or what 'mine learn' wrote (default: mined from the log).")
  private @Nullable Path model;

  @Override
  public Integer call() throws ConfigException {
    MineInput input = sources.read();
    PetriNet net = model == null ? miner.mine(input.log()).net() : ModelFiles.net(model);
    Figures.quality(net, VariantLog.of(input.log())).forEach(Terminal::figure);
    return ExitCodes.OK;
  }
}
