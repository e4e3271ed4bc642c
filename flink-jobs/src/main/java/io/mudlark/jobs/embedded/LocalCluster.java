package io.mudlark.jobs.embedded;

import io.mudlark.jobs.config.Connections;
import io.mudlark.jobs.config.RunPlan;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The settings of the Flink cluster inside this process.
 *
 * <p>A run over captures that fails is run again from the start, so it takes no checkpoints; its
 * files are committed when all input has ended.
 */
public final class LocalCluster {
  /**
   * The number of key groups, fixed from the first day: it bounds how far a job can be rescaled.
   */
  static final int MAX_PARALLELISM = 128;

  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(10);
  private static final Duration LATENCY_EVERY = Duration.ofSeconds(10);

  private LocalCluster() {}

  static StreamExecutionEnvironment environment(RunPlan plan, boolean progress) {
    Configuration configuration = configuration();
    if (progress) {
      configuration.setString(
          "metrics.reporter.progress.factory.class", ProgressReporterFactory.class.getName());
      configuration.setString("metrics.reporter.progress.interval", "500 ms");
    }
    connect(configuration, plan.connections());
    return StreamExecutionEnvironment.createLocalEnvironment(plan.parallelism(), configuration);
  }

  /** What a run needs to reach other systems: checkpoints, and the reporter of metrics. */
  public static void connect(Configuration configuration, Connections connections) {
    if (!connections.outlets().isEmpty()
        && !configuration.contains(CheckpointingOptions.CHECKPOINTING_INTERVAL)) {
      configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_EVERY);
    }
    if (connections.metricsPort() > 0) {
      configuration.setString(
          "metrics.reporter.prometheus.factory.class", PrometheusReporterFactory.class.getName());
      configuration.setString(
          "metrics.reporter.prometheus.port", Integer.toString(connections.metricsPort()));
      configuration.set(MetricOptions.LATENCY_INTERVAL, LATENCY_EVERY);
    }
  }

  /** What all runs in this process have in common. */
  public static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
    keepToThisMachine(configuration);
    return configuration;
  }

  /** The embedded cluster's own doors, of which nobody outside has any need; no jars by REST. */
  private static void keepToThisMachine(Configuration configuration) {
    String loopback = "127.0.0.1";
    configuration.set(RestOptions.ADDRESS, loopback);
    configuration.set(RestOptions.BIND_ADDRESS, loopback);
    configuration.set(JobManagerOptions.BIND_HOST, loopback);
    configuration.set(TaskManagerOptions.BIND_HOST, loopback);
    configuration.set(WebOptions.SUBMIT_ENABLE, false);
  }
}
