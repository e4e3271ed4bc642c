package io.mudlark.jobs.cli;

import io.mudlark.generator.scenario.Scenario;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.DevicesFile;
import io.mudlark.jobs.evaluate.Evaluation;
import io.mudlark.jobs.evaluate.EvaluationPage;
import io.mudlark.jobs.evaluate.EvaluationText;
import io.mudlark.jobs.evaluate.GeneratedTrials;
import io.mudlark.jobs.evaluate.Suite;
import io.mudlark.jobs.evaluate.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mudlark evaluate}: how good detection is, against a truth. */
@Command(
    name = "evaluate",
    sortOptions = false,
    description = {
      "How much of the truth is found, and how much is found that is not there.",
      "Runs the whole stream over generated scenarios with several seeds, or takes the results of a"
          + " run whose truth is known, and writes figures and a report."
    },
    footer = {
      "",
      "Examples:",
      "  mudlark evaluate --out evaluation",
      "  mudlark evaluate scans mine.yaml --seeds 3 --out evaluation",
      "  mudlark evaluate --truth truth.jsonl --results results --devices devices.csv --out"
          + " evaluation",
      "Scenarios that ship: scans, bots, plant, permitted, quiet. docs/61-evaluation.md says what is"
          + " counted."
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class EvaluateCommand implements Callable<Integer> {
  /** Where profiles come from. */
  enum Profiles {
    declared,
    learned
  }

  @Parameters(
      arity = "0..*",
      paramLabel = "SCENARIO",
      description = "Scenarios that ship, by name, or files (default: all that ship).")
  private List<String> scenarios = List.of();

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "Instead of scenarios: the truth about a run, as the generator writes it.")
  private @Nullable Path truth;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      description = "With --truth: the results of 'mudlark run'.")
  private @Nullable Path results;

  @Option(
      names = "--devices",
      paramLabel = "FILE",
      description = "With --truth: the devices of that run, with their IP addresses.")
  private @Nullable Path devices;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where evaluation.json and evaluation.html go.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace what is in an existing --out.")
  private boolean overwrite;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many runs of each scenario (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--first-seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "The seed of the first (default: ${DEFAULT-VALUE}).")
  private long firstSeed;

  @Option(
      names = "--profiles",
      paramLabel = "WHICH",
      defaultValue = "declared",
      description =
          "declared: those the devices come with; learned: from quiet traffic of the same kind of"
              + " device at another site (default: ${DEFAULT-VALUE}).")
  private Profiles profiles;

  @Option(
      names = "--mudscope",
      description =
          "Run MUDscope's original chain over the same traffic, too, as the method 'mudscope'.")
  private boolean mudscope;

  @Option(names = "--keep", description = "Keep traffic and results of each run in --out.")
  private boolean keep;

  @Option(names = "--no-progress", description = "Do not tell of each run.")
  private boolean noProgress;

  private int problems;

  @Override
  public Integer call() throws Exception {
    OutFolder.check(out, overwrite);
    Evaluation evaluation = new Evaluation(truth == null ? generated() : List.of(given(truth)));
    EvaluationPage.write(evaluation, out);
    EvaluationText.lines(evaluation).forEach(Terminal::say);
    Terminal.say("Report: " + out.resolve(EvaluationPage.FILE).toAbsolutePath());
    return problems > 0 ? ExitCodes.UNUSABLE : ExitCodes.OK;
  }

  private Trial given(Path truthFile) throws ConfigException, IOException {
    if (results == null || devices == null || !scenarios.isEmpty()) {
      throw new ConfigException("--truth needs --results and --devices, and no scenario");
    }
    return Trial.of("given", 0, results, truthFile, DevicesFile.read(devices, null));
  }

  private List<Trial> generated() throws Exception {
    if (seeds < 1 || firstSeed < 0 || firstSeed + seeds > 1_000_000) {
      throw new ConfigException("--seeds is at least 1, and seeds are 0 to 999999");
    }
    List<Scenario> asked = new ArrayList<>();
    for (String name : scenarios.isEmpty() ? Suite.SHIPPED : scenarios) {
      asked.add(Suite.scenario(name));
    }
    GeneratedTrials runs =
        new GeneratedTrials(
            out.resolve("runs"), profiles == Profiles.learned, keep, mudscope, this::problem);
    List<Trial> trials = new ArrayList<>();
    for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
      for (Scenario scenario : asked) {
        if (!noProgress) {
          Terminal.say("Running " + scenario.name() + " with seed " + seed);
        }
        trials.add(runs.run(scenario, seed));
      }
    }
    return trials;
  }

  private void problem(String line) {
    problems++;
    Terminal.problem(line);
  }
}
