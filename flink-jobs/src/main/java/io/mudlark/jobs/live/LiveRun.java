package io.mudlark.jobs.live;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.ExportPlan;
import io.mudlark.jobs.config.RunPlan;
import io.mudlark.jobs.embedded.LocalCluster;
import io.mudlark.jobs.embedded.ResultFolder;
import io.mudlark.jobs.embedded.RunSummary;
import io.mudlark.jobs.embedded.StatusReporterFactory;
import io.mudlark.jobs.pipeline.ExportsPipeline;
import io.mudlark.jobs.pipeline.Inlet;
import io.mudlark.jobs.pipeline.Intake;
import io.mudlark.jobs.pipeline.MrtPipeline;
import io.mudlark.jobs.pipeline.Outlet;
import io.mudlark.jobs.pipeline.SubscriptionPipeline;
import io.mudlark.jobs.sink.ResultFiles;
import io.mudlark.source.flink.DecodeOptions;
import io.mudlark.source.flink.MqttBroker;
import io.mudlark.source.flink.MqttBrokerSource;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;

/**
 * Runs the pipeline over flow exports on a Flink cluster inside this process, until they end or
 * somebody asks it to stop.
 *
 * <p>While it runs, its state is saved every few seconds, and its results are made anew for every
 * window. When it stops it saves its state, from which another run goes on as if there had been no
 * pause; nothing but what was sent by UDP in between is missing.
 */
public final class LiveRun {
  private static final long LOOK_EVERY_MILLIS = 250;
  private static final int MOST_ABSENCES = 20;
  private static final Duration LONGEST_SAVEPOINT = Duration.ofMinutes(10);

  /** For RocksDB's caches and write buffers, outside the heap. */
  private static final MemorySize ROCKSDB_MEMORY = MemorySize.ofMebiBytes(512);

  private final RunPlan plan;
  private final ExportPlan exports;
  private final LiveOptions options;
  private final StopSignals stop;
  private final Clock clock;
  private final StateFolder state;
  private final ResultFolder results;

  /**
   * @param plan what to run on
   * @param options how it lives and ends
   * @param stop asks it to stop
   * @param clock the receive clock
   */
  public LiveRun(RunPlan plan, LiveOptions options, StopSignals stop, Clock clock) {
    this.plan = plan;
    this.exports = Objects.requireNonNull(plan.exports(), "a live run has exports");
    this.options = options;
    this.stop = stop;
    this.clock = clock;
    this.state = new StateFolder(options.state());
    this.results = new ResultFolder(plan.out());
  }

  /**
   * Runs to the end, or until asked to stop.
   *
   * @throws ConfigException when it cannot start
   * @throws Exception when the job fails; {@code --resume} goes on from its last checkpoint
   */
  public LiveOutcome run() throws Exception {
    String from = null;
    if (options.resume()) {
      from = state.resume(plan.out(), plan.settings().windows().length());
    } else {
      state.begin(plan.out(), plan.settings().windows().length(), options.overwrite());
      results.prepare();
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(plan.parallelism(), configuration(from));
    long window = plan.settings().windows().length().toMillis();
    Outlet files = Outlet.into(new ResultFiles(plan.out(), window));
    new MrtPipeline(plan.settings(), intake(), plan.connections().with(files)).assemble(env);
    return watch(env.executeAsync("mudlark run"));
  }

  private Intake intake() throws ConfigException {
    MqttBroker broker = exports.broker();
    List<Inlet> inlets = ExportSources.of(exports, clock, plan.connections().kafka());
    Intake messages =
        inlets.isEmpty()
            ? null
            : new ExportsPipeline(
                inlets,
                DecodeOptions.of(exports.window())
                    .withElements(exports.elements())
                    .withNamesFromTls(exports.namesFromTls()),
                exports.pairWithin(),
                exports.leases(),
                exports.isBounded());
    if (broker == null) {
      return Objects.requireNonNull(messages, "a live run has exports");
    }
    var source = new MqttBrokerSource(broker, exports.window(), clock);
    return new SubscriptionPipeline(source, messages);
  }

  private Configuration configuration(@Nullable String from) {
    Configuration configuration = LocalCluster.configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, options.checkpointEvery());
    configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, state.checkpoints().toString());
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    configuration.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
    configuration.set(CheckpointingOptions.ENABLE_UNALIGNED_INTERRUPTIBLE_TIMERS, true);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "failure-rate");
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_MAX_FAILURES_PER_INTERVAL, 3);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_FAILURE_RATE_INTERVAL,
        Duration.ofMinutes(10));
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_DELAY, Duration.ofSeconds(1));
    LocalCluster.connect(configuration, plan.connections());
    if (options.rocksdb()) {
      configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
      configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, ROCKSDB_MEMORY);
    }
    if (from != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
    }
    if (options.status()) {
      StatusReporterFactory.register(configuration);
    }
    return configuration;
  }

  private LiveOutcome watch(JobClient job) throws Exception {
    CompletableFuture<JobExecutionResult> end = job.getJobExecutionResult();
    var refreshes = new Refreshes(clock, plan.settings().windows().length(), results::refresh);
    while (!ended(end)) {
      if (stop.await(LOOK_EVERY_MILLIS)) {
        return stop(job, end);
      }
      refreshes.whenDue();
    }
    end.get();
    return finished();
  }

  /** All windows are closed: there is nothing to go on from. */
  private LiveOutcome finished() throws IOException {
    RunSummary summary = results.finish();
    state.clear();
    return new LiveOutcome(summary, null);
  }

  private static boolean ended(CompletableFuture<JobExecutionResult> end) {
    return end.isDone();
  }

  private LiveOutcome stop(JobClient job, CompletableFuture<JobExecutionResult> end)
      throws Exception {
    String savepoint;
    try {
      savepoint = save(job, end);
      end.get(LONGEST_SAVEPOINT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (ended(end) && !end.isCompletedExceptionally()) {
        return finished(); // it ended by itself just now
      }
      throw e;
    } catch (TimeoutException e) {
      throw new IOException("the state could not be saved within " + LONGEST_SAVEPOINT, e);
    }
    if (options.drain()) {
      return finished();
    }
    state.keepOnly(savepoint);
    RunSummary summary = results.refresh();
    return new LiveOutcome(summary, savepoint);
  }

  /**
   * Stops with a savepoint; a job of which a task has not started yet is asked again, and for some
   * seconds one of which a task was not there, since it may just have come to its end.
   */
  private String save(JobClient job, CompletableFuture<JobExecutionResult> end)
      throws ExecutionException, InterruptedException, TimeoutException {
    long tries = LONGEST_SAVEPOINT.toMillis() / LOOK_EVERY_MILLIS;
    int absences = 0;
    while (true) {
      try {
        return job.stopWithSavepoint(
                options.drain(), state.savepoints().toString(), SavepointFormatType.CANONICAL)
            .get(LONGEST_SAVEPOINT.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        boolean again =
            isBecause(CheckpointFailureReason.NOT_ALL_REQUIRED_TASKS_RUNNING, e)
                || isBecause(CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_NOT_READY, e)
                || (isBecause(CheckpointFailureReason.TASK_CHECKPOINT_FAILURE, e)
                    && ++absences <= MOST_ABSENCES);
        if (ended(end) || --tries <= 0 || !again) {
          throw e;
        }
        Thread.sleep(LOOK_EVERY_MILLIS);
      }
    }
  }

  private static boolean isBecause(CheckpointFailureReason reason, ExecutionException failure) {
    return ExceptionUtils.findThrowable(failure, CheckpointException.class)
        .map(CheckpointException::getCheckpointFailureReason)
        .filter(reason::equals)
        .isPresent();
  }
}
