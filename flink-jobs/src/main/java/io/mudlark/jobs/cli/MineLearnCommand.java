package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.mine.AlertedCases;
import io.mudlark.jobs.mine.Figures;
import io.mudlark.jobs.mine.Learning;
import io.mudlark.jobs.mine.MineInput;
import io.mudlark.process.live.ConformanceLearner;
import io.mudlark.process.live.ModelFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mudlark mine learn}: a model to hold live traffic against. */
@Command(
    name = "learn",
    sortOptions = false,
    description = {
      "Learn a conformance model from benign traffic or a benign log.",
      "A third of the cases is held back to try thresholds out on."
    },
    footer = {"", "Example: mudlark mine learn quiet-week.pcap --out model.json"})
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class MineLearnCommand implements Callable<Integer> {
  @Mixin private MineSources sources;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The model, JSON.")
  private Path out;

  @Option(
      names = "--version-name",
      paramLabel = "NAME",
      defaultValue = "1",
      description = "What alerts call this model (default: ${DEFAULT-VALUE}).")
  private String version;

  @Option(
      names = "--false-alarms",
      paramLabel = "SHARE",
      defaultValue = "0.008",
      description =
          "The share of benign cases that may be flagged, tried out on the cases held back"
              + " (default: ${DEFAULT-VALUE}).")
  private double falseAlarms;

  @Option(
      names = "--except-alerted",
      paramLabel = "FILE",
      description = "alerts.jsonl of a run over the same traffic: cases it names are left out.")
  private @Nullable Path alerts;

  @Option(
      names = "--site",
      paramLabel = "NAME",
      description = "The site that the run knew this traffic as (default: the one of its alerts).")
  private @Nullable String site;

  @Override
  public Integer call() throws ConfigException, IOException {
    if (!(falseAlarms >= 0 && falseAlarms <= 1)) {
      throw new ConfigException("--false-alarms is a share, 0 to 1, not " + falseAlarms);
    }
    AlertedCases told = alerts == null ? null : AlertedCases.read(alerts);
    String of = told == null ? site : told.site(site);
    Set<String> alerted = told == null ? Set.of() : told.names(of);
    MineInput input = sources.read(of);
    Learning learning =
        new Learning(
            version, new ConformanceLearner.Settings(falseAlarms * 7 / 8, falseAlarms / 8));
    ConformanceLearner.Learned learned = learning.learn(input, sources.infer(), alerted);
    Files.writeString(out, ModelFile.write(learned.model()) + "\n", StandardCharsets.UTF_8);
    Terminal.figure("Cases left out", String.valueOf(learning.leftOut()));
    Terminal.figure("Noise chosen", String.valueOf(learned.noise()));
    Terminal.figure("Steps that may go unseen", String.valueOf(learned.model().forgiven().size()));
    Terminal.figure("Held back and flagged by replay", Figures.percent(learned.flagged()));
    Terminal.figure("Standard deviations allowed", Figures.decimal(learned.model().zeta()));
    Terminal.figure(
        "Links to infer cases by", String.valueOf(learned.model().links().links().size()));
    Terminal.figure("Written", out.toString());
    return ExitCodes.OK;
  }
}
