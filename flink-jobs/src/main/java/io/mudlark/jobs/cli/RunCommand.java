package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Durations;
import io.mudlark.jobs.config.PlanReader;
import io.mudlark.jobs.config.RunOptions;
import io.mudlark.jobs.config.RunPlan;
import io.mudlark.jobs.config.TerminalSetting;
import io.mudlark.jobs.embedded.EmbeddedRun;
import io.mudlark.jobs.embedded.RunSummary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mudlark run}: captures or flow exports in, alerts out. */
@Command(
    name = "run",
    sortOptions = false,
    description = {
      "Captures or flow exports in, alerts out: the whole stream.",
      "Holds traffic against MUD profiles, clusters what they reject, follows the"
          + " clusters over time and tells of episodes on one or several devices."
    },
    footer = {
      "",
      "Examples:",
      "  mudlark run --input lab=captures/ --mud profiles/ --devices devices.csv --out results",
      "  mudlark run --listen udp://0.0.0.0:4739?site=lab --mud profiles/ --devices devices.csv"
          + " --out results",
      "A run that listens goes on until SIGTERM or Ctrl-C, then saves its state; the same command"
          + " with --resume goes on from there.",
      "Exit codes: 0 as expected; 1 failed; 2 some input could not be used."
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--input",
      paramLabel = "[SITE=]PATH",
      arity = "1..*",
      description =
          "Captures (pcap, pcapng, also .gz) or folders of them, searched recursively; - is standard"
              + " input.")
  private List<String> inputs = List.of();

  @Mixin private WatchOptions watch;

  @Mixin private ExportArguments exports;

  @Mixin private SinkOptions sinks;

  @Mixin private AlertOptions alerts;

  @Mixin private ProcessOptions process;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where the results go; made when it is not there.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace the results in an existing --out.")
  private boolean overwrite;

  @Option(
      names = "--reference",
      paramLabel = "PATH",
      description = "Captures of normal traffic to learn the scaling of features from.")
  private @Nullable Path reference;

  @Option(
      names = "--idle-timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = DurationConverter.class,
      description = "A flow is closed after so much silence (default: ${DEFAULT-VALUE}).")
  private Duration idleTimeout;

  @Option(
      names = "--active-timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "A flow is cut after so long (default: the shorter of 300s and --window).")
  private @Nullable Duration activeTimeout;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Subtasks per keyed operator (default: the number of processors).")
  private @Nullable Integer parallelism;

  @Option(names = "--no-progress", description = "Show no progress on the terminal.")
  private boolean noProgress;

  @Override
  public Integer call() throws Exception {
    exports.check();
    if (!exports.resumes()) {
      OutFolder.check(out, overwrite);
    }
    if (inputs.isEmpty() && exports.asksForNothing()) {
      throw new ConfigException(
          "there is nothing to read: give --input, --exports, --listen or --kafka");
    }
    RunPlan plan = PlanReader.read(options(), exports.options(), Terminal::problem);
    plan = process.holdAndWatch(plan).withAlerts(alerts.settings(watch.correlateWithin));
    plan =
        plan.connected(
            sinks.connections(out.resolve("dead-letters").toString(), watch.window.toMillis()));
    boolean progress = !noProgress && TerminalSetting.isInteractive();
    if (plan.exports() != null) {
      return exports.run(plan, overwrite, progress);
    }
    RunSummary summary = new EmbeddedRun(plan, progress).run();
    Terminal.summary(summary, out);
    return ExitCodes.of(plan.problems(), summary);
  }

  private RunOptions options() throws ConfigException {
    int subtasks = parallelism == null ? Runtime.getRuntime().availableProcessors() : parallelism;
    if (subtasks < 1 || subtasks > 128) {
      throw new ConfigException("--parallelism must be 1 to 128, not " + subtasks);
    }
    return new RunOptions(
        inputs,
        watch.muds,
        watch.devices,
        watch.sites,
        reference,
        watch.hosts,
        watch.window,
        watch.site,
        idleTimeout,
        activeTimeout,
        watch.correlateWithin,
        subtasks,
        out);
  }

  /** Lets picocli read durations. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      try {
        return Durations.parse(value);
      } catch (IllegalArgumentException e) {
        throw new picocli.CommandLine.TypeConversionException(e.getMessage());
      }
    }
  }
}
