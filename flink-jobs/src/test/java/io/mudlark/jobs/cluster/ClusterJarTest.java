package io.mudlark.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterJarTest {
  @TempDir Path folder;

  private String jar(String name, String entry) throws IOException {
    Path file = folder.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new JarEntry(entry));
      out.write(entry.getBytes(StandardCharsets.UTF_8));
      out.closeEntry();
    }
    return file.toString();
  }

  private String classPath() throws IOException {
    return String.join(
        File.pathSeparator,
        jar("picocli-4.7.jar", "picocli/CommandLine.class"),
        jar("flink-jobs-0.1.0.jar", "io/mudlark/jobs/ClusterMain.class"),
        jar("flow-model-0.1.0.jar", "io/mudlark/flow/FlowRecord.class"),
        jar("flink-streaming-java-2.3.0.jar", "org/apache/flink/X.class"),
        jar("flink-statebackend-rocksdb-2.3.0.jar", "org/apache/flink/Y.class"),
        jar("flink-connector-kafka-5.0.0-2.2.jar", "org/apache/flink/connector/kafka/Z.class"),
        jar("flow-flink-0.1.0.jar", "io/mudlark/flow/flink/KeyedStates.class"),
        jar("slf4j-api-1.7.jar", "org/slf4j/Logger.class"),
        jar("log4j-core-2.25.jar", "org/apache/logging/Log.class"),
        folder.resolve("classes").toString());
  }

  @Test
  void own_classes_are_at_the_top_and_libraries_whole_below_lib_without_what_flink_has()
      throws IOException {
    Path jar = folder.resolve("cluster.jar");
    ClusterJar.write(classPath(), jar);
    try (JarFile written = new JarFile(jar.toFile())) {
      List<String> names =
          Stream.concat(
                  Stream.of("META-INF/MANIFEST.MF"),
                  written.stream().map(JarEntry::getName).filter(n -> !n.startsWith("META-INF")))
              .toList();
      assertThat(names)
          .containsExactly(
              "META-INF/MANIFEST.MF",
              "io/mudlark/jobs/ClusterMain.class",
              "lib/flink-connector-kafka-5.0.0-2.2.jar",
              "lib/flow-flink-0.1.0.jar",
              "lib/flow-model-0.1.0.jar",
              "lib/picocli-4.7.jar");
      assertThat(written.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("io.mudlark.jobs.ClusterMain");
      byte[] library =
          written.getInputStream(written.getEntry("lib/picocli-4.7.jar")).readAllBytes();
      assertThat(library).isEqualTo(Files.readAllBytes(folder.resolve("picocli-4.7.jar")));
    }
  }

  @Test
  void the_same_program_makes_the_same_jar() throws IOException {
    String classPath = classPath();
    Path one = folder.resolve("one.jar");
    Path other = folder.resolve("other.jar");
    ClusterJar.write(classPath, one);
    ClusterJar.write(classPath, other);
    assertThat(other).hasSameBinaryContentAs(one);
  }

  @Test
  void a_program_that_runs_from_classes_cannot_be_submitted() {
    assertThatThrownBy(() -> ClusterJar.write("target/classes", folder.resolve("none.jar")))
        .isInstanceOf(IOException.class)
        .hasMessage("the program does not run from its jar");
    assertThat(folder.resolve("none.jar")).doesNotExist();
  }
}
