package io.mudlark.jobs.cli;

import io.mudlark.jobs.cluster.DetectJob;
import io.mudlark.jobs.cluster.DetectSettings;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.ExportOptions;
import io.mudlark.jobs.config.PlanReader;
import io.mudlark.jobs.config.RunOptions;
import io.mudlark.jobs.config.RunPlan;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mudlark detect}: the pipeline over a Kafka topic, as a job for a cluster. */
@Command(
    name = "detect",
    sortOptions = false,
    description = {
      "Export messages from a Kafka topic, results into stores: the second of two stages.",
      "As a job for a Flink cluster, to which 'mudlark submit' takes it; started by itself it runs"
          + " in this process, which is for trying out."
    },
    footer = {
      "",
      "Example:",
      "  mudlark submit -- --kafka broker:9092/exports --mud profiles/ --devices devices.csv"
          + " --elastic http://es:9200 --alertmanager http://am:9093"
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class DetectCommand implements Callable<Integer> {
  @Option(
      names = "--kafka",
      required = true,
      paramLabel = "BROKERS/TOPIC",
      description = "The topic that 'mudlark ingest' writes.")
  private String kafka;

  @Option(
      names = "--until-end",
      description = "Read from the topic's start to the end that it has now, then finish.")
  private boolean untilEnd;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      defaultValue = "mudlark",
      description = "Consumer group for others to see the lag of (default: ${DEFAULT-VALUE}).")
  private String group = "mudlark";

  @Option(
      names = "--checkpoint-every",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = RunCommand.DurationConverter.class,
      description = "How often state is saved (default: ${DEFAULT-VALUE}).")
  private Duration checkpointEvery;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Subtasks per keyed operator (default: what the cluster says).")
  private @Nullable Integer parallelism;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Result files as well, in a folder that all workers see.")
  private @Nullable Path out;

  @Option(
      names = "--dead-letters",
      paramLabel = "DIR",
      defaultValue = "dead-letters",
      description =
          "Where each worker lays aside what a store refuses (default: ${DEFAULT-VALUE}).")
  private String deadLetters = "dead-letters";

  @Mixin private WatchOptions watch;

  @Mixin private ExportedFlowOptions flows;

  @Mixin private ElementOptions elements;

  @Mixin private ProcessOptions process;

  @Mixin private AlertOptions alerts;

  @Mixin private SinkOptions sinks;

  @Override
  public Integer call() throws Exception {
    if (parallelism != null && (parallelism < 1 || parallelism > 128)) {
      throw new ConfigException("--parallelism must be 1 to 128, not " + parallelism);
    }
    ExportOptions exports =
        new ExportOptions(
            List.of(),
            List.of(),
            List.of(kafka),
            List.of(),
            null,
            flows.maxDelay,
            flows.pairWithin,
            flows.leases,
            false,
            flows.namesFromTls);
    RunPlan plan =
        process
            .hold(PlanReader.read(options(), exports, Terminal::problem))
            .withElements(elements.elements())
            .withAlerts(alerts.settings(watch.correlateWithin))
            .connected(sinks.connections(deadLetters, watch.window.toMillis()));
    if (plan.connections().outlets().isEmpty() && out == null) {
      throw new ConfigException("results go nowhere: give --out, --elastic or --kafka-out");
    }
    var settings = new DetectSettings(untilEnd, group, parallelism, checkpointEvery, out);
    new DetectJob(plan, settings, Clock.systemUTC()).execute();
    return ExitCodes.OK;
  }

  private RunOptions options() {
    return new RunOptions(
        List.of(),
        watch.muds,
        watch.devices,
        watch.sites,
        null,
        watch.hosts,
        watch.window,
        watch.site,
        Duration.ofSeconds(60),
        null,
        watch.correlateWithin,
        parallelism == null ? 1 : parallelism,
        out == null ? Path.of("") : out);
  }
}
