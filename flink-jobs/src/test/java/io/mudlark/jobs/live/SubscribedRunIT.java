package io.mudlark.jobs.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.ExportOptions;
import io.mudlark.jobs.config.PlanReader;
import io.mudlark.jobs.config.RunOptions;
import io.mudlark.jobs.config.RunPlan;
import io.mudlark.ledger.Tally;
import io.mudlark.process.flink.ModelFileSource;
import io.mudlark.process.live.ConformanceModel;
import io.mudlark.process.live.ModelFile;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.LogEvent;
import io.mudlark.process.log.Trace;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that subscribes to a broker of another project, mosquitto, where that is installed. */
class SubscribedRunIT {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int MESSAGES = 25;

  @TempDir Path folder;

  @Test
  void what_is_published_is_held_against_the_model_of_its_time_and_the_ledger_closes()
      throws Exception {
    String program = needs("/usr/sbin/mosquitto");
    String publisher = needs("/usr/bin/mosquitto_pub");
    int port = freePort();
    Path config = folder.resolve("mosquitto.conf");
    // its log is flushed line by line in a file only, which it opens as the user it becomes
    Files.writeString(
        config,
        "listener "
            + port
            + " 127.0.0.1\nallow_anonymous true\nlog_type all\nlog_dest file "
            + folder.resolve("mosquitto.log")
            + "\nuser root\n");
    Process broker = start(program, "-c", config.toString());
    StopSignals stop = new StopSignals();
    try {
      awaitListening(port);
      CompletableFuture<LiveOutcome> run = run(port, stop);
      for (int i = 0; i < 300 && !isSubscribed(); i++) {
        Thread.sleep(100);
      }
      for (int i = 0; i < MESSAGES; i++) {
        publish(publisher, port, "plant/" + i, "c" + i);
      }
      Path model = folder.resolve("model.json");
      Files.writeString(model, "{broken");
      Thread.sleep(1_000);
      replace(model, model("two"));
      Thread.sleep(1_000);
      publish(publisher, port, "plant/later", "later");
      Thread.sleep(1_500);
      stop.ask();
      LiveOutcome outcome = run.get(60, TimeUnit.SECONDS);
      assertThat(outcome.summary().ledgerCloses()).isTrue();
      assertThat(outcome.summary().count(Tally.Book.FLOWS, "unknown-hosts"))
          .isEqualTo(MESSAGES + 1);
      assertThat(outcome.summary().count(Tally.Book.PACKETS, "metered")).isEqualTo(MESSAGES + 1);
      assertThat(outcome.summary().count(Tally.Book.NOTES, "process-model-refused")).isEqualTo(1);
      assertThat(modelsByCase())
          .hasSize(MESSAGES + 1)
          .containsEntry("c0", "one")
          .containsEntry("c" + (MESSAGES - 1), "one")
          .containsEntry("later", "two");
    } finally {
      broker.destroy();
      if (!broker.waitFor(10, TimeUnit.SECONDS)) {
        broker.destroyForcibly();
      }
    }
  }

  private void publish(String publisher, int port, String topic, String caseId) throws Exception {
    Process one =
        start(
            publisher,
            "-V",
            "5",
            "-p",
            "" + port,
            "-t",
            topic,
            "-m",
            "x",
            "-q",
            "1",
            "-D",
            "publish",
            "correlation-data",
            caseId);
    assertThat(one.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  /** A model of a plant that has nothing to do with this one: whatever comes is unknown to it. */
  private static String model(String version) {
    Trace trace = new Trace("c", List.of(LogEvent.at("a", 0), LogEvent.at("b", 1_000_000)));
    return ModelFile.write(ConformanceModel.learn(version, new EventLog(List.of(trace))));
  }

  private void replace(Path file, String text) throws IOException {
    Path beside = Files.writeString(folder.resolve("beside"), text);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Map<String, String> modelsByCase() throws IOException {
    Map<String, String> models = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve("out/alerts.jsonl"))) {
      JsonNode process = new ObjectMapper().readTree(line).path("process");
      models.put(process.path("case").asText(), process.path("model").asText());
    }
    return models;
  }

  private boolean isSubscribed() throws IOException {
    Path log = folder.resolve("mosquitto.log");
    return Files.exists(log) && Files.readString(log).contains("Sending SUBACK");
  }

  private CompletableFuture<LiveOutcome> run(int port, StopSignals stop) throws Exception {
    Path model = Files.writeString(folder.resolve("model.json"), model("one"));
    RunPlan plan =
        plan("mqtt://127.0.0.1:" + port + "?topic=plant/#")
            .withProcess(model("one"))
            .withLaterModels(
                new ModelFileSource(model.toString(), Duration.ofMillis(200), Clock.systemUTC()));
    LiveOptions options =
        new LiveOptions(
            folder.resolve("state"), false, false, true, Duration.ofMillis(300), false, false);
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new LiveRun(plan, options, stop, Clock.systemUTC()).run();
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        });
  }

  private RunPlan plan(String broker) throws IOException, ConfigException {
    ExportedScenario scenario = new ExportedScenario(folder.resolve("traffic"));
    ExportOptions exports =
        new ExportOptions(
            List.of(),
            List.of(broker),
            List.of(),
            List.of(),
            null,
            null,
            ExportOptions.DEFAULT_PAIR_WITHIN,
            null,
            false,
            false);
    return PlanReader.read(
        new RunOptions(
            List.of(),
            List.of(scenario.traffic.mudDirectory()),
            scenario.traffic.devices(),
            scenario.traffic.sites(),
            null,
            null,
            Duration.ofSeconds(60),
            null,
            Duration.ofSeconds(60),
            null,
            Duration.ofMinutes(30),
            2,
            folder.resolve("out")),
        exports,
        note -> {});
  }

  private Process start(String... command) throws IOException {
    File output = folder.resolve("out.txt").toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
        .start();
  }

  private static String needs(String program) {
    if (!Files.isExecutable(Path.of(program))) {
      if ("1".equals(System.getenv("MUDLARK_STRICT"))) {
        Assertions.fail(program + " is not installed");
      }
      Assumptions.abort(program + " is not installed");
    }
    return program;
  }

  private static void awaitListening(int port) throws InterruptedException {
    for (int i = 0; i < 500; i++) {
      try (Socket probe = new Socket(LOOPBACK, port)) {
        return;
      } catch (IOException e) {
        Thread.sleep(20);
      }
    }
    Assertions.fail("mosquitto does not listen");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
      return socket.getLocalPort();
    }
  }
}
