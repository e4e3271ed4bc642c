package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.mine.Discovery;
import io.mudlark.jobs.mine.Figures;
import io.mudlark.jobs.mine.MineInput;
import io.mudlark.jobs.mine.WrittenLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mudlark mine discover}: a model from a log. */
@Command(
    name = "discover",
    sortOptions = false,
    description = "Mine a process model and say what the log and the model are like.",
    footer = {"", "Example: mudlark mine discover log.xes.gz --noise 0.2 --out model.pnml"})
@SuppressWarnings("NullAway.Init") // picocli sets the mixins before call()
final class MineDiscoverCommand implements Callable<Integer> {
  @Mixin private MineSources sources;
  @Mixin private MineMiner miner;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the model: .pnml (Petri net), .ptml (process tree) or .bpmn.")
  private @Nullable Path out;

  @Option(
      names = "--write-log",
      paramLabel = "FILE",
      description = "Write the events that were read, for other tools: .xes, .xes.gz or .csv.")
  private @Nullable Path log;

  @Override
  public Integer call() throws ConfigException, IOException {
    MineInput input = sources.read();
    if (log != null) {
      WrittenLog.write(input.log(), log);
    }
    Discovery found = miner.mine(input.log());
    Figures.ofLog(input.log(), found).forEach(Terminal::figure);
    if (found.tree() != null) {
      Terminal.figure("Process tree", found.tree().toString());
    }
    Figures.ofNet(found.net()).forEach(Terminal::figure);
    if (out != null) {
      found.write(out);
      Terminal.figure("Written", out.toString());
    }
    return ExitCodes.OK;
  }
}
