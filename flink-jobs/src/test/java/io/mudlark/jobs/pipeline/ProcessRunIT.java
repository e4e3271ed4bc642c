package io.mudlark.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.generator.scenario.Generated;
import io.mudlark.generator.scenario.Scenario;
import io.mudlark.generator.scenario.ScenarioOptions;
import io.mudlark.generator.scenario.ScenarioReader;
import io.mudlark.jobs.config.PlanReader;
import io.mudlark.jobs.config.RunOptions;
import io.mudlark.jobs.config.RunPlan;
import io.mudlark.jobs.evaluate.Training;
import io.mudlark.jobs.mine.AlertedCases;
import io.mudlark.jobs.mine.LogFiles;
import io.mudlark.jobs.mine.MineInput;
import io.mudlark.jobs.sink.ResultFile;
import io.mudlark.jobs.sink.ResultFiles;
import io.mudlark.jobs.sink.ResultMerge;
import io.mudlark.process.log.CsvColumns;
import io.mudlark.process.mqtt.FlowMapping;
import io.mudlark.process.mqtt.MqttExchange;
import io.mudlark.source.flink.CaptureSource;
import io.mudlark.stream.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

/** A plant whose controller breaks its process, held against a model of the plant in the stream. */
class ProcessRunIT {
  private static final int SEED = 4;
  private static final ScenarioOptions SHORT =
      ScenarioOptions.defaults().withDuration(Duration.ofMinutes(25));
  private static final String PLANT =
      """
      name: small-plant
      start: 2026-03-02T08:00:00Z
      duration: PT25M
      sites:
        - name: east
          vlan: 0
          ipv4: 192.168.1.0/24
          ipv6: fd00:1::/64
          controllers: {"urn:fieldlark:controller:mqtt-broker": broker}
          stations:
            - {name: broker, host: 20, kind: mqtt-broker}
            - {name: temperature-sensor, host: 21, kind: mqtt-sensor}
            - {name: process-controller, host: 22, kind: mqtt-controller}
            - {name: valve, host: 23, kind: mqtt-actuator}
            - {name: fan, host: 24, kind: mqtt-actuator}
      attacks:
        - {site: east, device: process-controller, after: PT5M, lasts: PT1M30S, type: process,
           with: {fault: SWAPPED_STEPS}}
        - {site: east, device: process-controller, after: PT15M, lasts: PT1M30S, type: process,
           with: {fault: OMITTED_STEP}}
      """;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  @TempDir static Path folder;
  private static Scenario plant;
  private static String model;
  private static Generated broken;
  private static List<String> undisturbed;
  private static List<String> deviations;

  @BeforeAll
  static void learnAndRunOnceUndisturbed() throws Exception {
    plant = ScenarioReader.read("small-plant", PLANT);
    Path training = folder.resolve("training");
    model =
        Training.of(plant, SEED, training, problem -> assertThat(problem).isNull()).processModel();
    broken = plant.writeTo(folder.resolve("broken"), SEED, SHORT);
    undisturbed = alerts(run("one", broken, 1, 0));
    deviations = documents(folder.resolve("out-one"), ResultFile.DEVIATIONS);
  }

  @Test
  void both_faults_are_told_with_case_step_and_what_was_expected() throws IOException {
    assertThat(undisturbed).isNotEmpty();
    TreeSet<String> minutes = new TreeSet<>();
    TreeSet<String> checks = new TreeSet<>();
    for (String line : undisturbed) {
      JsonNode alert = new ObjectMapper().readTree(line);
      assertThat(alert.path("pattern").asText()).isEqualTo("process-deviation");
      JsonNode process = alert.path("process");
      assertThat(process.path("case").asText()).isNotEmpty();
      assertThat(process.path("activity").asText()).contains("\u2192");
      assertThat(process.path("expected")).isNotEmpty();
      assertThat(process.path("model").asText()).isEqualTo("evaluation");
      assertThat(process.path("confidence").asDouble()).isEqualTo(1);
      assertThat(process.path("flowIds")).isNotEmpty();
      minutes.add(alert.path("firstWindowStart").asText().substring(14, 15));
      process.path("checks").forEach(check -> checks.add(check.asText()));
    }
    assertThat(minutes).containsExactly("0", "1");
    assertThat(checks).contains("replay");
  }

  /** Each check speaks once per case: what an alert tells of together is there one by one. */
  @Test
  void each_deviation_is_a_document_of_its_own() throws IOException {
    TreeSet<String> alone = new TreeSet<>();
    TreeSet<String> ids = new TreeSet<>();
    for (String line : deviations) {
      JsonNode it = new ObjectMapper().readTree(line);
      alone.add(it.path("alertId").asText() + " " + it.path("check").asText());
      assertThat(ids.add(it.path("id").asText())).isTrue();
      assertThat(it.path("case").asText()).isNotEmpty();
      assertThat(it.path("flowIds")).isNotEmpty();
    }
    TreeSet<String> together = new TreeSet<>();
    for (String line : undisturbed) {
      JsonNode alert = new ObjectMapper().readTree(line);
      for (JsonNode check : alert.path("process").path("checks")) {
        together.add(alert.path("id").asText() + " " + check.asText());
      }
      assertThat(alert.path("coverage").path("share").asDouble()).isEqualTo(1);
    }
    assertThat(alone).isEqualTo(together).isNotEmpty();
  }

  @Test
  void the_evidence_is_found_again_in_the_capture_and_left_out_of_learning() throws Exception {
    AlertedCases alerted = AlertedCases.read(folder.resolve("out-one/alerts.jsonl"));
    String site = alerted.site(null);
    MineInput input =
        new LogFiles(CsvColumns.DEFAULT, site, problem -> assertThat(problem).isNull())
            .read(List.copyOf(broken.captures().values()), FlowMapping.standard(Set.of()), false);
    Set<String> read = input.exchanges().stream().map(MqttExchange::id).collect(Collectors.toSet());
    for (String line : undisturbed) {
      for (JsonNode id : new ObjectMapper().readTree(line).path("process").path("flowIds")) {
        assertThat(read).contains(id.asText());
        assertThat(alerted.names(site)).contains(id.asText());
      }
    }
  }

  @Test
  void parallelism_changes_no_alert() throws Exception {
    Path out = run("four", broken, 4, 0);
    assertThat(alerts(out)).isEqualTo(undisturbed);
    assertThat(documents(out, ResultFile.DEVIATIONS)).isEqualTo(deviations);
  }

  @Test
  void a_run_that_died_and_was_restored_gives_the_same_alerts() throws Exception {
    Path out = run("died", broken, 2, 1);
    assertThat(alerts(out)).isEqualTo(undisturbed);
    assertThat(documents(out, ResultFile.DEVIATIONS)).isEqualTo(deviations);
    assertThat(FailingOnceSource.DEATHS_LEFT).hasValue(0);
  }

  @Test
  void a_plant_that_keeps_to_its_process_gives_no_alert() throws Exception {
    Generated benign = plant.writeTo(folder.resolve("benign"), SEED + 1, SHORT.withAttacks(false));
    assertThat(alerts(run("benign", benign, 2, 0))).isEmpty();
  }

  private static Path run(String name, Generated traffic, int parallelism, int deaths)
      throws Exception {
    RunPlan plan = plan(traffic, folder.resolve("out-" + name)).withProcess(model);
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
    Source<Observation, ?, ?> source = deaths > 0 ? new FailingOnceSource(real, 25) : real;
    new MrtPipeline(plan.settings(), source, new ResultFiles(plan.out(), 60_000)).assemble(env);
    env.execute();
    return plan.out();
  }

  private static RunPlan plan(Generated traffic, Path out) throws Exception {
    List<String> inputs = new ArrayList<>();
    for (Map.Entry<String, Path> capture : traffic.captures().entrySet()) {
      inputs.add(capture.getKey() + "=" + capture.getValue());
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

  private static List<String> alerts(Path out) throws IOException {
    return documents(out, ResultFile.ALERTS);
  }

  private static List<String> documents(Path out, ResultFile file) throws IOException {
    new ResultMerge(out).merge(file);
    return Files.readAllLines(out.resolve(file.fileName()));
  }
}
