package io.mudlark.jobs.cli;

import io.mudlark.flow.FlowRecord;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.ProbeEnvironment;
import io.mudlark.jobs.probe.CaptureFiles;
import io.mudlark.jobs.probe.ExportAddress;
import io.mudlark.jobs.probe.LatencyBenchmark;
import io.mudlark.jobs.probe.LiveRun;
import io.mudlark.jobs.probe.MachineLoad;
import io.mudlark.jobs.probe.ProbeProtocol;
import io.mudlark.jobs.probe.ProbeSession;
import io.mudlark.jobs.probe.ProbeSetup;
import io.mudlark.probe.export.FlowExporter;
import io.mudlark.probe.live.LiveCapture;
import io.mudlark.probe.live.LiveCaptureException;
import io.mudlark.probe.live.LiveSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mudlark probe}: packets in, exchanges of MQTT, CoAP and OPC UA out as IPFIX. */
@Command(
    name = "probe",
    sortOptions = false,
    description = {
      "Packets in, exchanges of MQTT, CoAP and OPC UA out as IPFIX.",
      "Captures from an interface until it is told to stop (Ctrl-C, SIGTERM), or reads captures."
          + " The options and variables of MISSION's probe mean what they mean there."
    },
    footer = {
      "",
      "Examples:",
      "  mudlark probe -i any -c 192.0.2.9 -p 2055 --protocol mqtt",
      "  mudlark probe -i eth0 --protocol all --export tcp:collector:4739",
      "  mudlark probe --input site.pcap --protocol mqtt --export file:site.ipfix --compat mission",
      "",
      "Capturing needs libpcap (Debian: libpcap0.8) and CAP_NET_RAW. Exit code 2 says that"
          + " something given cannot be used."
    })
@SuppressWarnings("NullAway.Init") // picocli sets options that have a default
final class ProbeCommand implements Callable<Integer> {
  private static final Set<String> LEVELS =
      Set.of("DEBUG", "INFO", "WARN", "WARNING", "ERROR", "CRITICAL", "FATAL", "NOTSET");

  @Option(
      names = {"--interface", "-i"},
      paramLabel = "NAME",
      description = "Capture from this interface; any for all (or INTERFACE of the environment).")
  private @Nullable String interfaceName;

  @Option(names = "--interfaces", description = "List the interfaces, and end.")
  private boolean listInterfaces;

  @Option(
      names = "--input",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Read captures (pcap, pcapng, also .gz) in the order given, and end.")
  private List<Path> inputs = List.of();

  @Option(
      names = {"--protocol", "-iot"},
      paramLabel = "mqtt|coap|opcua|all",
      description = "What to look for; several with commas (or PROTOCOL of the environment).")
  private @Nullable String protocol;

  @Option(
      names = {"--filter", "-f"},
      defaultValue = "",
      paramLabel = "BPF",
      description = "Capture only what matches, in the language of tcpdump.")
  private String filter;

  @Option(
      names = {"--sys-topic", "-s"},
      description = "Export MQTT messages on $SYS topics too.")
  private boolean systemTopics;

  @Option(
      names = {"--log-level", "-l"},
      paramLabel = "LEVEL",
      description =
          "DEBUG says the counts every second, WARNING and above only problems; default INFO (or"
              + " LOG_LEVEL of the environment).")
  private @Nullable String logLevel;

  @Option(
      names = {"--benchmark", "-b"},
      paramLabel = "BOOLEAN",
      description =
          "Write the latency of simulated sensors' messages to evaluation/NAME/NAME_flows=N.csv"
              + " (or BENCHMARK of the environment).")
  private @Nullable String benchmark;

  @Option(
      names = {"--file-name", "-fn"},
      paramLabel = "NAME",
      description = "The NAME of --benchmark (or FILE_NAME of the environment; default qos).")
  private @Nullable String fileName;

  @Mixin private ProbeExportOptions exporting;

  @Option(
      names = "--compat",
      paramLabel = "mission",
      description = "Find exchanges as MISSION's probe does, its oddities included (mqtt only).")
  private @Nullable String compat;

  @Option(
      names = "--flows",
      description =
          "Export the flows of all connections too, with the server name that TLS clients ask for"
              + " (--wire standards only).")
  private boolean flows;

  @Option(
      names = "--site",
      defaultValue = "probe",
      paramLabel = "NAME",
      description = "The name of the place (default: ${DEFAULT-VALUE}).")
  private String site;

  @Option(
      names = "--snap-length",
      defaultValue = "262144",
      paramLabel = "OCTETS",
      description = "Octets of each packet that are captured (default: ${DEFAULT-VALUE}).")
  private int snapLength;

  @Option(
      names = "--buffer",
      defaultValue = "67108864",
      paramLabel = "OCTETS",
      description =
          "What the kernel may hold back; more is dropped and counted (default: ${DEFAULT-VALUE}).")
  private int buffer;

  @Mixin private ProbeOptions limits;

  private ProbeEnvironment environment = ProbeEnvironment.ofProcess();

  /** Replaces the environment of the process, for tests. */
  ProbeCommand in(ProbeEnvironment other) {
    environment = other;
    return this;
  }

  @Override
  public Integer call() throws Exception {
    if (listInterfaces) {
      return ProbeReport.interfaces();
    }
    String level = level();
    ProbeSetup setup = setup();
    boolean mqttOnly = setup.ports().keySet().equals(Set.of(ProbeProtocol.MQTT));
    if (setup.compat() && !mqttOnly) {
      throw new ConfigException("--compat mission knows --protocol mqtt only");
    }
    boolean mission = exporting.isMission(mqttOnly && !flows, setup.compat());
    if (mission && flows) {
      throw new ConfigException("--flows needs --wire standards");
    }
    ExportAddress address = exporting.address(environment);
    String name = source();
    Route route = new Route(address, mission, level);
    return name == null ? read(setup, route) : listen(setup, route, name);
  }

  /** Where records go, in which form, and how much is said about it. */
  private record Route(ExportAddress address, boolean mission, String level) {
    boolean isQuiet() {
      return !Set.of("DEBUG", "INFO", "NOTSET").contains(level);
    }
  }

  private String level() throws ConfigException {
    String given = environment.orElse(logLevel, "LOG_LEVEL");
    String level = given == null ? "INFO" : given.toUpperCase(Locale.ROOT);
    if (!LEVELS.contains(level)) {
      throw new ConfigException(
          "--log-level is DEBUG, INFO, WARNING or ERROR, not '" + given + "'");
    }
    return level;
  }

  private ProbeSetup setup() throws ConfigException {
    if (compat != null && !compat.equals("mission")) {
      throw new ConfigException("--compat is mission or not given, not '" + compat + "'");
    }
    String wanted = environment.orElse(protocol, "PROTOCOL");
    if (wanted == null) {
      throw new ConfigException("--protocol is missing: mqtt, coap, opcua or all");
    }
    Map<ProbeProtocol, Set<Integer>> protocols = limits.protocols(wanted);
    return new ProbeSetup(
        site, protocols, limits.exchanges(flows), compat != null, systemTopics, flows);
  }

  /** The interface to capture from; null when files are read. */
  private @Nullable String source() throws ConfigException {
    if (!inputs.isEmpty()) {
      if (interfaceName != null) {
        throw new ConfigException("--input and --interface exclude each other");
      }
      for (Path input : inputs) {
        if (!Files.exists(input)) {
          throw new ConfigException(input + ": no such file");
        }
        if (Files.isDirectory(input)) {
          throw new ConfigException(input + ": is a folder: --input takes files");
        }
      }
      return null;
    }
    String name = environment.orElse(interfaceName, "INTERFACE");
    if (name == null) {
      throw new ConfigException("nothing to read: give --interface or --input");
    }
    return name;
  }

  private LiveSettings settings(String name) throws ConfigException {
    try {
      return new LiveSettings(name, filter, snapLength, buffer, Duration.ofMillis(4));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(String.valueOf(e.getMessage()), e);
    }
  }

  private int read(ProbeSetup setup, Route route) throws IOException, ConfigException {
    if (!filter.isEmpty()) {
      Terminal.problem("--filter is for --interface; files are read whole");
    }
    CaptureFiles files = new CaptureFiles(inputs, Terminal::problem);
    try (FlowExporter exporter = exporter(setup, route)) {
      ProbeSession session =
          new ProbeSession(
              setup, exporter, files::clockNanos, tap(Clock.system(ZoneId.systemDefault())));
      files.read(session);
      if (files.problems() == 0) {
        ProbeReport.nothing(session, setup.ports());
      }
      ProbeReport.end(session, null, route.isQuiet());
    }
    return files.problems() > 0 ? ExitCodes.UNUSABLE : ExitCodes.OK;
  }

  private FlowExporter exporter(ProbeSetup setup, Route route) throws ConfigException {
    return exporting.open(route.address(), route.mission(), setup.compat(), Clock.systemUTC());
  }

  private int listen(ProbeSetup setup, Route route, String name)
      throws IOException, ConfigException {
    Clock clock = Clock.system(ZoneId.systemDefault());
    // the last one to be closed lets the process end
    try (LiveCapture live = LiveCapture.open(settings(name));
        LiveRun run = new LiveRun(live, clock);
        FlowExporter exporter = exporter(setup, route)) {
      ProbeSession session = new ProbeSession(setup, exporter, run::nowNanos, tap(clock));
      if (!route.isQuiet()) {
        Terminal.say("capturing from " + name + " to " + route.address());
      }
      run.until(session, route.level().equals("DEBUG") ? Terminal::say : line -> {});
      ProbeReport.end(session, run.account(), route.isQuiet());
      return ExitCodes.OK;
    } catch (LiveCaptureException e) {
      throw new ConfigException(String.valueOf(e.getMessage()), e);
    }
  }

  private Consumer<FlowRecord> tap(Clock clock) {
    String text = environment.orElse(benchmark, "BENCHMARK");
    boolean wanted =
        text != null
            && Set.of("true", "yes", "y", "1", "t").contains(text.toLowerCase(Locale.ROOT));
    if (!wanted) {
      return record -> {};
    }
    String name = environment.orElse(fileName, "FILE_NAME");
    return new LatencyBenchmark(
        Path.of("evaluation"), name == null ? "qos" : name, clock, new MachineLoad());
  }
}
