package io.mudlark.jobs.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.ExportOptions;
import io.mudlark.jobs.config.PlanReader;
import io.mudlark.jobs.config.RunOptions;
import io.mudlark.jobs.config.RunPlan;
import io.mudlark.ledger.Tally;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
  void what_is_published_comes_into_the_stream_and_the_ledger_closes() throws Exception {
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
        Process one = start(publisher, "-p", "" + port, "-t", "plant/" + i, "-m", "x", "-q", "1");
        assertThat(one.waitFor(20, TimeUnit.SECONDS)).isTrue();
      }
      Thread.sleep(1_500);
      stop.ask();
      LiveOutcome outcome = run.get(60, TimeUnit.SECONDS);
      assertThat(outcome.summary().ledgerCloses()).isTrue();
      assertThat(outcome.summary().count(Tally.Book.FLOWS, "unknown-hosts")).isEqualTo(MESSAGES);
      assertThat(outcome.summary().count(Tally.Book.PACKETS, "metered")).isEqualTo(MESSAGES);
    } finally {
      broker.destroy();
      if (!broker.waitFor(10, TimeUnit.SECONDS)) {
        broker.destroyForcibly();
      }
    }
  }

  private boolean isSubscribed() throws IOException {
    Path log = folder.resolve("mosquitto.log");
    return Files.exists(log) && Files.readString(log).contains("Sending SUBACK");
  }

  private CompletableFuture<LiveOutcome> run(int port, StopSignals stop) throws Exception {
    RunPlan plan = plan("mqtt://127.0.0.1:" + port + "?topic=plant/#");
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
