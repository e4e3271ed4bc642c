package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.ExportOptions;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.jobs.config.RunPlan;
import io.mudlark.jobs.live.LiveOptions;
import io.mudlark.jobs.live.LiveOutcome;
import io.mudlark.jobs.live.LiveRun;
import io.mudlark.jobs.live.StopSignals;
import io.mudlark.source.datagram.ListenAddress;
import io.mudlark.source.flink.MqttBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code mudlark run} that are about flow exports. */
@SuppressWarnings("NullAway.Init") // picocli sets options before they are used
final class ExportArguments {
  @Option(
      names = "--exports",
      paramLabel = "[SITE=]PATH",
      arity = "1..*",
      description =
          "Recorded flow exports: IPFIX files, captures of IPFIX or NetFlow on its way to a"
              + " collector, or folders of them.")
  private List<String> files = List.of();

  @Option(
      names = "--listen",
      paramLabel = "URL",
      arity = "1..*",
      description =
          "Listen for IPFIX and NetFlow: udp://HOST:PORT, tcp://HOST:PORT or tls://HOST:PORT, each"
              + " with ?site=NAME; or what a subscriber of an MQTT broker sees:"
              + " mqtt://HOST[:PORT][?topic=FILTER].")
  private List<String> listen = List.of();

  @Option(
      names = "--kafka",
      paramLabel = "BROKERS/TOPIC",
      description = "Read raw export messages, or flow records in JSON, from a Kafka topic.")
  private List<String> kafka = List.of();

  @Option(
      names = "--export-ports",
      paramLabel = "PORT",
      split = ",",
      description =
          "UDP ports of the collector in captures given to --exports (default: 2055, 2056, 4432,"
              + " 4739, 9995, 9996).")
  private List<Integer> ports = List.of();

  @Option(
      names = "--resolve",
      description = "Ask the system's resolver, once, for the addresses of the names in MUD files.")
  private boolean resolve;

  @Mixin private ListenerTlsOptions tls;

  @Mixin private ElementOptions elements;

  @Mixin private ExportedFlowOptions flows;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Where the state of a run over exports is kept (default: state in --out).")
  private @Nullable Path state;

  @Option(names = "--resume", description = "Go on where the run in --state stopped.")
  private boolean resume;

  @Option(
      names = "--drain",
      description = "When stopped, close the open windows instead of keeping them for --resume.")
  private boolean drain;

  @Option(
      names = "--state-backend",
      paramLabel = "heap|rocksdb",
      defaultValue = "heap",
      description = "Where keyed state lives while the run lasts (default: ${DEFAULT-VALUE}).")
  private String backend = "heap";

  /**
   * Looks whether everything can be had that does not depend on other options, before time is spent
   * on reading them.
   */
  void check() throws ConfigException {
    elements.elements();
    for (String text : listen) {
      if (!MqttBroker.isOne(text)) {
        try {
          ListenAddress.parse(text).tryOut();
        } catch (IllegalArgumentException | IOException e) {
          throw new ConfigException("--listen: " + Reasons.of(e), e);
        }
      }
    }
  }

  boolean asksForNothing() {
    return files.isEmpty() && listen.isEmpty() && kafka.isEmpty();
  }

  boolean resumes() {
    return resume;
  }

  ExportOptions options() throws ConfigException {
    if (!backend.equals("heap") && !backend.equals("rocksdb")) {
      throw new ConfigException("--state-backend is heap or rocksdb, not '" + backend + "'");
    }
    return new ExportOptions(
        files,
        listen,
        kafka,
        ports,
        tls.keys(),
        flows.maxDelay,
        flows.pairWithin,
        flows.leases,
        resolve,
        flows.namesFromTls);
  }

  /** Runs until the exports end or a signal comes; returns the exit code. */
  int run(RunPlan plan, boolean overwrite, boolean progress) throws Exception {
    Path folder = state == null ? plan.out().resolve("state") : state;
    Duration window = plan.settings().windows().length();
    LiveOptions live =
        new LiveOptions(
            folder,
            resume,
            overwrite,
            drain,
            LiveOptions.checkpointsFor(window),
            backend.equals("rocksdb"),
            progress);
    StopSignals signals = new StopSignals();
    signals.install();
    for (String address : listen) {
      Terminal.problem("listening on " + address + "; SIGTERM or Ctrl-C stops");
    }
    LiveOutcome outcome =
        new LiveRun(plan.withElements(elements.elements()), live, signals, Clock.systemUTC()).run();
    Terminal.summary(outcome.summary(), plan.out());
    if (outcome.summary().exports("messages") != 0) {
      Terminal.exports(outcome.summary());
    }
    if (outcome.savepoint() != null) {
      Terminal.say("Stopped; the state is in " + Objects.requireNonNull(outcome.savepoint()));
      Terminal.say("Go on with the same command and --resume --state " + folder);
    }
    return ExitCodes.of(plan.problems(), outcome.summary());
  }
}
