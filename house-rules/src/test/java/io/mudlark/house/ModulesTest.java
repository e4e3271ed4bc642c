package io.mudlark.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The arrows between modules, and versions in one place, held over the poms. */
class ModulesTest {
  private static final Path ROOT = Path.of(System.getProperty("mudlark.root", ".."));
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>io\\.mudlark</groupId>\\s*<artifactId>([\\w-]+)</artifactId>"
              + "(?:\\s*<(?:type|classifier)>[^<]*</(?:type|classifier)>)*(\\s*<scope>test</scope>)?");

  private static final Map<String, Set<String>> ALLOWED =
      Map.ofEntries(
          Map.entry("flow-model", Set.of()),
          Map.entry("dashboards", Set.of()),
          Map.entry("flow-flink", Set.of("flow-model")),
          Map.entry("probe", Set.of("flow-model", "ipfix-codec")),
          Map.entry("ipfix-codec", Set.of("flow-model")),
          Map.entry("ipfix-source", Set.of("flow-model", "flow-flink", "probe", "ipfix-codec")),
          Map.entry("mud-operator", Set.of("flow-model", "flow-flink")),
          Map.entry("cluster-operator", Set.of("flow-model", "flow-flink")),
          Map.entry("process-operator", Set.of("flow-model", "flow-flink")),
          Map.entry("mudscope", Set.of("flow-model", "probe", "mud-operator", "cluster-operator")),
          Map.entry("traffic-generator", Set.of("flow-model", "probe", "ipfix-codec")),
          Map.entry(
              "flink-jobs",
              Set.of(
                  "flow-model",
                  "flow-flink",
                  "probe",
                  "ipfix-codec",
                  "ipfix-source",
                  "mud-operator",
                  "cluster-operator",
                  "process-operator",
                  "mudscope",
                  "traffic-generator")));

  @Test
  void dependencies_between_modules_point_down_only() throws IOException {
    Map<String, Set<String>> found = new TreeMap<>();
    for (String module : ALLOWED.keySet()) {
      Matcher dependency =
          DEPENDENCY.matcher(Files.readString(ROOT.resolve(module).resolve("pom.xml")));
      Set<String> above = new TreeSet<>();
      while (dependency.find()) {
        if (dependency.group(2) == null && !ALLOWED.get(module).contains(dependency.group(1))) {
          above.add(dependency.group(1));
        }
      }
      if (!above.isEmpty()) {
        found.put(module, above);
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void versions_stand_in_the_parent_only() throws IOException {
    List<String> versions = new ArrayList<>();
    for (String module : ALLOWED.keySet()) {
      String pom = Files.readString(ROOT.resolve(module).resolve("pom.xml"));
      String body = pom.substring(pom.indexOf("</parent>"));
      if (body.contains("<version>")) {
        versions.add(module);
      }
    }
    assertThat(versions).isEmpty();
  }
}
