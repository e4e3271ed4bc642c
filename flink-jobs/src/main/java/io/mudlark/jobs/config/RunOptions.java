package io.mudlark.jobs.config;

import io.mudlark.probe.meter.MeterConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks of a run, before any file is opened.
 *
 * @param inputs captures or folders, each {@code PATH} or {@code SITE=PATH}
 * @param muds MUD files or folders
 * @param devices the devices file
 * @param sites the sites file, or null
 * @param reference captures of normal traffic to learn the scaling from, or null for the default
 * @param hosts a hosts file with fixed names, or null
 * @param window length of the windows
 * @param site the site of inputs and devices that name none, or null
 * @param idleTimeout after which silence a flow is closed
 * @param activeTimeout after which time a flow is cut, or null for the shorter of 300 s and the
 *     window
 * @param correlateWithin how far apart the same kind of episode on two devices may be
 * @param parallelism of the keyed operators
 * @param out the result folder
 */
public record RunOptions(
    List<String> inputs,
    List<Path> muds,
    Path devices,
    @Nullable Path sites,
    @Nullable Path reference,
    @Nullable Path hosts,
    Duration window,
    @Nullable String site,
    Duration idleTimeout,
    @Nullable Duration activeTimeout,
    Duration correlateWithin,
    int parallelism,
    Path out) {
  public RunOptions {
    inputs = List.copyOf(inputs);
    muds = List.copyOf(muds);
  }

  /** How packets become flows. */
  MeterConfig meter() {
    MeterConfig byWindow = MeterConfig.forWindow(window);
    return new MeterConfig(
        activeTimeout == null ? byWindow.activeTimeout() : activeTimeout,
        idleTimeout,
        byWindow.connectionMemory(),
        byWindow.maxFlows());
  }
}
