package io.mudlark.dashboards;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Real servers and tools that tests talk to: skipped when absent, a failure when strict. */
final class Peers {
  private static final long PATIENCE_SECONDS = 30;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Peers() {}

  /** The root of the project. */
  static Path root() {
    return Path.of(System.getProperty("mudlark.root", "..")).toAbsolutePath().normalize();
  }

  static String program(String name) {
    for (String folder : System.getenv("PATH").split(":")) {
      Path file = Path.of(folder).resolve(name);
      if (Files.isExecutable(file)) {
        return file.toString();
      }
    }
    return absent(name + " is not installed");
  }

  static String absent(String reason) {
    if ("1".equals(System.getenv("MUDLARK_STRICT"))) {
      return fail(reason);
    }
    return Assumptions.abort(reason);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Starts a program whose output goes into a file. */
  static Process start(Path log, List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** Runs a program to its end and returns what it said. */
  static String output(int expected, List<String> command)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    return status == expected ? text : fail(command + " ended with " + status + ": " + text);
  }

  /** Ends a process that a test started. */
  static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  static String get(String address) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(address)));
  }

  static String post(String address, String json) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Something that comes to pass, or a server that is not there yet. */
  interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  /** Waits until something comes to pass. */
  static void await(String what, long seconds, Condition condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (true) {
      try {
        if (condition.holds()) {
          return;
        }
      } catch (IOException e) {
        // a server that is still starting
        Thread.onSpinWait();
      }
      if (System.nanoTime() > deadline) {
        fail(what + " did not come to pass within " + seconds + " s");
      }
      Thread.sleep(200);
    }
  }
}
