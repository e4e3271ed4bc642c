package io.mudlark.jobs.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options of commands that watch devices: who they are, what they may do, and in what steps.
 */
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class WatchOptions {
  @Option(
      names = "--mud",
      required = true,
      paramLabel = "PATH",
      arity = "1..*",
      description = "MUD files (RFC 8520 JSON) or folders of them, searched recursively.")
  List<Path> muds;

  @Option(
      names = "--devices",
      required = true,
      paramLabel = "FILE",
      description =
          "The devices: CSV with the columns device,mac,ip,mud,site. ip may be empty or several"
              + " with ';'; mud is a MUD URL or the name of a MUD file.")
  Path devices;

  @Option(
      names = "--window",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = RunCommand.DurationConverter.class,
      description = "Length of the windows, such as 60s or 5m (default: ${DEFAULT-VALUE}).")
  Duration window;

  @Option(
      names = "--site",
      paramLabel = "NAME",
      description = "The site of inputs and devices that name none.")
  @Nullable String site;

  @Option(
      names = "--sites",
      paramLabel = "FILE",
      description =
          "YAML: per site its gateway, localNetworks, controllers, dns and ntp, which give the MUD"
              + " abstractions their meaning.")
  @Nullable Path sites;

  @Option(
      names = "--hosts",
      paramLabel = "FILE",
      description =
          "Names with fixed addresses, as in /etc/hosts or a JSON object, beside the DNS answers"
              + " seen in the traffic.")
  @Nullable Path hosts;

  @Option(
      names = "--correlate-within",
      paramLabel = "TIME",
      defaultValue = "30m",
      converter = RunCommand.DurationConverter.class,
      description =
          "How far apart the same kind of episode on two devices may be (default:"
              + " ${DEFAULT-VALUE}).")
  Duration correlateWithin;
}
