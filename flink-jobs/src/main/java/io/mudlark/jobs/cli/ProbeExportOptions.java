package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.ProbeEnvironment;
import io.mudlark.jobs.probe.ExportAddress;
import io.mudlark.jobs.probe.TlsSockets;
import io.mudlark.probe.export.ExportTarget;
import io.mudlark.probe.export.FlowExporter;
import io.mudlark.probe.export.MissionExporter;
import io.mudlark.probe.export.StandardsExporter;
import io.mudlark.probe.export.StandardsSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where {@code mudlark probe} sends its records, and in which form. */
final class ProbeExportOptions {
  @Option(
      names = {"--collector", "-c"},
      paramLabel = "HOST",
      description = "The collector, over UDP (or COLLECTOR of the environment).")
  private @Nullable String collector;

  @Option(
      names = {"--port", "-p"},
      paramLabel = "PORT",
      description = "The collector's port (or PORT of the environment).")
  private @Nullable String port;

  @Option(
      names = "--export",
      paramLabel = "TARGET",
      description =
          "Instead: udp:HOST:PORT, tcp:HOST:PORT, tls:HOST:PORT, or file:OUT.ipfix, which holds the"
              + " messages one behind the other.")
  private @Nullable String export;

  @Option(
      names = "--wire",
      paramLabel = "mission|standards",
      description =
          "The form of messages: MISSION's (default for mqtt alone) or as RFC 7011 has it (default"
              + " otherwise).")
  private @Nullable String wire;

  @Option(
      names = "--pen",
      paramLabel = "NUMBER",
      defaultValue = "" + StandardsSettings.EXAMPLE_ENTERPRISE,
      description =
          "Private enterprise number of the elements that IANA does not have, for --wire standards"
              + " (default: ${DEFAULT-VALUE}, set aside for examples by RFC 5612).")
  private long enterprise;

  @Option(
      names = "--domain",
      paramLabel = "NUMBER",
      defaultValue = "2",
      description = "Observation domain, for --wire standards (default: ${DEFAULT-VALUE}).")
  private long domain;

  @Option(
      names = "--template-refresh",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = RunCommand.DurationConverter.class,
      description = "How often templates are repeated over UDP (default: ${DEFAULT-VALUE}).")
  private Duration refresh = Duration.ofSeconds(60);

  @Option(
      names = "--tls-keys",
      paramLabel = "FILE.p12",
      description = "The probe's key and certificate for tls:.")
  private @Nullable Path tlsKeys;

  @Option(
      names = "--tls-authorities",
      paramLabel = "FILE.p12",
      description = "Authorities that sign collectors, for tls: (default: the JDK's).")
  private @Nullable Path tlsAuthorities;

  @Option(
      names = "--tls-password",
      paramLabel = "FILE",
      description = "File whose first line opens both stores.")
  private @Nullable Path tlsPassword;

  /** Where to. */
  ExportAddress address(ProbeEnvironment environment) throws ConfigException {
    if (export != null) {
      if (collector != null || port != null) {
        throw new ConfigException("--export replaces --collector and --port: give one of them");
      }
      return ExportAddress.parse(export);
    }
    String host = environment.orElse(collector, "COLLECTOR");
    String number = environment.orElse(port, "PORT");
    if (host == null || number == null) {
      throw new ConfigException("nowhere to export to: give --collector and --port, or --export");
    }
    return ExportAddress.udp(host, number);
  }

  /** Whether the messages are MISSION's. */
  boolean isMission(boolean mqttOnly, boolean compat) throws ConfigException {
    if (wire == null) {
      return mqttOnly;
    }
    if (!wire.equals("mission") && !wire.equals("standards")) {
      throw new ConfigException("--wire is mission or standards, not '" + wire + "'");
    }
    if (wire.equals("mission") && !mqttOnly) {
      throw new ConfigException("--wire mission can tell of mqtt only: use --wire standards");
    }
    return wire.equals("mission");
  }

  /** Opens the target and what writes to it. */
  FlowExporter open(ExportAddress address, boolean mission, boolean compat, Clock clock)
      throws ConfigException {
    SocketFactory tls =
        address.transport().equals("tls")
            ? TlsSockets.of(tlsKeys, tlsAuthorities, tlsPassword)
            : SocketFactory.getDefault();
    ExportTarget target = address.open(tls, clock);
    if (mission) {
      return new MissionExporter(compat, target);
    }
    StandardsSettings usual = StandardsSettings.of(target);
    try {
      return new StandardsExporter(
          new StandardsSettings(domain, enterprise, usual.maxOctets(), usual.maxDelay(), refresh),
          target);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(String.valueOf(e.getMessage()), e);
    }
  }
}
