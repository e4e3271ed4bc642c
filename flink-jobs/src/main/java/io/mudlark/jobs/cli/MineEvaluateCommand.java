package io.mudlark.jobs.cli;

import io.mudlark.generator.process.PlantSettings;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.mine.PlantEvaluation;
import io.mudlark.process.evaluate.Scores;
import io.mudlark.process.live.Check;
import io.mudlark.process.live.ConformanceLearner;
import io.mudlark.process.mqtt.FlowMapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mudlark mine evaluate}: how well faults are told from benign cases. */
@Command(
    name = "evaluate",
    sortOptions = false,
    description = {
      "MISSION's evaluation end to end on generated plants: learn from benign traffic, judge other"
          + " traffic with faults.",
      "Prints, for each kind of fault and each check, how many cases were found, how soon, and how"
          + " many benign cases were flagged."
    },
    footer = {"", "Example: mudlark mine evaluate --seeds 5"})
@SuppressWarnings("NullAway.Init") // picocli sets defaults before call()
final class MineEvaluateCommand implements Callable<Integer> {
  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Plants to learn from; each is judged on another (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "120",
      description = "How long each plant runs, virtual time (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--faults",
      paramLabel = "SHARE",
      defaultValue = "0.05",
      description = "Share of the judged cases with a fault (default: ${DEFAULT-VALUE}).")
  private double faults;

  @Option(
      names = "--loss",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      description = "Share of exchanges that nobody saw (default: ${DEFAULT-VALUE}).")
  private double loss;

  @Option(names = "--infer", description = "Hide correlation data: cases are inferred.")
  private boolean infer;

  @Override
  public Integer call() throws ConfigException {
    if (seeds < 1 || seeds > 1_000 || seconds < 10 || seconds > 86_400) {
      throw new ConfigException("--seeds is 1 to 1000 and --seconds 10 to 86400");
    }
    PlantEvaluation evaluation =
        new PlantEvaluation(
            FlowMapping.standard(Set.of()),
            ConformanceLearner.Settings.DEFAULT,
            settings(),
            faults,
            infer);
    Scores all = new Scores();
    for (int seed = 1; seed <= seeds; seed++) {
      PlantEvaluation.Outcome outcome = evaluation.run(seed);
      all.merge(outcome.scores());
      Terminal.say(
          String.format(
              Locale.ROOT,
              "seed %d: recall %.2f %%, %.1f false alarms per 1,000 benign cases;"
                  + " cases inferred: pairwise F1 %.3f; %.1f cases open on average",
              seed,
              100 * outcome.scores().recall(),
              outcome.scores().falseAlarmsPerThousand(),
              outcome.inference().f1(),
              outcome.openCases()));
    }
    table(all).forEach(Terminal::say);
    return ExitCodes.OK;
  }

  private PlantSettings settings() throws ConfigException {
    try {
      PlantSettings plain = PlantSettings.standard(Duration.ofSeconds(seconds)).withLoss(loss);
      plain.withFaults(faults);
      return plain;
    } catch (IllegalArgumentException e) {
      throw new ConfigException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Rows of faults, columns of checks, then all checks together and the median delay. */
  private static List<String> table(Scores scores) {
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-24s%8s", "", "cases"));
    List<Check> used = new ArrayList<>();
    for (Check check : Check.values()) {
      boolean speaks =
          scores.labels().stream()
              .map(scores::kind)
              .anyMatch(kind -> kind != null && kind.flagged(check) > 0);
      if (speaks) {
        used.add(check);
        String name = check.name().toLowerCase(Locale.ROOT).replace('_', '-');
        head.append(String.format(Locale.ROOT, "%18s", name));
      }
    }
    lines.add(head.append(String.format(Locale.ROOT, "%12s%12s", "any", "median")).toString());
    for (String label : scores.labels()) {
      Scores.Kind kind = scores.kind(label);
      if (kind == null) {
        continue;
      }
      StringBuilder row =
          new StringBuilder(String.format(Locale.ROOT, "%-24s%8d", label, kind.cases()));
      for (Check check : used) {
        row.append(
            String.format(Locale.ROOT, "%16.2f %%", 100.0 * kind.flagged(check) / kind.cases()));
      }
      row.append(String.format(Locale.ROOT, "%10.2f %%", 100 * kind.share()));
      row.append(String.format(Locale.ROOT, "%9.3f s", kind.medianDelayNanos() / 1e9));
      lines.add(row.toString());
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "all faults: recall %.2f %%; %.2f false alarms per 1,000 benign cases",
            100 * scores.recall(),
            scores.falseAlarmsPerThousand()));
    return lines;
  }
}
