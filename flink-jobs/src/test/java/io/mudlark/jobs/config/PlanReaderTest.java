package io.mudlark.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.source.flink.CaptureInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanReaderTest {
  @TempDir Path folder;
  private Path capture;

  @BeforeEach
  void makeCapture() throws IOException {
    capture = Files.writeString(folder.resolve("a.pcap"), "");
  }

  @Test
  void a_run_in_which_nobody_names_a_site_has_one() throws Exception {
    List<String> problems = new ArrayList<>();
    RunPlan plan = plan(devices("plug,00:11:22:33:44:55,,,"), problems, capture.toString());
    assertThat(plan.inputs()).extracting(CaptureInput::site).containsExactly("default");
    assertThat(plan.settings().enforcement().devices().get(0).device().id())
        .hasToString("default/plug");
    assertThat(plan.problems()).isZero();
    assertThat(problems).singleElement().asString().contains("has no MUD profile");
  }

  @Test
  void a_device_without_a_site_belongs_to_none_of_several() throws Exception {
    Path devices = devices("plug,00:11:22:33:44:55,,,");
    assertThatThrownBy(
            () -> plan(devices, new ArrayList<>(), "home=" + capture, "office=" + capture))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            devices
                + ": line 2: field 'site' is empty, but there are several sites to choose from");
  }

  private RunPlan plan(Path devices, List<String> problems, String... inputs)
      throws ConfigException {
    return PlanReader.read(
        new RunOptions(
            List.of(inputs),
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
            folder.resolve("out")),
        problems::add);
  }

  private Path devices(String line) throws IOException {
    return Files.writeString(
        folder.resolve("devices.csv"), "device,mac,ip,mud,site\n" + line + "\n");
  }
}
