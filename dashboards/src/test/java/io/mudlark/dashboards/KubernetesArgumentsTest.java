package io.mudlark.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands in the manifests are commands of the program. */
class KubernetesArgumentsTest {
  private static final Path BASE = Peers.root().resolve("k8s/base");
  private static final String OF_A_POD = "/spec/template/spec/containers/0/args";

  @Test
  void every_option_in_a_manifest_is_one_of_its_command() throws Exception {
    assertUnderstood(arguments("detect/flinkdeployment.yaml", "/spec/job/args", "detect"));
    assertUnderstood(arguments("ingest/ingest.yaml", OF_A_POD, ""));
    assertUnderstood(arguments("collector/collector.yaml", OF_A_POD, "collect"));
    assertUnderstood(arguments("probe/probe.yaml", OF_A_POD, "probe"));
  }

  /** With one option that no command has, that one alone is complained about, and nothing runs. */
  private static void assertUnderstood(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(Story.java());
    command.addAll(arguments);
    command.add("--no-such-option");
    assertThat(Peers.output(2, command)).contains("Unknown option: '--no-such-option'");
  }

  private static List<String> arguments(String file, String where, String entryPoint)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    if (!entryPoint.isEmpty()) {
      arguments.add(entryPoint);
    }
    YAMLMapper yaml = new YAMLMapper();
    try (var documents =
        yaml.readerFor(JsonNode.class).<JsonNode>readValues(Files.readString(BASE.resolve(file)))) {
      JsonNode first = documents.next();
      first.at(where).forEach(argument -> arguments.add(argument.asText()));
    }
    assertThat(arguments).isNotEmpty();
    return arguments;
  }
}
