package io.mudlark.jobs.cli;

import io.mudlark.generator.DemoScenario;
import io.mudlark.generator.network.Impairment;
import io.mudlark.generator.scenario.Generated;
import io.mudlark.generator.scenario.Scenario;
import io.mudlark.generator.scenario.ScenarioOptions;
import io.mudlark.generator.scenario.ScenarioOptions.CaptureFormat;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.evaluate.Suite;
import io.mudlark.jobs.probe.CaptureFiles;
import io.mudlark.jobs.probe.ExportAddress;
import io.mudlark.jobs.probe.ProbeProtocol;
import io.mudlark.jobs.probe.ProbeSession;
import io.mudlark.jobs.probe.ProbeSetup;
import io.mudlark.mudscope.netflows.convert.FlowTables;
import io.mudlark.probe.exchange.ExchangeConfig;
import io.mudlark.probe.export.ExportTarget;
import io.mudlark.probe.export.StandardsExporter;
import io.mudlark.probe.export.StandardsSettings;
import io.mudlark.probe.meter.MeterConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mudlark generate}: traffic of a scenario, with the truth about it. */
@Command(
    name = "generate",
    sortOptions = false,
    description = {
      "Generate the traffic of a scenario, with the truth about every packet.",
      "Writes captures, MUD files, devices.csv, sites.yaml and truth.jsonl, and on request IPFIX or"
          + " tables of flows of the same traffic. Everything is synthetic."
    },
    footer = {
      "",
      "Examples:",
      "  mudlark generate demo --out traffic",
      "  mudlark generate scans --seed 7 --loss 0.01 --reorder 0.01 --out traffic",
      "  mudlark generate mine.yaml --ipfix --out traffic",
      "  mudlark generate mine.yaml --export udp:127.0.0.1:4739 --out traffic",
      "Scenarios that ship: demo, scans, bots, plant, permitted, quiet."
          + " docs/60-traffic-generator.md says how to write one."
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class GenerateCommand implements Callable<Integer> {
  /** The kinds of capture file, as the command names them. */
  enum Format {
    pcapng(CaptureFormat.PCAPNG),
    pcap(CaptureFormat.PCAP_MICROSECONDS),
    pcapns(CaptureFormat.PCAP_NANOSECONDS);

    private final CaptureFormat of;

    Format(CaptureFormat of) {
      this.of = of;
    }
  }

  @Parameters(paramLabel = "SCENARIO", description = "One that ships, by name, or a file.")
  private String scenario;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where it is written to.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace what is in an existing --out.")
  private boolean overwrite;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Another seed makes other traffic (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--format",
      defaultValue = "pcapng",
      description =
          "Of captures: ${COMPLETION-CANDIDATES}; classic ones in micro- or nanoseconds (default:"
              + " ${DEFAULT-VALUE}).")
  private Format format;

  @Option(names = "--no-attacks", description = "Leave the attacks out: traffic to learn from.")
  private boolean noAttacks;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = RunCommand.DurationConverter.class,
      description = "End earlier than the scenario.")
  private @Nullable Duration duration;

  @Option(
      names = "--loss",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "Packets that the taps miss, 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double loss;

  @Option(
      names = "--reorder",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "Packets that are captured behind the next one, 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double reorder;

  @Option(
      names = "--resend",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "TCP segments and DNS questions that are lost between the hosts and sent again, 0 to 1"
              + " (default: ${DEFAULT-VALUE}).")
  private double resend;

  @Option(
      names = "--pad",
      description = "Pad short frames to 60 octets, as a tap at a switch sees them.")
  private boolean pad;

  @Option(names = "--ipfix", description = "Also write SITE.ipfix: flows and exchanges.")
  private boolean ipfix;

  @Option(
      names = "--export",
      paramLabel = "TARGET",
      description = "Also send them: udp:HOST:PORT or tcp:HOST:PORT, as fast as it goes.")
  private @Nullable String export;

  @Option(names = "--flows", description = "Also write SITE.flows.csv: a table of its flows.")
  private boolean flows;

  private int problems;

  @Override
  public Integer call() throws Exception {
    ExportAddress target = export == null ? null : ExportAddress.parse(export);
    ScenarioOptions options = options();
    OutFolder.check(out, overwrite);
    Scenario story = scenario.equals("demo") ? DemoScenario.scenario() : Suite.scenario(scenario);
    Generated traffic = story.writeTo(out, seed, options);
    Terminal.say(
        String.format(
            Locale.ROOT,
            "Generated %,d packets of %d sites with %d attacks (synthetic, seed %d): %s",
            traffic.packets(),
            traffic.captures().size(),
            traffic.episodes(),
            seed,
            out));
    long domain = 0;
    for (Map.Entry<String, Path> capture : traffic.captures().entrySet()) {
      domain++;
      derive(capture.getKey(), capture.getValue(), domain, target);
    }
    return problems > 0 ? ExitCodes.UNUSABLE : ExitCodes.OK;
  }

  private ScenarioOptions options() throws ConfigException {
    try {
      ScenarioOptions options =
          ScenarioOptions.defaults()
              .withFormat(format.of)
              .withAttacks(!noAttacks)
              .withImpairment(new Impairment(loss, reorder, resend, pad));
      return duration == null ? options : options.withDuration(duration);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Makes of a site's capture what else was asked for. */
  private void derive(String site, Path capture, long domain, @Nullable ExportAddress target)
      throws ConfigException, IOException {
    if (ipfix) {
      Path file = out.resolve(site + ".ipfix");
      send(site, capture, domain, new ExportAddress("file", "", 0, file.toString()));
    }
    if (target != null) {
      send(site, capture, domain, target);
    }
    if (flows) {
      new FlowTables(false, this::problem).all(List.of(capture), out.resolve(site + ".flows.csv"));
    }
  }

  private void send(String site, Path capture, long domain, ExportAddress to)
      throws ConfigException, IOException {
    ExportTarget target = to.open(SocketFactory.getDefault(), Clock.systemUTC());
    StandardsSettings usual = StandardsSettings.of(target);
    StandardsSettings settings =
        new StandardsSettings(
            domain,
            StandardsSettings.EXAMPLE_ENTERPRISE,
            usual.maxOctets(),
            usual.maxDelay(),
            Duration.ofMinutes(1));
    CaptureFiles files = new CaptureFiles(List.of(capture), this::problem);
    try (StandardsExporter exporter = new StandardsExporter(settings, target)) {
      ProbeSession session =
          new ProbeSession(setup(site), exporter, files::clockNanos, record -> {});
      files.read(session);
      Terminal.say(
          String.format(Locale.ROOT, "%s: %,d records to %s", site, session.records(), to));
    }
  }

  private static ProbeSetup setup(String site) {
    Map<ProbeProtocol, Set<Integer>> ports = new EnumMap<>(ProbeProtocol.class);
    for (ProbeProtocol protocol : ProbeProtocol.values()) {
      ports.put(protocol, Set.of(protocol.port()));
    }
    return new ProbeSetup(site, ports, exchanges(), false, false, true);
  }

  private static ExchangeConfig exchanges() {
    MeterConfig meter = MeterConfig.DEFAULT;
    return ExchangeConfig.beside(meter.idleTimeout(), meter.activeTimeout());
  }

  private void problem(String line) {
    problems++;
    Terminal.problem(line);
  }
}
