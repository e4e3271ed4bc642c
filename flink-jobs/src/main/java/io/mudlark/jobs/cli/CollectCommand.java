package io.mudlark.jobs.cli;

import io.mudlark.jobs.collect.Collector;
import io.mudlark.jobs.collect.CollectorAccount;
import io.mudlark.jobs.collect.CollectorRules;
import io.mudlark.jobs.collect.FlowStore;
import io.mudlark.jobs.collect.StoreLimits;
import io.mudlark.jobs.config.CollectorEnvironment;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.source.datagram.DatagramReader;
import io.mudlark.source.datagram.DatagramReceiver;
import io.mudlark.source.datagram.ListenAddress;
import io.mudlark.source.datagram.RecordedExports;
import io.mudlark.source.datagram.UdpReceiver;
import io.mudlark.source.datagram.UnreadableExports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mudlark collect}: flow exports in, one document a flow out. */
@Command(
    name = "collect",
    sortOptions = false,
    description = {
      "Flow exports in, a document a flow in MongoDB, Elasticsearch, Kafka or a file.",
      "MQTT exchanges have the documents of MISSION's collector, all other flows their information"
          + " elements by name. Runs until it is told to stop (Ctrl-C, SIGTERM)."
    },
    footer = {
      "",
      "Examples:",
      "  mudlark collect --host 0.0.0.0 --mongo_url mongodb://db:27017",
      "  mudlark collect --transport udp,tcp --file flows.jsonl",
      "  mudlark collect --input exports.pcap --file flows.jsonl --compat mission"
    })
@SuppressWarnings("NullAway.Init") // picocli sets options before call()
final class CollectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private CollectListenOptions listening;

  @Mixin private ElementOptions elements;

  @Option(
      names = "--input",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Read captures of exports (pcap, pcapng) or IPFIX files instead of listening, and end.")
  private List<Path> inputs = List.of();

  @Mixin private CollectStoreOptions storing;

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = RunCommand.DurationConverter.class,
      description =
          "How long to go on writing what waits after being told to stop (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration patience;

  @Option(
      names = "--status",
      paramLabel = "TIME",
      converter = RunCommand.DurationConverter.class,
      description = "Say the counts so often.")
  private @Nullable Duration status;

  @Option(names = "-D", description = "As --debug; both also say the counts every second.")
  private boolean debug;

  private CollectorEnvironment environment = CollectorEnvironment.ofProcess();

  @Override
  public Integer call() throws Exception {
    CollectorRules rules = new CollectorRules(elements.settings(), storing.isMission());
    StoreLimits limits = storing.limits();
    List<DatagramReceiver> receivers =
        inputs.isEmpty() ? listening.open(environment, Clock.systemUTC()) : List.of();
    List<FlowStore> stores;
    try {
      stores = storing.open(environment);
    } catch (ConfigException e) {
      CollectListenOptions.close(receivers);
      throw e;
    }
    Collector collector = new Collector(stores, limits, rules);
    for (FlowStore store : stores) {
      Terminal.say("storing in " + store.name());
    }
    return inputs.isEmpty() ? listen(collector, receivers) : read(collector);
  }

  /** Replaces the environment of the process, for tests. */
  CollectCommand in(CollectorEnvironment other) {
    environment = other;
    return this;
  }

  private int read(Collector collector) throws InterruptedException, ConfigException {
    boolean whole = false;
    CollectorAccount account;
    try {
      whole = readAll(collector);
    } finally {
      account = collector.stop(patience.multipliedBy(2));
      CollectReport.end(account);
    }
    if (account.missing() > 0) {
      return ExitCodes.FAILED;
    }
    return whole && !account.received().hasProblems() ? ExitCodes.OK : ExitCodes.UNUSABLE;
  }

  /** Reads all inputs as far as they go; false when one broke off or could not be read. */
  private boolean readAll(Collector collector) throws InterruptedException, ConfigException {
    boolean whole = true;
    Set<Integer> ports = listening.ports(environment);
    for (Path input : inputs) {
      String problem = read(collector, input, ports);
      if (problem != null) {
        Terminal.problem(problem);
        whole = false;
      }
    }
    return whole;
  }

  /** Reads one input; what is wrong with it, or null. */
  private static @Nullable String read(Collector collector, Path input, Set<Integer> ports)
      throws InterruptedException {
    try (DatagramReader reader = RecordedExports.open(ListenAddress.DEFAULT_SITE, input, ports)) {
      collector.read(reader);
      return reader.problem();
    } catch (UnreadableExports e) {
      return String.valueOf(e.getMessage());
    } catch (IOException e) {
      return Reasons.unreadable(input, e);
    }
  }

  private int listen(Collector collector, List<DatagramReceiver> receivers)
      throws InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Thread hook = new Thread(() -> end(stop, done), "mudlark-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    for (DatagramReceiver receiver : receivers) {
      collector.listen(receiver);
      String kind = receiver instanceof UdpReceiver ? "udp" : "tcp";
      Terminal.say("listening at " + kind + ":/" + receiver.address());
    }
    try {
      Duration every = every();
      while (!stop.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        CollectReport.now(collector.account());
      }
      CollectorAccount account = collector.stop(patience);
      CollectReport.end(account);
      return account.missing() > 0 ? ExitCodes.FAILED : ExitCodes.OK;
    } finally {
      done.countDown();
    }
  }

  private Duration every() {
    boolean debugging = debug || spec.commandLine().getParseResult().hasMatchedOption("--debug");
    return status != null ? status : debugging ? Duration.ofSeconds(1) : Duration.ofDays(365);
  }

  private void end(CountDownLatch stop, CountDownLatch done) {
    stop.countDown();
    try {
      boolean ended = done.await(patience.toMillis() + 15_000, TimeUnit.MILLISECONDS);
      if (!ended) {
        Terminal.problem("the collector did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
