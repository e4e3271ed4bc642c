package io.mudlark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.mudlark.jobs.config.CollectorEnvironment;
import io.mudlark.jobs.config.ProbeEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The structure of the container files; nothing here builds or runs an image. */
class ContainersTest {
  private static final Path ROOT = Path.of(System.getProperty("mudlark.root", ".."));
  private static final Set<String> PROBE = ProbeEnvironment.NAMES;

  /** One stage of a build: its name, the base it stands on, and its instructions. */
  private record Stage(String name, String base, List<String> instructions) {
    /** The last of a kind, or empty. */
    String last(String word) {
      String found = "";
      for (String instruction : instructions) {
        found =
            instruction.startsWith(word + " ") ? instruction.substring(word.length() + 1) : found;
      }
      return found.strip();
    }

    Set<String> variables() {
      Set<String> names = new TreeSet<>();
      for (String instruction : instructions) {
        Matcher pair = Pattern.compile("([A-Z_]+)=").matcher(instruction);
        while (instruction.startsWith("ENV ") && pair.find()) {
          names.add(pair.group(1));
        }
      }
      return names;
    }
  }

  @Test
  void images_are_made_in_stages_and_keep_no_build_tools() throws IOException {
    Map<String, Stage> stages = stages();
    assertThat(stages.keySet()).containsExactly("build", "mudlark", "collector", "probe");
    assertThat(stages.get("build").base()).isEqualTo("${JDK}");
    assertThat(stages.get("mudlark").base()).isEqualTo("${JRE}");
    assertThat(stages.get("collector").base()).isEqualTo("mudlark");
    assertThat(stages.get("probe").base()).isEqualTo("mudlark");
  }

  @Test
  void base_images_are_tagged() throws IOException {
    for (String line : Files.readAllLines(ROOT.resolve("containers/Containerfile"))) {
      if (line.startsWith("ARG J")) {
        assertThat(line).matches("ARG J[DR][KE]=[a-z0-9./-]+:17-[a-z0-9-]+");
      }
    }
    assertThat(compose().at("/services/mongo/image").textValue()).matches("[a-z./]+:[0-9.]+");
  }

  @Test
  void nobody_runs_as_root() throws IOException {
    for (Stage stage : stages().values()) {
      if (!stage.name().equals("build")) {
        String user = stage.last("USER");
        boolean inherits = user.isEmpty() && stage.base().equals("mudlark");
        assertThat(inherits || user.equals("10001:10001")).as(stage.name()).isTrue();
      }
    }
    compose()
        .get("services")
        .forEach(
            service -> {
              assertThat(service.has("privileged")).isFalse();
              assertThat(service.has("user")).isFalse();
            });
  }

  @Test
  void what_is_copied_is_there_or_built() throws IOException {
    assertThat(ROOT.resolve("mudlark")).isExecutable();
    assertThat(ROOT.resolve("LICENSE")).isRegularFile();
    String version = Files.readString(ROOT.resolve("pom.xml")).split("<version>", 2)[1];
    String jar = "flink-jobs-" + version.substring(0, version.indexOf('<')) + ".jar";
    assertThat(Files.readString(ROOT.resolve("containers/Containerfile"))).contains(jar);
    assertThat(Files.readString(ROOT.resolve("mudlark"))).contains(jar).contains("target-quick");
  }

  @Test
  void the_commands_that_images_run_exist_and_know_their_variables() throws IOException {
    Map<String, Stage> stages = stages();
    assertThat(stages.get("collector").last("ENTRYPOINT")).endsWith("\"collect\"]");
    assertThat(stages.get("collector").variables()).isSubsetOf(CollectorEnvironment.NAMES);
    assertThat(stages.get("probe").last("ENTRYPOINT")).endsWith("\"probe\"]");
    assertThat(stages.get("probe").variables()).isEqualTo(new TreeSet<>(PROBE));
    assertThat(MudlarkCommand.execute("collect", "--help")).isZero();
    Set<String> options =
        new CommandLine(new ProbeCommand()).getCommandSpec().optionsMap().keySet();
    for (String name : PROBE) {
      assertThat(options).contains(optionOf(name));
    }
  }

  private static String optionOf(String variable) {
    return "--" + variable.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Test
  void compose_sets_the_originals_variables_and_no_others() throws IOException {
    JsonNode services = compose().get("services");
    Set<String> collector = new TreeSet<>();
    services.at("/collector/environment").fieldNames().forEachRemaining(collector::add);
    Set<String> probe = new TreeSet<>();
    services.at("/probe/environment").fieldNames().forEachRemaining(probe::add);
    assertThat(collector)
        .containsExactly("COLLECTOR", "COLLECTOR_PORT", "MONGO_COLLECTION", "MONGO_URL");
    assertThat(probe).isEqualTo(new TreeSet<>(PROBE));
    assertThat(services.at("/collector/environment/MONGO_URL").textValue())
        .isEqualTo("mongodb://mongo:27017");
    assertThat(services.at("/collector/ports/0").textValue())
        .endsWith(":" + services.at("/collector/environment/COLLECTOR_PORT").textValue() + "/udp");
    assertThat(services.at("/probe/environment/PORT").textValue())
        .isEqualTo(services.at("/collector/environment/COLLECTOR_PORT").textValue());
  }

  @Test
  void compose_builds_stages_that_there_are() throws IOException {
    JsonNode services = compose().get("services");
    for (String name : List.of("collector", "probe")) {
      JsonNode build = services.get(name).get("build");
      assertThat(ROOT.resolve(build.get("dockerfile").textValue())).isRegularFile();
      assertThat(stages()).containsKey(build.get("target").textValue());
      services
          .get(name)
          .get("depends_on")
          .forEach(on -> assertThat(services.has(on.asText())).isTrue());
    }
  }

  private static JsonNode compose() throws IOException {
    return new YAMLMapper().readTree(ROOT.resolve("compose.yaml").toFile());
  }

  private static Map<String, Stage> stages() throws IOException {
    Map<String, Stage> stages = new LinkedHashMap<>();
    Stage current = null;
    String text = Files.readString(ROOT.resolve("containers/Containerfile"));
    for (String line : text.replace("\\\n", " ").split("\n")) {
      Matcher from = Pattern.compile("FROM (\\S+) AS (\\S+)").matcher(line);
      if (from.matches()) {
        current = new Stage(from.group(2), from.group(1), new ArrayList<>());
        stages.put(current.name(), current);
      } else if (current != null && !line.isBlank() && !line.startsWith("#")) {
        current.instructions().add(line);
      }
    }
    return stages;
  }
}
