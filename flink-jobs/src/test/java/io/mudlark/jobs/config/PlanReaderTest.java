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
import org.jspecify.annotations.Nullable;
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

  @Test
  void names_hold_until_the_longest_flow_is_told_of() throws Exception {
    assertThat(hold(null, null)).isEqualTo(Duration.ofMinutes(10));
    assertThat(hold(Duration.ofMinutes(30), null)).isEqualTo(Duration.ofMinutes(31));
    assertThat(hold(null, Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(10));
    assertThat(hold(null, Duration.ofMinutes(30))).isEqualTo(Duration.ofSeconds(1_830));
  }

  /** How long names hold in a run over a capture, or with a delay, over exports. */
  private Duration hold(@Nullable Duration activeTimeout, @Nullable Duration maxDelay)
      throws Exception {
    boolean live = maxDelay != null;
    List<String> listen = live ? List.of("udp://127.0.0.1:4739") : List.of();
    ExportOptions exports =
        new ExportOptions(
            List.of(),
            listen,
            List.of(),
            List.of(),
            null,
            maxDelay,
            ExportOptions.DEFAULT_PAIR_WITHIN,
            null,
            false,
            false);
    List<String> inputs = live ? List.of() : List.of(capture.toString());
    RunOptions options = options(devices("plug,00:11:22:33:44:55,,,"), inputs, activeTimeout);
    RunPlan plan = PlanReader.read(options, exports, line -> {});
    return plan.settings().enforcement().timing().hold();
  }

  private RunPlan plan(Path devices, List<String> problems, String... inputs)
      throws ConfigException {
    return PlanReader.read(options(devices, List.of(inputs), null), problems::add);
  }

  private RunOptions options(Path devices, List<String> inputs, @Nullable Duration activeTimeout) {
    return new RunOptions(
        inputs,
        List.of(),
        devices,
        null,
        null,
        null,
        Duration.ofSeconds(60),
        null,
        Duration.ofSeconds(60),
        activeTimeout,
        Duration.ofMinutes(30),
        1,
        folder.resolve("out"));
  }

  private Path devices(String line) throws IOException {
    return Files.writeString(
        folder.resolve("devices.csv"), "device,mac,ip,mud,site\n" + line + "\n");
  }
}
