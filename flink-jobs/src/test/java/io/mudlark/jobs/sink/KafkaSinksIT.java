package io.mudlark.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.delivery.ResultStream;
import io.mudlark.source.testing.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Results into a real broker, with a job that dies several times on the way. */
@Timeout(240)
class KafkaSinksIT {
  private static final long RECORDS = 12_000;
  private static final int DEATHS = 3;
  private static final AtomicInteger DEATHS_LEFT = new AtomicInteger();

  @TempDir Path folder;

  @Test
  void no_result_is_missing_after_several_failures() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder, "results-ledger", 2)) {
      DEATHS_LEFT.set(DEATHS);
      StreamExecutionEnvironment env = environment();
      env.fromSource(
              new NumberSequenceSource(0, RECORDS - 1), WatermarkStrategy.noWatermarks(), "numbers")
          .map(new Mortal())
          .returns(Types.LONG)
          .sinkTo(
              new KafkaSinks(broker.address(), "results")
                  .sink(ResultStream.LEDGER, KafkaSinksIT::document));
      env.execute();

      assertThat(DEATHS_LEFT).hasValue(0);
      assertThat(new TreeSet<>(read(broker))).hasSize((int) RECORDS);
    }
  }

  private static ResultDocument document(long n) {
    return new ResultDocument(ResultStream.LEDGER, "n" + n, 1, n, "site", "{\"count\":" + n + "}");
  }

  private StreamExecutionEnvironment environment() {
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, DEATHS);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
    env.enableCheckpointing(400);
    return env;
  }

  private static List<Long> read(KafkaBroker broker) {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.address());
    Properties properties = new Properties();
    properties.putAll(settings);
    List<Long> numbers = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          List.of(new TopicPartition("results-ledger", 0), new TopicPartition("results-ledger", 1));
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          String id =
              new String(
                  record.headers().lastHeader(KafkaSinks.ID).value(), StandardCharsets.UTF_8);
          numbers.add(Long.parseLong(id.substring(1)));
        }
      }
    }
    return numbers;
  }

  /** Passes numbers on slowly, and dies after a checkpoint as long as deaths are left. */
  private static final class Mortal implements MapFunction<Long, Long>, CheckpointListener {
    private static final long serialVersionUID = 1L;
    private long passed;
    private long diesAt = Long.MAX_VALUE;

    @Override
    public Long map(Long n) {
      LockSupport.parkNanos(400_000);
      passed++;
      if (passed >= diesAt && DEATHS_LEFT.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("dies on purpose");
      }
      return n;
    }

    /** Dies some records after the checkpoint. */
    @Override
    public void notifyCheckpointComplete(long checkpoint) {
      diesAt = passed + 150;
    }
  }
}
