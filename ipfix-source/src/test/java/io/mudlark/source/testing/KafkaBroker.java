package io.mudlark.source.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.opentest4j.AssertionFailedError;

/** A Kafka broker of its own process, broker and controller in one, that ends with the test. */
public final class KafkaBroker implements AutoCloseable {
  private static final String CLUSTER = "MkU3OEVBNTcwNTJENDM2Qg";

  private final Path folder;
  private final int port = freePort();
  private final Process process;

  private KafkaBroker(Path folder) throws Exception {
    this.folder = folder;
    int controller = freePort();
    Path settings = folder.resolve("server.properties");
    Files.write(
        settings,
        List.of(
            "process.roles=broker,controller",
            "node.id=1",
            "controller.quorum.voters=1@127.0.0.1:" + controller,
            "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller,
            "advertised.listeners=PLAINTEXT://127.0.0.1:" + port,
            "controller.listener.names=CONTROLLER",
            "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs=" + folder.resolve("log"),
            "offsets.topic.replication.factor=1",
            "offsets.topic.num.partitions=1",
            "transaction.state.log.replication.factor=1",
            "transaction.state.log.min.isr=1",
            "group.initial.rebalance.delay.ms=0"));
    Process format =
        java("kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", settings.toString());
    assertThat(format.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(format.exitValue()).as(said()).isZero();
    process = java("kafka.Kafka", settings.toString());
  }

  public static KafkaBroker start(Path folder, String topic, int partitions) throws Exception {
    KafkaBroker broker = new KafkaBroker(folder);
    try {
      broker.create(topic, partitions);
      return broker;
    } catch (Exception | Error e) {
      broker.close();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Process java(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("said.txt").toFile()))
        .start();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("said.txt"));
  }

  private void create(String topic, int partitions) throws Exception {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", address());
    properties.put("default.api.timeout.ms", "60000");
    try (Admin admin = Admin.create(properties)) {
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new AssertionFailedError(said(), e);
    }
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
