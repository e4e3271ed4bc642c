package io.mudlark.jobs.cluster;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.ExportPlan;
import io.mudlark.jobs.config.KafkaTopic;
import io.mudlark.jobs.config.RunPlan;
import io.mudlark.jobs.pipeline.ExportsPipeline;
import io.mudlark.jobs.pipeline.Inlet;
import io.mudlark.jobs.pipeline.MrtPipeline;
import io.mudlark.jobs.pipeline.Outlet;
import io.mudlark.jobs.sink.ResultFiles;
import io.mudlark.source.flink.DatagramKafkaSource;
import io.mudlark.source.flink.DecodeOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The pipeline over a Kafka topic of export messages, as a job for a Flink cluster.
 *
 * <p>What the cluster decides it leaves to the cluster: state backend, where checkpoints and
 * savepoints go, restarts, metrics.
 */
public final class DetectJob {
  private static final int MAX_PARALLELISM = 128;
  private static final Duration IDLE_AFTER = Duration.ofSeconds(10);

  /** Recorded messages are waited for however long a restart takes. */
  private static final Duration NEVER = Duration.ofDays(36_500);

  private final RunPlan plan;
  private final DetectSettings settings;
  private final Clock clock;

  /**
   * @param clock tells idle inputs the time
   */
  public DetectJob(RunPlan plan, DetectSettings settings, Clock clock) {
    this.clock = clock;
    this.plan = plan;
    this.settings = settings;
  }

  /**
   * Submits the job where a cluster's client runs this; else runs it in this process to its end.
   *
   * @throws ConfigException when there is not exactly one topic
   * @throws Exception when the job cannot be submitted, or fails
   */
  public void execute() throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointEvery());
    configuration.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
    configuration.set(CheckpointingOptions.ENABLE_UNALIGNED_INTERRUPTIBLE_TIMERS, true);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    if (settings.parallelism() != null) {
      env.setParallelism(settings.parallelism());
    }
    new MrtPipeline(plan.settings(), intake(), outlets()).assemble(env);
    env.execute("mudlark detect");
  }

  private List<Outlet> outlets() {
    List<Outlet> all = new ArrayList<>(plan.connections().outlets());
    if (settings.out() != null) {
      long window = plan.settings().windows().length().toMillis();
      all.add(0, Outlet.into(new ResultFiles(settings.out(), window)));
    }
    return all;
  }

  private ExportsPipeline intake() throws ConfigException {
    ExportPlan exports = Objects.requireNonNull(plan.exports(), "detect reads exports");
    if (exports.topics().size() != 1) {
      throw new ConfigException("--kafka: one topic is read in a job");
    }
    KafkaTopic from = exports.topics().get(0);
    var topic =
        new DatagramKafkaSource.Topic(
            from.brokers(), from.topic(), settings.group(), exports.defaultSite());
    boolean recorded = settings.untilEnd();
    Inlet inlet =
        new Inlet(
            Inlet.Kind.KAFKA,
            recorded
                ? DatagramKafkaSource.bounded(topic, plan.connections().kafka().properties())
                : DatagramKafkaSource.unbounded(topic, plan.connections().kafka().properties()),
            DatagramKafkaSource.watermarks(
                exports.window(), recorded ? NEVER : IDLE_AFTER, recorded ? null : clock));
    return new ExportsPipeline(
        List.of(inlet),
        DecodeOptions.of(exports.window())
            .withNamesFromTls(exports.namesFromTls())
            .withElements(exports.elements()),
        exports.pairWithin(),
        exports.leases(),
        recorded);
  }
}
