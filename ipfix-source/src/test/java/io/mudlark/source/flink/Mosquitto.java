package io.mudlark.source.flink;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** An MQTT broker of another project on the loopback interface, where it is installed. */
final class Mosquitto implements AutoCloseable {
  private final Path folder;
  private final int port;
  private Process process;

  private Mosquitto(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Starts one, or skips the test (fails it when peers are demanded). */
  static Mosquitto start(Path folder) throws IOException, InterruptedException {
    for (String tool : List.of("mosquitto", "mosquitto_pub")) {
      if (find(tool) == null) {
        if ("1".equals(System.getenv("MUDLARK_STRICT"))) {
          Assertions.fail(tool + " is not installed");
        }
        Assumptions.abort(tool + " is not installed");
      }
    }
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Mosquitto broker = new Mosquitto(folder, port);
    broker.run();
    return broker;
  }

  private static String find(String tool) {
    List<String> folders =
        new ArrayList<>(List.of(System.getenv("PATH").split(File.pathSeparator)));
    folders.add("/usr/sbin");
    for (String place : folders) {
      Path file = Path.of(place, tool);
      if (Files.isExecutable(file)) {
        return file.toString();
      }
    }
    return null;
  }

  /** Runs it (again). */
  void run() throws IOException, InterruptedException {
    Path config = folder.resolve("mosquitto.conf");
    Files.writeString(
        config, "listener " + port + " 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\n");
    process =
        new ProcessBuilder(find("mosquitto"), "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("mosquitto.log").toFile())
            .start();
    for (int i = 0; i < 500; i++) {
      try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        Thread.sleep(20);
      }
    }
    Assertions.fail("mosquitto did not start");
  }

  String url() {
    return "mqtt://127.0.0.1:" + port;
  }

  /** Publishes as another client. */
  void publish(String input, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(find("mosquitto_pub"));
    command.addAll(List.of("-h", "127.0.0.1", "-p", String.valueOf(port), "-V", "5"));
    command.addAll(List.of(arguments));
    Process publisher = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (OutputStream in = publisher.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    if (!publisher.waitFor(30, TimeUnit.SECONDS)) {
      publisher.destroyForcibly();
      Assertions.fail("mosquitto_pub did not end");
    }
    Assertions.assertEquals(0, publisher.exitValue());
  }

  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  @Override
  public void close() throws InterruptedException {
    stop();
  }
}
