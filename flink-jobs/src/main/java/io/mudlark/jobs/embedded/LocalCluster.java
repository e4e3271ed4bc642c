package io.mudlark.jobs.embedded;

import io.mudlark.jobs.config.RunPlan;
import io.mudlark.jobs.sink.ResultMerge;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The settings of the Flink cluster inside this process.
 *
 * <p>Checkpoints go to files beside the part files: Flink's default keeps them in memory and fails
 * the job as soon as one operator's state exceeds 5 MiB. A checkpoint that fails is no reason to
 * end a run that is never restored from it.
 */
final class LocalCluster {
  /**
   * The number of key groups, fixed from the first day: it bounds how far a job can be rescaled.
   */
  static final int MAX_PARALLELISM = 128;

  private LocalCluster() {}

  static StreamExecutionEnvironment environment(RunPlan plan, boolean progress) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, plan.checkpointInterval());
    configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        ResultMerge.checkpoints(plan.out()).toUri().toString());
    configuration.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
    configuration.set(CheckpointingOptions.ENABLE_UNALIGNED_INTERRUPTIBLE_TIMERS, true);
    configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
    if (progress) {
      configuration.setString(
          "metrics.reporter.progress.factory.class", ProgressReporterFactory.class.getName());
      configuration.setString("metrics.reporter.progress.interval", "500 ms");
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(plan.parallelism(), configuration);
    env.getCheckpointConfig().setMinPauseBetweenCheckpoints(Duration.ofMillis(100).toMillis());
    return env;
  }
}
