package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.mine.CaseVerdicts;
import io.mudlark.jobs.mine.Figures;
import io.mudlark.jobs.mine.MineInput;
import io.mudlark.jobs.mine.ModelFiles;
import io.mudlark.process.live.ConformanceModel;
import io.mudlark.process.model.PetriNet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mudlark mine check}: a log held against a model. */
@Command(
    name = "check",
    sortOptions = false,
    description = {
      "Hold every case against a model: a Petri net by token replay and alignments, a learned model"
          + " by all online checks as well."
    },
    footer = {"", "Example: mudlark mine check today.pcap --model model.json --out cases.jsonl"})
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class MineCheckCommand implements Callable<Integer> {
  @Mixin private MineSources sources;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "A Petri net (.pnml) or what 'mine learn' wrote.")
  private Path model;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "One line of JSON for each case that deviates.")
  private @Nullable Path out;

  @Override
  public Integer call() throws ConfigException, IOException {
    boolean learned = !model.toString().toLowerCase(Locale.ROOT).endsWith(".pnml");
    ConformanceModel checks = learned ? ModelFiles.conformance(model) : null;
    PetriNet net = checks == null ? ModelFiles.net(model) : checks.net();
    MineInput input = sources.read();
    CaseVerdicts verdicts = CaseVerdicts.of(input.log(), net, checks);
    Figures.conformance(verdicts.replay(), verdicts.alignments()).forEach(Terminal::figure);
    verdicts.figures().forEach(Terminal::figure);
    if (out != null) {
      verdicts.write(out);
      Terminal.figure("Written", out.toString());
    }
    return ExitCodes.OK;
  }
}
