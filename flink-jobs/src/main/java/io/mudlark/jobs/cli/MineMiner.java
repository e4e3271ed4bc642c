package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.mine.Discovery;
import io.mudlark.process.log.EventLog;
import picocli.CommandLine.Option;

/** The options that say how a model is mined. */
final class MineMiner {
  @Option(
      names = "--miner",
      paramLabel = "NAME",
      description =
          "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}; imd sees the directly-follows graph"
              + " only).")
  private Discovery.Miner miner = Discovery.Miner.inductive;

  @Option(
      names = "--noise",
      paramLabel = "SHARE",
      description =
          "0 to 1, for the inductive miners: how rare against the busiest way is left out"
              + " (default: ${DEFAULT-VALUE}).")
  private double noise;

  @Option(
      names = "--dependency",
      paramLabel = "SHARE",
      description =
          "0 to 1, for the heuristics miner: the least dependency (default: ${DEFAULT-VALUE}).")
  private double dependency = 0.5;

  Discovery mine(EventLog log) throws ConfigException {
    if (!(noise >= 0 && noise <= 1) || !(dependency >= 0 && dependency <= 1)) {
      throw new ConfigException("--noise and --dependency are 0 to 1");
    }
    return Discovery.of(log, miner, noise, dependency);
  }
}
