package io.mudlark.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The rules, with Prometheus' own tool. */
class PrometheusRulesTest {
  private static final Path FOLDER = Peers.root().resolve("dashboards/prometheus");

  @Test
  void each_rule_fires_when_it_should_and_only_then() throws Exception {
    String promtool = Peers.program("promtool");
    Peers.output(0, List.of(promtool, "check", "rules", FOLDER.resolve("rules.yml").toString()));
    String said =
        Peers.output(
            0, List.of(promtool, "test", "rules", FOLDER.resolve("rules-test.yml").toString()));
    assertThat(said).contains("SUCCESS");
  }

  @Test
  void each_rule_has_a_test_in_which_it_fires_and_one_in_which_it_does_not() throws Exception {
    YAMLMapper yaml = new YAMLMapper();
    Set<String> names = new TreeSet<>();
    JsonNode rules = yaml.readTree(Files.readString(FOLDER.resolve("rules.yml")));
    rules.at("/groups/0/rules").forEach(rule -> names.add(rule.path("alert").asText()));
    Set<String> firing = new TreeSet<>();
    Set<String> silent = new TreeSet<>();
    JsonNode tests = yaml.readTree(Files.readString(FOLDER.resolve("rules-test.yml")));
    for (JsonNode test : tests.path("tests")) {
      JsonNode expected = test.at("/alert_rule_test/0");
      boolean fires = !expected.path("exp_alerts").isEmpty();
      (fires ? firing : silent).add(expected.path("alertname").asText());
    }
    assertThat(firing).isEqualTo(names);
    assertThat(silent).isEqualTo(names);
  }

  @Test
  void kubernetes_has_the_same_rules() throws Exception {
    YAMLMapper yaml = new YAMLMapper();
    JsonNode ours = yaml.readTree(Files.readString(FOLDER.resolve("rules.yml")));
    JsonNode theirs =
        yaml.readTree(Files.readString(Peers.root().resolve("k8s/base/monitoring/rules.yaml")));
    assertThat(theirs.at("/spec/groups")).isEqualTo(ours.path("groups"));
  }
}
