package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.mine.Discovery;
import io.mudlark.jobs.mine.Figures;
import io.mudlark.jobs.mine.MineInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mudlark mine show}: a log's process, drawn. */
@Command(
    name = "show",
    sortOptions = false,
    description = "Draw directly-follows graph, BPMN and Petri net of a log into one HTML page.",
    footer = {"", "Example: mudlark mine show plant.pcap --noise 0.1 --out plant.html"})
@SuppressWarnings("NullAway.Init") // picocli sets the mixins before call()
final class MineShowCommand implements Callable<Integer> {
  @Mixin private MineSources sources;
  @Mixin private MineMiner miner;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "process.html",
      description = "The page (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Override
  public Integer call() throws ConfigException, IOException {
    MineInput input = sources.read();
    Discovery found = miner.mine(input.log());
    Map<String, String> facts = new LinkedHashMap<>(Figures.ofLog(input.log(), found));
    facts.putAll(Figures.ofNet(found.net()));
    found.draw("Process of " + sources.files().get(0).getFileName(), facts, out);
    facts.forEach(Terminal::figure);
    Terminal.figure("Written", out.toString());
    return ExitCodes.OK;
  }
}
