package io.mudlark.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.generator.DemoScenario;
import io.mudlark.generator.scenario.Generated;
import io.mudlark.generator.scenario.ScenarioOptions;
import io.mudlark.jobs.config.PlanReader;
import io.mudlark.jobs.config.RunOptions;
import io.mudlark.jobs.config.RunPlan;
import io.mudlark.jobs.document.LedgerDocument;
import io.mudlark.jobs.sink.ResultFile;
import io.mudlark.jobs.sink.ResultFiles;
import io.mudlark.jobs.sink.ResultMerge;
import io.mudlark.ledger.Tally;
import io.mudlark.source.flink.CaptureSource;
import io.mudlark.stream.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The page as it ships, on a real cluster in this process, over generated captures. */
class MrtPipelineIT {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(7)
              .build());

  @TempDir static Path folder;
  private static Generated traffic;
  private static Map<ResultFile, List<String>> undisturbed;
  private static List<Tally> ledger;

  @BeforeAll
  static void runOnceUndisturbed() throws Exception {
    traffic = DemoScenario.writeTo(folder.resolve("traffic"), 11, ScenarioOptions.defaults());
    Path out = folder.resolve("undisturbed");
    execute(plan(out, false), 2, 0, false);
    undisturbed = documents(out);
    ledger = new ResultMerge(out).ledger();
  }

  @Test
  void every_packet_ends_in_exactly_one_count() {
    LedgerDocument document = LedgerDocument.of(ledger);
    assertThat(document.balances()).isTrue();
    long read =
        ledger.stream().filter(t -> t.book() == Tally.Book.PACKETS).mapToLong(Tally::count).sum();
    assertThat(read).isEqualTo(traffic.packets());
    assertThat(ledger).noneMatch(t -> t.fate().equals("late") || t.fate().equals("unjudged"));
  }

  @Test
  void the_scan_of_both_sites_is_one_alert_and_an_episode_on_each_device() throws IOException {
    Map<String, JsonNode> alerts = new TreeMap<>();
    for (String line : undisturbed.get(ResultFile.ALERTS)) {
      JsonNode alert = new ObjectMapper().readTree(line);
      alerts.put(alert.path("id").asText(), alert);
    }
    List<String> kinds =
        alerts.values().stream()
            .map(a -> a.path("pattern").asText() + " " + a.path("signature").path("key").asText())
            .sorted()
            .toList();
    assertThat(kinds)
        .contains(
            "device-episode port-scan-inbound/tcp",
            "same-episode-on-devices port-scan-inbound/tcp");
    JsonNode both =
        alerts.values().stream()
            .filter(a -> a.path("pattern").asText().equals("same-episode-on-devices"))
            .findFirst()
            .orElseThrow();
    assertThat(both.path("participants")).hasSize(2);
  }

  @Test
  void parallelism_and_the_order_of_inputs_change_no_byte() throws Exception {
    for (int parallelism : new int[] {1, 4, 7}) {
      Path out = folder.resolve("parallel-" + parallelism);
      execute(plan(out, parallelism == 4), parallelism, 0, false);
      assertThat(documents(out)).isEqualTo(undisturbed);
      assertThat(new ResultMerge(out).ledger()).isEqualTo(ledger);
    }
  }

  @Test
  void a_run_that_died_twice_and_was_restored_gives_the_same_bytes() throws Exception {
    Path out = folder.resolve("died");
    execute(plan(out, false), 2, 2, true);
    assertThat(FailingOnceSource.DEATHS_LEFT).hasValue(0);
    assertThat(documents(out)).isEqualTo(undisturbed);
    assertThat(new ResultMerge(out).ledger()).isEqualTo(ledger);
  }

  private static RunPlan plan(Path out, boolean reversed) throws Exception {
    List<String> inputs = new ArrayList<>();
    traffic.captures().forEach((site, capture) -> inputs.add(site + "=" + capture));
    if (reversed) {
      Collections.reverse(inputs);
    }
    return PlanReader.read(
        new RunOptions(
            inputs,
            List.of(traffic.mudDirectory()),
            traffic.devices(),
            traffic.sites(),
            null,
            null,
            Duration.ofSeconds(60),
            null,
            Duration.ofSeconds(60),
            null,
            Duration.ofMinutes(30),
            2,
            out),
        problem -> assertThat(problem).isNull());
  }

  private static void execute(RunPlan plan, int parallelism, int deaths, boolean slowly)
      throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.MAX_PARALLELISM, 128);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY, deaths > 0 ? "fixed-delay" : "disable");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, deaths);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(parallelism);
    FailingOnceSource.DEATHS_LEFT.set(deaths);
    CaptureSource real = new CaptureSource(plan.inputs(), plan.meter());
    Source<Observation, ?, ?> source = slowly ? new FailingOnceSource(real, 5) : real;
    new MrtPipeline(plan.settings(), source, new ResultFiles(plan.out(), 60_000)).assemble(env);
    env.execute();
  }

  private static Map<ResultFile, List<String>> documents(Path out) throws IOException {
    Map<ResultFile, List<String>> documents = new TreeMap<>();
    for (ResultFile file : ResultFile.values()) {
      new ResultMerge(out).merge(file);
      List<String> lines = Files.readAllLines(out.resolve(file.fileName()));
      assertThat(lines.isEmpty()).as(file.fileName()).isEqualTo(file == ResultFile.DEVIATIONS);
      documents.put(file, lines);
    }
    return documents;
  }
}
