package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.correlate.AlertSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** The options of a run that say what is recognised, and how much of it people are told. */
final class AlertOptions {
  @Option(
      names = "--alert-preset",
      paramLabel = "quiet|normal|all",
      defaultValue = "normal",
      description =
          "Which alerts people are notified of: all; normal: no repetitions; quiet: besides only"
              + " the urgent ones, when they open and end (default: ${DEFAULT-VALUE}). Results keep"
              + " all, marked.")
  private AlertSettings.Preset preset = AlertSettings.Preset.NORMAL;

  @Option(
      names = "--campaign-scope",
      paramLabel = "all|site|manufacturer|model",
      defaultValue = "all",
      description =
          "Among which devices the same kind of traffic is looked for; may be given several times"
              + " (default: ${DEFAULT-VALUE}).")
  private List<AlertSettings.Scope> scopes = List.of(AlertSettings.Scope.ALL);

  @Option(
      names = "--campaign-devices",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many devices it takes, at least 2 (default: ${DEFAULT-VALUE}).")
  private int devices = 2;

  @Option(
      names = "--flood-windows",
      paramLabel = "N",
      defaultValue = "2",
      description = "Windows with a flood that make an alert (default: ${DEFAULT-VALUE}).")
  private int floodWindows = 2;

  @Option(
      names = "--beacon-windows",
      paramLabel = "N",
      defaultValue = "3",
      description = "Windows with a beacon that make an alert (default: ${DEFAULT-VALUE}).")
  private int beaconWindows = 3;

  /** What is asked for. */
  AlertSettings settings(Duration within) throws ConfigException {
    try {
      return new AlertSettings(
          within,
          List.copyOf(new TreeSet<>(scopes)),
          devices,
          floodWindows,
          beaconWindows,
          preset,
          Map.of());
    } catch (IllegalArgumentException e) {
      throw new ConfigException("--campaign-devices, --flood-windows: " + e.getMessage(), e);
    }
  }
}
