package io.mudlark.jobs.elastic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mudlark.generator.DemoScenario;
import io.mudlark.generator.scenario.Generated;
import io.mudlark.generator.scenario.ScenarioOptions;
import io.mudlark.jobs.cli.MudlarkCommand;
import io.mudlark.jobs.collect.CollectedFlow;
import io.mudlark.jobs.collect.Collector;
import io.mudlark.jobs.collect.CollectorRules;
import io.mudlark.jobs.collect.FlowStore;
import io.mudlark.jobs.collect.FlowStores;
import io.mudlark.jobs.collect.StoreAccount;
import io.mudlark.jobs.collect.StoreLimits;
import io.mudlark.jobs.delivery.DeliverySettings;
import io.mudlark.jobs.delivery.DeliverySink;
import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.delivery.ResultStream;
import io.mudlark.jobs.delivery.Transport;
import io.mudlark.source.datagram.CapturedExports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results into a real Elasticsearch core, with failures on both sides. */
class ElasticSinkIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long WEEK_MILLIS = 7L * 86_400_000;
  private static final AtomicBoolean FAILED = new AtomicBoolean();

  @TempDir static Path home;
  @TempDir Path folder;
  private static ElasticServer server;

  @BeforeAll
  static void startServer() throws IOException, InterruptedException {
    server = ElasticServer.start(home);
  }

  @AfterAll
  static void stopServer() throws InterruptedException {
    if (server != null) {
      server.close();
    }
  }

  private static ElasticSettings settings(String prefix) {
    return new ElasticSettings(
        List.of(server.address()), prefix, false, false, true, null, null, null, null);
  }

  @Test
  void every_kind_of_document_fits_its_strict_mapping() throws Exception {
    try (Transport transport = new ElasticTransport(settings("kinds"))) {
      Transport.Answer answer = transport.send(FieldCatalogTest.documents());

      assertThat(answer.refused()).isEmpty();
      assertThat(answer.again()).isEmpty();
    }
    server.post("/kinds-*/_refresh", "");
    assertThat(count("kinds-*")).isEqualTo(FieldCatalogTest.distinctDocuments());
  }

  @Test
  void a_newer_telling_replaces_an_older_one_and_never_the_other_way() throws Exception {
    ResultDocument first = alert(1, "{\"message\":\"one\"}");
    ResultDocument second = alert(2, "{\"message\":\"two\"}");
    try (Transport transport = new ElasticTransport(settings("tellings"))) {
      assertThat(transport.send(List.of(second)).refused()).isEmpty();
      assertThat(transport.send(List.of(first)).refused()).isEmpty();
      assertThat(transport.send(List.of(second)).refused()).isEmpty();
    }
    assertThat(server.get("/tellings-alerts/_doc/a1")).contains("\"two\"").doesNotContain("one");
  }

  @Test
  void a_document_that_does_not_fit_the_mapping_is_laid_aside_and_the_others_arrive()
      throws Exception {
    List<ResultDocument> batch =
        List.of(
            alert(1, "{\"message\":\"good\"}"),
            new ResultDocument(
                ResultStream.ALERTS, "a2", 1, 0, "", "{\"@timestamp\":\"yesterday\"}"));
    try (Transport transport = new ElasticTransport(settings("misfits"))) {
      Transport.Answer answer = transport.send(batch);

      assertThat(answer.refused())
          .singleElement()
          .satisfies(
              refusal -> {
                assertThat(refusal.document().id()).isEqualTo("a2");
                assertThat(refusal.reason()).contains("@timestamp");
              });
    }
    assertThat(server.get("/misfits-alerts/_doc/a1")).contains("good");
  }

  @Test
  void a_failure_of_the_job_loses_nothing_and_doubles_nothing() throws Exception {
    FAILED.set(false);
    StreamExecutionEnvironment env = environment();
    source(env, 20_000, 10_000)
        .map(
            n -> {
              if (n == 12_000 && FAILED.compareAndSet(false, true)) {
                throw new IllegalStateException("injected");
              }
              return n;
            })
        .returns(Types.LONG)
        .sinkTo(sink("failing"))
        .uid("elastic");
    env.execute();

    assertThat(FAILED).isTrue();
    assertExactly("failing", 20_000);
  }

  @Test
  void a_server_that_is_away_for_a_while_misses_nothing() throws Exception {
    Duration away = Duration.ofSeconds("1".equals(System.getenv("MUDLARK_STRICT")) ? 60 : 5);
    StreamExecutionEnvironment env = environment();
    source(env, 3_000, 600).sinkTo(sink("away")).uid("elastic");
    CompletableFuture<Void> job =
        CompletableFuture.runAsync(
            () -> {
              try {
                env.execute();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    while (count("away-*") < 300) {
      Thread.sleep(50);
      server.post("/away-*/_refresh", "");
    }
    server.stop();
    Thread.sleep(away.toMillis());
    server.start();
    job.get();

    assertExactly("away", 3_000);
    assertThat(Files.exists(folder.resolve("dead"))).isFalse();
  }

  @Test
  void what_the_collector_stores_is_there_once_and_can_be_searched() throws Exception {
    Path capture = Path.of(ElasticSinkIT.class.getResource("/mission/ipfix-live.pcap").toURI());
    for (int again = 0; again < 2; again++) {
      Collector collector =
          new Collector(
              List.of(FlowStores.elastic(settings("plant"))),
              StoreLimits.standard(),
              CollectorRules.standard(false));
      try (CapturedExports reader = CapturedExports.open("plant", capture, Set.of(2055))) {
        collector.read(reader);
      }
      StoreAccount account = collector.stop(Duration.ofSeconds(60)).stores().get(0);
      assertThat(account.stored()).isEqualTo(13);
      assertThat(account.refused()).isZero();
    }
    server.post("/plant-*/_refresh", "");
    assertThat(count("plant-exchanges-*")).isEqualTo(13);
    assertThat(
            found(
                "plant-exchanges-*",
                "{\"bool\":{\"filter\":[{\"term\":{\"mqttTopic\":\"live/q1\"}},"
                    + "{\"range\":{\"destinationIPv4Address\":{\"gte\":\"127.0.0.0\"}}},"
                    + "{\"range\":{\"@timestamp\":{\"gte\":\"2026-01-01\"}}}]}}"))
        .isPositive();
  }

  @Test
  void records_of_any_exporter_are_indexed_by_the_names_of_their_elements() throws Exception {
    Map<String, Object> usual =
        Map.of(
            "sourceIPv6Address", "2001:db8::7",
            "octetDeltaCount", 5_000_000_000L,
            "flowStartNanoseconds", "2026-11-22T00:00:00.000000001Z",
            "interfaceName", "eth0");
    // a counter beyond 2^63 is text, and a list is a list
    Map<String, Object> odd =
        Map.of("octetDeltaCount", "18446744073709551615", "mplsLabels", List.of(1, 2, 3));
    try (FlowStore store = FlowStores.elastic(settings("any"))) {
      FlowStore.Written written = store.write(List.of(flow("1", usual), flow("2", odd)));
      assertThat(written.refused()).as(String.valueOf(written.reason())).isZero();
    }
    server.post("/any-*/_refresh", "");
    assertThat(count("any-flows-2026.11.22")).isEqualTo(2);
    assertThat(found("any-flows-*", "{\"term\":{\"sourceIPv6Address\":\"2001:db8::/32\"}}"))
        .isEqualTo(1);
    assertThat(found("any-flows-*", "{\"range\":{\"octetDeltaCount\":{\"gt\":4294967296}}}"))
        .isEqualTo(1);
    assertThat(found("any-flows-*", "{\"term\":{\"mplsLabels\":2}}")).isEqualTo(1);
    assertThat(
            found("any-flows-*", "{\"range\":{\"flowStartNanoseconds\":{\"lt\":\"2026-11-23\"}}}"))
        .isEqualTo(1);
  }

  private static CollectedFlow flow(String id, Map<String, Object> fields) {
    long time = Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();
    return new CollectedFlow(
        id.repeat(24), ResultStream.FLOWS, new CollectedFlow.Times(time, time), fields, 100);
  }

  private static long found(String index, String query) throws Exception {
    String answer = server.post("/" + index + "/_count", "{\"query\":" + query + "}");
    return JSON.readTree(answer).path("count").asLong(-1);
  }

  @Test
  void a_run_tells_stores_everything_people_what_is_not_suppressed_and_nobody_a_secret()
      throws Exception {
    Generated traffic =
        DemoScenario.writeTo(folder.resolve("traffic"), 11, ScenarioOptions.defaults());
    Path out = folder.resolve("out");
    List<String> command =
        new ArrayList<>(
            List.of(
                "run",
                "--no-progress",
                "--mud=" + traffic.mudDirectory(),
                "--devices=" + traffic.devices(),
                "--sites=" + traffic.sites(),
                "--out=" + out,
                "--alert-preset=quiet",
                "--elastic=" + server.address(),
                "--elastic-user=ci",
                "--elastic-password=file:" + secret("password", "hush-elastic"),
                "--webhook-key=file:" + secret("key", "hush-webhook"),
                "--elastic-prefix=whole"));
    traffic.captures().forEach((site, file) -> command.add("--input=" + site + "=" + file));
    try (Receivers receivers = new Receivers();
        // ci:hush-elastic
        Overheard log = Overheard.listenFor("hush-", "Y2k6aHVzaC1lbGFzdGlj")) {
      command.addAll(receivers.options());
      assertThat(MudlarkCommand.execute(command.toArray(String[]::new))).isZero();
      assertThat(log.lines()).isGreaterThan(1_000);
      assertThat(log.told()).isEmpty();

      server.post("/whole-*/_refresh", "");
      for (String stream : List.of("rejected", "characterizations", "evolution")) {
        assertThat(count("whole-" + stream + "-*")).isEqualTo(lines(out, stream).size());
      }
      List<JsonNode> alerts = lines(out, "alerts");
      assertThat(count("whole-alerts"))
          .isEqualTo(alerts.stream().map(ElasticSinkIT::id).distinct().count());
      assertThat(count("whole-ledger")).isPositive();

      List<String> told =
          alerts.stream()
              .filter(alert -> !alert.has("suppressed"))
              .map(alert -> id(alert) + "/" + alert.path("revision").asText())
              .toList();
      assertThat(told).isNotEmpty().hasSizeLessThan(alerts.size());
      assertThat(receivers.posted()).containsExactlyInAnyOrderElementsOf(told);
      assertThat(receivers.logged()).containsExactlyInAnyOrderElementsOf(told);
      assertThat(receivers.stored())
          .isNotEmpty()
          .allSatisfy(exchange -> assertThat(exchange).containsKey("mqttTopic"));
    }
    assertThat(out.resolve("dead-letters")).doesNotExist();
  }

  private Path secret(String name, String secret) throws IOException {
    return Files.writeString(folder.resolve(name), secret + "\n");
  }

  private static String id(JsonNode alert) {
    return alert.path("id").asText();
  }

  private static List<JsonNode> lines(Path out, String stream) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve(stream + ".jsonl"))) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private static ResultDocument alert(int revision, String json) {
    return new ResultDocument(ResultStream.ALERTS, "a1", revision, 0, "", json);
  }

  private StreamExecutionEnvironment environment() {
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
    env.enableCheckpointing(300);
    return env;
  }

  private static DataStream<Long> source(
      StreamExecutionEnvironment env, long count, double perSecond) {
    long pause = (long) (1e9 * env.getParallelism() / perSecond);
    return env.fromSource(
            new NumberSequenceSource(0, count - 1), WatermarkStrategy.noWatermarks(), "numbers")
        .map(
            n -> {
              LockSupport.parkNanos(pause);
              return n;
            })
        .returns(Types.LONG);
  }

  private DeliverySink<Long> sink(String prefix) {
    return new DeliverySink<>(
        (n, context) ->
            new ResultDocument(
                ResultStream.LEDGER,
                "n" + n,
                1,
                WEEK_MILLIS,
                "ut",
                "{\"mudlark\":{\"site\":\"ut\",\"count\":" + n + "}}"),
        new ElasticTransport.ToElastic(settings(prefix)),
        DeliverySettings.standard(folder.resolve("dead").toString()));
  }

  private static void assertExactly(String prefix, long documents) throws Exception {
    server.post("/" + prefix + "-*/_refresh", "");
    assertThat(count(prefix + "-*")).isEqualTo(documents);
    JsonNode sum =
        JSON.readTree(
            server.post(
                "/" + prefix + "-*/_search",
                "{\"size\":0,\"aggs\":{\"sum\":{\"sum\":{\"field\":\"mudlark.count\"}}}}"));
    assertThat(sum.at("/aggregations/sum/value").asLong())
        .isEqualTo(documents * (documents - 1) / 2);
  }

  private static long count(String index) throws Exception {
    return JSON.readTree(server.get("/" + index + "/_count")).path("count").asLong();
  }
}
