package io.mudlark.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every query of every panel on the real servers: a Prometheus that reads a live run's metrics, and
 * an Elasticsearch core with a run's documents. A panel that would stay empty is a failure.
 */
class DashboardsIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<Process> PROCESSES = new ArrayList<>();

  /** As the data source on Kubernetes has it. */
  private static final String INDEX = "mudlark-*";

  /** Panels about what the story has none of. */
  private static final Set<String> NOTHING_TO_SHOW =
      Set.of(
          "processes.json, Busy clients, \"A\"",
          "processes.json, Exchanges rejected, \"A\"",
          "processes.json, Rejected flows of MQTT, \"A\"");

  @TempDir static Path folder;
  private static ElasticCore elastic;
  private static String prometheus;
  private static String alertmanager;
  private static Story story;
  private static Instant began;

  @BeforeAll
  static void startServersAndRunTheStory() throws Exception {
    began = Instant.now();
    String prometheusProgram = Peers.program("prometheus");
    String alertmanagerProgram = Peers.program("prometheus-alertmanager");
    elastic = ElasticCore.start(Files.createDirectory(folder.resolve("elastic")));
    story = Story.happeningNow(folder);
    startAlertmanager(alertmanagerProgram);
    int metrics = Peers.freePort();
    int metricsOfCaptures = Peers.freePort();
    startPrometheus(prometheusProgram, metrics, metricsOfCaptures);
    story.runOverCaptures(elastic.address(), metricsOfCaptures);
    elastic.refresh();
    int home = Peers.freePort();
    int office = Peers.freePort();
    Process run = story.listen(elastic.address(), home, office, metrics);
    PROCESSES.add(run);
    Peers.await(
        "a run that listens",
        90,
        () -> {
          assertThat(run.isAlive()).as(story.listeningLog()).isTrue();
          return answer("flink_taskmanager_job_task_operator_messages").size() == 1;
        });
    story.export("home", home);
    story.export("office", office);
    Peers.await("a checkpoint after the flows", 60, () -> !answer(FLOWS_AND_CHECKPOINTS).isEmpty());
  }

  private static final String OPERATOR = "flink_taskmanager_job_task_operator_";
  private static final Pattern METRIC = Pattern.compile("flink_\\w+[a-zA-Z0-9]\\b");
  private static final Pattern METRIC_ROW = Pattern.compile("(?m)^\\| `([a-zA-Z_`, ]+)` \\|");

  private static final String FLOWS_AND_CHECKPOINTS =
      "(sum(flink_taskmanager_job_task_operator_liveFlows) > 100)"
          + " and on() (max(flink_jobmanager_job_lastCheckpointDuration) > 0)"
          + " and on() (min(flink_taskmanager_job_task_operator_liveEventTimeMillis) > 0)";

  private static void startAlertmanager(String program) throws Exception {
    int port = Peers.freePort();
    alertmanager = "http://127.0.0.1:" + port;
    Path configuration =
        Files.writeString(
            folder.resolve("alertmanager.yml"),
            "route:\n  receiver: nobody\nreceivers:\n  - name: nobody\n");
    PROCESSES.add(
        Peers.start(
            folder.resolve("alertmanager.log"),
            List.of(
                program,
                "--config.file=" + configuration,
                "--storage.path=" + folder.resolve("alertmanager"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=")));
    Peers.await("Alertmanager", 30, () -> Peers.get(alertmanager + "/-/ready").contains("OK"));
  }

  /** The rules as they are, but looked at each second and told of at once. */
  private static void startPrometheus(String program, int metrics, int metricsOfCaptures)
      throws Exception {
    int port = Peers.freePort();
    prometheus = "http://127.0.0.1:" + port;
    String rules =
        Files.readString(Peers.root().resolve("dashboards/prometheus/rules.yml"))
            .replace("interval: 30s", "interval: 1s")
            .replaceAll("(?m)^ +for: .*\n", "");
    Files.writeString(folder.resolve("rules.yml"), rules);
    Path configuration =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 1s}
            rule_files: [rules.yml]
            alerting:
              alertmanagers:
                - static_configs: [{targets: ['%s']}]
            scrape_configs:
              - job_name: mudlark
                static_configs: [{targets: ['127.0.0.1:%d', '127.0.0.1:%d']}]
            """
                .formatted(alertmanager.substring("http://".length()), metrics, metricsOfCaptures));
    PROCESSES.add(
        Peers.start(
            folder.resolve("prometheus.log"),
            List.of(
                program,
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("prometheus"),
                "--web.listen-address=127.0.0.1:" + port)));
    Peers.await("Prometheus", 30, () -> Peers.get(prometheus + "/-/ready").contains("Ready"));
  }

  @AfterAll
  static void stopServers() throws InterruptedException {
    for (Process process : PROCESSES) {
      Peers.end(process);
    }
    if (elastic != null) {
      elastic.close();
    }
  }

  @Test
  void every_query_of_grafana_to_elasticsearch_has_an_answer() throws Exception {
    List<String> empty = new ArrayList<>();
    int asked = 0;
    for (Board.Target target : Board.targetsOfAll()) {
      if (!target.isMetric()) {
        asked++;
        JsonNode answer = elastic.search(INDEX, ElasticQuery.search(target.query()));
        if (ElasticQuery.isEmpty(answer) && !NOTHING_TO_SHOW.contains(target.where())) {
          empty.add(target + ": " + answer.path("error"));
        }
      }
    }
    assertThat(asked).isGreaterThan(50);
    assertThat(empty).isEmpty();
  }

  @Test
  void every_variable_of_grafana_has_values() throws Exception {
    for (Board board : Board.all()) {
      for (JsonNode variable : board.variables()) {
        if (variable.path("type").asText().equals("query")) {
          JsonNode query = JSON.readTree(variable.path("query").asText());
          JsonNode answer =
              elastic.search(
                  INDEX,
                  ElasticQuery.variable(
                      query.path("query").asText(), query.path("field").asText()));
          assertThat(answer.at("/aggregations/2/buckets")).as(variable.toString()).isNotEmpty();
        }
      }
    }
  }

  @Test
  void every_search_and_panel_of_kibana_has_an_answer() throws Exception {
    List<String> empty = new ArrayList<>();
    for (JsonNode object : KibanaObjects.all()) {
      String stream = KibanaObjects.stream(object);
      if (!stream.isEmpty()) {
        JsonNode answer = elastic.search("mudlark-" + stream + "*", KibanaObjects.search(object));
        if (ElasticQuery.isEmpty(answer)) {
          empty.add(object.path("id").asText() + ": " + answer.path("error"));
        }
      }
    }
    assertThat(empty).isEmpty();
  }

  @Test
  void every_query_to_prometheus_has_an_answer() throws Exception {
    List<String> empty = new ArrayList<>();
    int asked = 0;
    for (Board.Target target : Board.targetsOfAll()) {
      if (target.isMetric()) {
        asked++;
        String query = target.query().path("expr").asText().replace("$__rate_interval", "30s");
        if (answers(query).isEmpty()) {
          empty.add(target + ": " + query);
        }
      }
    }
    assertThat(asked).isGreaterThan(20);
    assertThat(empty).isEmpty();
  }

  @Test
  void every_metric_that_a_rule_or_a_page_names_is_there() throws Exception {
    Set<String> named = new TreeSet<>();
    for (String file :
        List.of(
            "dashboards/prometheus/rules.yml", "docs/75-dashboards.md", "docs/77-operations.md")) {
      Matcher names = METRIC.matcher(Files.readString(Peers.root().resolve(file)));
      while (names.find()) {
        named.add(names.group());
      }
    }
    String page = Files.readString(Peers.root().resolve("docs/75-dashboards.md"));
    Matcher rows = METRIC_ROW.matcher(page.substring(page.indexOf("## Metrics")));
    while (rows.find()) {
      for (String name : rows.group(1).split("`, `")) {
        named.add(OPERATOR + name);
      }
    }
    List<String> absent = new ArrayList<>();
    for (String name : named) {
      if (answers(name).isEmpty()) {
        absent.add(name);
      }
    }
    assertThat(named).hasSizeGreaterThan(20);
    assertThat(absent).isEmpty();
  }

  @Test
  void a_rule_that_fires_is_seen_in_alertmanager() throws Exception {
    String amtool = Peers.program("amtool");
    // hosts that are in no devices file have part in most flows, or exporters have fallen silent
    Peers.await(
        "an alert",
        60,
        () ->
            Peers.output(0, List.of(amtool, "--alertmanager.url=" + alertmanager, "alert", "query"))
                .contains("Mudlark"));
  }

  /** What a query says now. */
  private static JsonNode answer(String query) throws IOException, InterruptedException {
    return ask("query?query=" + encoded(query));
  }

  /** What it said at any time since the first run began. */
  private static JsonNode answers(String query) throws IOException, InterruptedException {
    String range = "&start=" + began + "&end=" + Instant.now() + "&step=1s";
    return ask("query_range?query=" + encoded(query) + range);
  }

  private static JsonNode ask(String what) throws IOException, InterruptedException {
    return JSON.readTree(Peers.get(prometheus + "/api/v1/" + what)).at("/data/result");
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }
}
