package io.mudlark.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real Elasticsearch core in a JVM of its own, put together by {@code .ci/elasticsearch/prepare}.
 */
final class ElasticCore implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final Process process;
  private final String address;

  private ElasticCore(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  static ElasticCore start(Path home) throws IOException, InterruptedException {
    Path prepared = Peers.root().resolve("target/peers/elasticsearch");
    if (!Files.exists(prepared.resolve("ready"))) {
      Peers.absent("no Elasticsearch: .ci/elasticsearch/prepare target/peers/elasticsearch");
    }
    String java = java();
    Path module = Files.createDirectories(home.resolve("modules/transport-netty4"));
    for (String name : List.of("config", "lib", "data", "logs", "plugins")) {
      Files.createDirectories(home.resolve(name));
    }
    try (Stream<Path> files = Files.list(prepared.resolve("netty"))) {
      for (Path file : files.toList()) {
        Files.copy(file, module.resolve(file.getFileName()));
      }
    }
    int port = Peers.freePort();
    Process process =
        Peers.start(
            home.resolve("out.log"),
            List.of(
                java,
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
                Integer.toString(Peers.freePort())));
    ElasticCore core = new ElasticCore(process, "http://127.0.0.1:" + port);
    Peers.await(
        "Elasticsearch",
        120,
        () -> Peers.get(core.address + "/_cluster/health").contains("\"number_of_nodes\":1"));
    return core;
  }

  /** Elasticsearch 9 runs on Java 21 and newer. */
  private static String java() throws IOException {
    Path machines = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(machines)) {
      try (Stream<Path> homes = Files.list(machines)) {
        for (Path home : homes.sorted().toList()) {
          Path java = home.resolve("bin/java");
          if (home.toString().contains("25") && Files.isExecutable(java)) {
            return java.toString();
          }
        }
      }
    }
    return Peers.absent("no JDK 25 for Elasticsearch");
  }

  String address() {
    return address;
  }

  /** Makes everything written so far visible. */
  void refresh() throws IOException, InterruptedException {
    Peers.post(address + "/mudlark-*/_refresh", "");
  }

  JsonNode search(String index, JsonNode body) throws IOException, InterruptedException {
    return JSON.readTree(Peers.post(address + "/" + index + "/_search", body.toString()));
  }

  @Override
  public void close() throws InterruptedException {
    Peers.end(process);
  }
}
