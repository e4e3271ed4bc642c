package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ExportOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that judge flows by what exporters tell of them. */
final class ExportedFlowOptions {
  @Option(
      names = "--max-delay",
      paramLabel = "TIME",
      converter = RunCommand.DurationConverter.class,
      description =
          "How long after its end a flow may be told of; results wait for so long, and what comes"
              + " later is quarantined (default: 5m; 2h for recorded --exports).")
  @Nullable Duration maxDelay;

  @Option(
      names = "--pair-within",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = RunCommand.DurationConverter.class,
      description =
          "Two one-way flows are one conversation when their ends lie within this time (default:"
              + " ${DEFAULT-VALUE}).")
  Duration pairWithin = ExportOptions.DEFAULT_PAIR_WITHIN;

  @Option(
      names = "--leases",
      paramLabel = "FILE",
      description =
          "Who had which IP address when: CSV with the columns mac,ip,from,until,site, or the lease"
              + " file of ISC dhcpd or dnsmasq.")
  @Nullable Path leases;

  @Option(
      names = "--names-from-tls",
      description =
          "Believe a TLS client about the name of the server it connects to. Whoever controls a"
              + " device can then reach any address under a name that its profile permits.")
  boolean namesFromTls;
}
