package io.mudlark.jobs.evaluate;

import io.mudlark.generator.scenario.Generated;
import io.mudlark.generator.scenario.Scenario;
import io.mudlark.generator.scenario.ScenarioOptions;
import io.mudlark.jobs.config.DevicesFile;
import io.mudlark.jobs.config.PlanReader;
import io.mudlark.jobs.config.RunOptions;
import io.mudlark.jobs.config.RunPlan;
import io.mudlark.jobs.embedded.EmbeddedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Generates traffic, runs the whole stream over it, and holds what was found against the truth. */
public final class GeneratedTrials {
  private final Path work;
  private final boolean learnedProfiles;
  private final boolean keep;
  private final boolean mudscope;
  private final Consumer<String> tell;

  /**
   * Trials in a folder.
   *
   * @param work where traffic and results of each run go
   * @param learnedProfiles whether profiles are learned, at the neighbouring site, instead of those
   *     that the devices come with
   * @param keep whether traffic and results stay there
   * @param mudscope whether MUDscope's original chain is run over the same traffic
   * @param tell takes one line for each input that could not be used
   */
  public GeneratedTrials(
      Path work, boolean learnedProfiles, boolean keep, boolean mudscope, Consumer<String> tell) {
    this.work = work;
    this.learnedProfiles = learnedProfiles;
    this.keep = keep;
    this.mudscope = mudscope;
    this.tell = tell;
  }

  /**
   * One run.
   *
   * @param seed of its traffic, below a million
   * @throws Exception when the stream fails
   */
  public Trial run(Scenario scenario, long seed) throws Exception {
    Path folder = work.resolve(scenario.name() + "-" + seed);
    try {
      Generated traffic =
          Suite.shifted(scenario, seed)
              .writeTo(folder.resolve("traffic"), seed, ScenarioOptions.defaults());
      RunPlan plan = plan(scenario, seed, traffic, folder);
      new EmbeddedRun(plan, false).run();
      Findings findings = Findings.read(plan.out());
      if (mudscope) {
        Training quiet = Training.of(scenario, seed, folder.resolve("training"), tell);
        findings = findings.with(MudscopeChain.of(traffic, quiet, folder.resolve("mudscope")));
      }
      Truth truth = Truth.read(traffic.truth(), DevicesFile.read(traffic.devices(), null));
      return Trial.of(scenario.name(), seed, findings, truth);
    } finally {
      if (!keep) {
        remove(folder);
      }
    }
  }

  private RunPlan plan(Scenario scenario, long seed, Generated traffic, Path folder)
      throws Exception {
    boolean process = !Suite.plants(scenario).isEmpty();
    Path muds = traffic.mudDirectory();
    Path devices = traffic.devices();
    if (!process && !learnedProfiles) {
      return PlanReader.read(options(traffic, muds, devices, folder), tell);
    }
    Training training = Training.of(scenario, seed, folder.resolve("training"), tell);
    if (learnedProfiles) {
      muds = Files.createDirectories(folder.resolve("profiles"));
      devices = training.profilesOfNeighbours(muds);
    }
    RunPlan plan = PlanReader.read(options(traffic, muds, devices, folder), tell);
    return process ? plan.withProcess(training.processModel()) : plan;
  }

  private static RunOptions options(Generated traffic, Path muds, Path devices, Path folder) {
    List<String> inputs = new ArrayList<>();
    traffic.captures().forEach((site, capture) -> inputs.add(site + "=" + capture));
    return new RunOptions(
        inputs,
        List.of(muds),
        devices,
        traffic.sites(),
        null,
        null,
        Duration.ofSeconds(60),
        null,
        Duration.ofSeconds(60),
        null,
        Duration.ofMinutes(30),
        Runtime.getRuntime().availableProcessors(),
        folder.resolve("results"));
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
