package io.mudlark.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.generator.DemoScenario;
import io.mudlark.generator.scenario.Generated;
import io.mudlark.generator.scenario.Scenario;
import io.mudlark.generator.scenario.ScenarioOptions;
import io.mudlark.jobs.cli.MudlarkCommand;
import io.mudlark.jobs.evaluate.Training;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The demo's story as if it ended now, and the commands that run over it. */
final class Story {
  private final Path folder;
  private final Generated traffic;
  private final Path model;

  private Story(Path folder, Generated traffic, Path model) {
    this.folder = folder;
    this.traffic = traffic;
    this.model = model;
  }

  /** Generates it, and learns the process from the same sites when they were not attacked. */
  static Story happeningNow(Path folder) throws Exception {
    Scenario demo = DemoScenario.scenario();
    Instant start = Instant.now().minus(demo.duration()).truncatedTo(ChronoUnit.MINUTES);
    Generated traffic =
        new Scenario("now", start, demo.duration(), demo.sites(), demo.names(), demo.attacks())
            .writeTo(folder.resolve("now"), 1, ScenarioOptions.defaults());
    Training quiet = Training.of(demo, 1, folder.resolve("quiet"), problem -> {});
    Path model = Files.writeString(folder.resolve("model.json"), quiet.processModel());
    return new Story(folder, traffic, model);
  }

  /** Runs over the captures to their end; the documents go to Elasticsearch. */
  void runOverCaptures(String elastic, int metricsPort) {
    List<String> arguments = new ArrayList<>(List.of("run", "--out", "" + folder.resolve("run")));
    traffic
        .captures()
        .forEach((site, file) -> arguments.addAll(List.of("--input", site + "=" + file)));
    arguments.addAll(List.of("--metrics-port", Integer.toString(metricsPort)));
    arguments.addAll(common(elastic, "mudlark"));
    assertThat(MudlarkCommand.execute(arguments.toArray(String[]::new))).isZero();
  }

  /** Starts a run that listens, in a process of its own. */
  Process listen(String elastic, int homePort, int officePort, int metricsPort) throws IOException {
    List<String> command = new ArrayList<>(java());
    command.addAll(List.of("run", "--out", "" + folder.resolve("live")));
    command.addAll(List.of("--listen", "tcp://127.0.0.1:" + homePort + "?site=home"));
    command.addAll(List.of("--listen", "tcp://127.0.0.1:" + officePort + "?site=office"));
    command.addAll(List.of("--max-delay", "2h", "--drain"));
    command.addAll(List.of("--metrics-port", Integer.toString(metricsPort)));
    command.addAll(common(elastic, "live"));
    return Peers.start(folder.resolve("live.log"), command);
  }

  /** The beginning of a command of the program in a process of its own. */
  static List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (flag.startsWith("--add-")) {
        command.add(flag);
      }
    }
    String path = System.getProperty("surefire.test.class.path");
    command.addAll(List.of("-cp", path == null ? System.getProperty("java.class.path") : path));
    command.add("io.mudlark.jobs.Mudlark");
    return command;
  }

  String listeningLog() throws IOException {
    return Files.readString(folder.resolve("live.log"));
  }

  /** Tells a listening run what happened at a site, as a probe there would. */
  void export(String site, int port) {
    Path capture = traffic.captures().get(site);
    List<String> probe = new ArrayList<>(List.of("probe", "--input", "" + capture));
    probe.addAll(List.of("--protocol", "all", "--wire", "standards", "--flows"));
    probe.addAll(List.of("--export", "tcp:127.0.0.1:" + port));
    assertThat(MudlarkCommand.execute(probe.toArray(String[]::new))).isZero();
  }

  private List<String> common(String elastic, String prefix) {
    return List.of(
        "--mud",
        traffic.mudDirectory().toString(),
        "--devices",
        traffic.devices().toString(),
        "--sites",
        traffic.sites().toString(),
        "--process-model",
        model.toString(),
        "--elastic",
        elastic,
        "--elastic-prefix",
        prefix,
        "--parallelism",
        "2",
        "--no-progress");
  }
}
