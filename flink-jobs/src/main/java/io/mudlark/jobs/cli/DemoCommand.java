package io.mudlark.jobs.cli;

import io.mudlark.generator.DemoScenario;
import io.mudlark.generator.scenario.Generated;
import io.mudlark.generator.scenario.ScenarioOptions;
import io.mudlark.jobs.config.PlanReader;
import io.mudlark.jobs.config.RunOptions;
import io.mudlark.jobs.config.RunPlan;
import io.mudlark.jobs.config.TerminalSetting;
import io.mudlark.jobs.embedded.EmbeddedRun;
import io.mudlark.jobs.embedded.RunSummary;
import io.mudlark.jobs.evaluate.Training;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mudlark demo}: generated traffic through the whole pipeline. */
@Command(
    name = "demo",
    description = {
      "The whole stream over generated traffic.",
      "Generates the traffic of two sites, with a scan that spreads, a flood, a beacon and a broken"
          + " MQTT process in it, and runs the whole pipeline over it. Everything is synthetic."
    })
@SuppressWarnings("NullAway.Init") // picocli sets options before call()
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "mudlark-demo",
      description = "Where traffic and results go (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(names = "--overwrite", description = "Replace what is in an existing --out.")
  private boolean overwrite;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Another seed makes other traffic (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private SinkOptions sinks;

  @Option(names = "--no-progress", description = "Show no progress on the terminal.")
  private boolean noProgress;

  @Override
  public Integer call() throws Exception {
    OutFolder.check(out, overwrite || DemoFolder.isOurs(out));
    Generated traffic =
        DemoScenario.writeTo(DemoFolder.traffic(out), seed, ScenarioOptions.defaults());
    Terminal.say(
        String.format(
            Locale.ROOT,
            "Generated %,d packets of %d sites (synthetic, seed %d).",
            traffic.packets(),
            traffic.captures().size(),
            seed));
    Terminal.say("Learning the MQTT process of the office from half an hour without attacks.");
    String process =
        Training.ofProcess(DemoScenario.scenario(), seed, DemoFolder.quiet(out), Terminal::problem)
            .processModel();
    RunPlan plan = PlanReader.read(options(traffic), Terminal::problem).withProcess(process);
    plan = plan.connected(sinks.connections(out.resolve("dead-letters").toString(), 60_000));
    Terminal.say("Running the whole stream over ten minutes of two sites.");
    boolean progress = !noProgress && TerminalSetting.isInteractive();
    RunSummary summary = new EmbeddedRun(plan, progress).run();
    DemoStory.tell(out, traffic, summary);
    return ExitCodes.of(plan.problems(), summary);
  }

  private RunOptions options(Generated traffic) {
    List<String> inputs = new ArrayList<>();
    traffic.captures().forEach((site, capture) -> inputs.add(site + "=" + capture));
    return new RunOptions(
        inputs,
        List.of(traffic.mudDirectory()),
        traffic.devices(),
        traffic.sites(),
        null,
        null,
        Duration.ofSeconds(60),
        null,
        Duration.ofSeconds(60),
        null,
        Duration.ofMinutes(30),
        Runtime.getRuntime().availableProcessors(),
        out);
  }
}
