package io.mudlark.jobs.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.jobs.config.PlanReader;
import io.mudlark.jobs.config.RunOptions;
import io.mudlark.jobs.config.RunPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalClusterTest {
  private static final int STATE_CHARS = 8 << 20;

  @TempDir Path folder;

  @Test
  void state_of_8_mebibytes_survives_its_checkpoints() throws Exception {
    StreamExecutionEnvironment env = LocalCluster.environment(plan(), false);
    long keys = 0;
    try (var results =
        env.fromSequence(1, 3)
            .uid("keys")
            .keyBy(key -> key)
            .process(new Hoard())
            .uid("hoard")
            .executeAndCollect()) {
      while (results.hasNext()) {
        keys += results.next();
      }
    }
    assertThat(keys).isEqualTo(6);
  }

  private RunPlan plan() throws Exception {
    Path devices = Files.writeString(folder.resolve("devices.csv"), "device,ip\nplug,192.0.2.1\n");
    Path capture = Files.writeString(folder.resolve("a.pcap"), "");
    return PlanReader.read(
        new RunOptions(
            List.of(capture.toString()),
            List.of(),
            devices,
            null,
            null,
            null,
            Duration.ofSeconds(60),
            null,
            Duration.ofSeconds(60),
            null,
            Duration.ofMinutes(30),
            1,
            Duration.ofMillis(100),
            folder.resolve("out"),
            false),
        problem -> {});
  }

  /** Keeps more than Flink's own checkpoints hold, and lasts until one was taken. */
  private static final class Hoard extends KeyedProcessFunction<Long, Long, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(Long key, Context context, Collector<Long> out) throws Exception {
      getRuntimeContext()
          .getState(
              new org.apache.flink.api.common.state.ValueStateDescriptor<>("hoard", String.class))
          .update("x".repeat(STATE_CHARS));
      Thread.sleep(300);
      out.collect(key);
    }
  }
}
