package io.mudlark.jobs.pipeline;

import io.mudlark.cluster.characterize.CharacterizerConfig;
import io.mudlark.cluster.evolve.EvolutionConfig;
import io.mudlark.cluster.feature.Scaler;
import io.mudlark.cluster.flink.WindowConfig;
import io.mudlark.jobs.correlate.AlertSettings;
import io.mudlark.mud.flink.EnforcementConfig;
import io.mudlark.process.flink.ModelFileSource;
import io.mudlark.process.flink.ProcessSettings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that {@link MrtPipeline} is told besides its source and sinks.
 *
 * @param enforcement sites, devices with their profiles, names
 * @param windows how flows are put into windows
 * @param clustering how a window is clustered
 * @param scaler what brings the features to one scale
 * @param evolution when a cluster is the same, and a window out of the ordinary
 * @param correlateWithin how far apart the same kind of episode on two devices may be
 * @param longestEpisode how long the end of an episode is waited for
 * @param process what MQTT exchanges are held against; null for nothing
 * @param alerts what is recognised, and how much of it people are told
 */
public record MrtSettings(
    EnforcementConfig enforcement,
    WindowConfig windows,
    CharacterizerConfig clustering,
    Scaler scaler,
    EvolutionConfig evolution,
    Duration correlateWithin,
    Duration longestEpisode,
    @Nullable ProcessSettings process,
    AlertSettings alerts) {

  /** A pipeline without processes. */
  public MrtSettings(
      EnforcementConfig enforcement,
      WindowConfig windows,
      CharacterizerConfig clustering,
      Scaler scaler,
      EvolutionConfig evolution,
      Duration correlateWithin,
      Duration longestEpisode) {
    this(
        enforcement,
        windows,
        clustering,
        scaler,
        evolution,
        correlateWithin,
        longestEpisode,
        null,
        AlertSettings.within(correlateWithin));
  }

  /**
   * The same pipeline, with MQTT exchanges held against a process model.
   *
   * @param leases who had which address when: whose an exchange is
   */
  public MrtSettings withProcess(String model, List<Lease> leases) {
    return with(ProcessSettings.of(model, new DeviceOwners(enforcement.devices(), leases)), alerts);
  }

  /** The same pipeline, whose process model gives way to others. */
  public MrtSettings withLaterModels(ModelFileSource models) {
    return process == null ? this : with(process.with(models), alerts);
  }

  /** The same pipeline, with other alerts. */
  public MrtSettings withAlerts(AlertSettings other) {
    return with(process, other);
  }

  private MrtSettings with(@Nullable ProcessSettings held, AlertSettings told) {
    return new MrtSettings(
        enforcement,
        windows,
        clustering,
        scaler,
        evolution,
        correlateWithin,
        longestEpisode,
        held,
        told);
  }
}
