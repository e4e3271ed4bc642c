package io.mudlark.jobs.elastic;

import io.mudlark.jobs.delivery.Peers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real Elasticsearch core in a JVM of its own, put together by {@code .ci/elasticsearch/prepare}.
 */
final class ElasticServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path home;
  private final int port;
  private final int transportPort;
  private @Nullable Process process;

  private ElasticServer(Path home) throws IOException {
    this.home = home;
    port = Peers.freePort();
    transportPort = Peers.freePort();
  }

  /** Starts a server with an empty home. */
  static ElasticServer start(Path home) throws IOException, InterruptedException {
    Path prepared = prepared();
    Path module = Files.createDirectories(home.resolve("modules/transport-netty4"));
    for (String name : List.of("config", "lib", "data", "logs", "plugins")) {
      Files.createDirectories(home.resolve(name));
    }
    try (Stream<Path> files = Files.list(prepared.resolve("netty"))) {
      for (Path file : files.toList()) {
        Files.copy(file, module.resolve(file.getFileName()));
      }
    }
    ElasticServer server = new ElasticServer(home);
    server.start();
    return server;
  }

  private static Path prepared() {
    Path prepared = Peers.root().resolve("target/peers/elasticsearch");
    return Files.exists(prepared.resolve("ready"))
        ? prepared
        : Peers.absent("no Elasticsearch: .ci/elasticsearch/prepare target/peers/elasticsearch");
  }

  /** Elasticsearch 9 runs on Java 21 and newer. */
  private static Path java() throws IOException {
    Path machines = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(machines)) {
      try (Stream<Path> homes = Files.list(machines)) {
        for (Path home : homes.sorted().toList()) {
          Path java = home.resolve("bin/java");
          if (home.toString().contains("25") && Files.isExecutable(java)) {
            return java;
          }
        }
      }
    }
    return Peers.absent("no JDK 25 for Elasticsearch");
  }

  /** Starts it, or starts it again with what it had. */
  void start() throws IOException, InterruptedException {
    Path prepared = prepared();
    process =
        new ProcessBuilder(
                java().toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.library.path=/usr/lib/x86_64-linux-gnu",
                "-Des.path.home=" + home,
                "-cp",
                prepared.resolve("lib") + "/*",
                prepared.resolve("StartElasticsearch.java").toString(),
                home.toString(),
                Integer.toString(port),
                Integer.toString(transportPort))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("out.log").toFile()))
            .start();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isUp()) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        throw new IOException("no server: " + Files.readString(home.resolve("out.log")));
      }
      Thread.sleep(200);
    }
  }

  private boolean isUp() throws InterruptedException {
    try {
      return get("/_cluster/health").contains("\"number_of_nodes\":1");
    } catch (IOException e) {
      return false;
    }
  }

  /** Takes it away; what it acknowledged it has when it comes back. */
  void stop() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroy();
      if (!running.waitFor(30, TimeUnit.SECONDS)) {
        running.destroyForcibly().waitFor();
      }
    }
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  String get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(address() + path)).build());
  }

  String post(String path, String json) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(address() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  private static String send(HttpRequest request) throws IOException, InterruptedException {
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Override
  public void close() throws InterruptedException {
    stop();
  }
}
