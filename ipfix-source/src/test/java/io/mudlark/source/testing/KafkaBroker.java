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

/**
 * A Kafka broker of its own process, broker and controller in one, that ends with the test; when
 * secured it has a listener with TLS and SASL as well.
 */
public final class KafkaBroker implements AutoCloseable {
  private static final String CLUSTER = "MkU3OEVBNTcwNTJENDM2Qg";

  private final Path folder;
  private final int port = freePort();
  private final int securePort = freePort();
  private final Process process;

  private KafkaBroker(Path folder, boolean secured) throws Exception {
    this.folder = folder;
    int controller = freePort();
    String open = "PLAINTEXT://127.0.0.1:" + port;
    String secure = secured ? ",SECURE://127.0.0.1:" + securePort : "";
    Path settings = folder.resolve("server.properties");
    List<String> lines =
        new ArrayList<>(
            List.of(
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.voters=1@127.0.0.1:" + controller,
                "listeners=" + open + ",CONTROLLER://127.0.0.1:" + controller + secure,
                "advertised.listeners=" + open + secure,
                "controller.listener.names=CONTROLLER",
                "listener.security.protocol.map="
                    + "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURE:SASL_SSL",
                "log.dirs=" + folder.resolve("log"),
                "log.retention.ms=-1", // tests write records of long ago
                "offsets.topic.replication.factor=1",
                "offsets.topic.num.partitions=1",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "group.initial.rebalance.delay.ms=0"));
    if (secured) {
      lines.addAll(secure());
    }
    Files.write(settings, lines);
    Process format =
        java("kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", settings.toString());
    assertThat(format.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(format.exitValue()).as(said()).isZero();
    process = java("kafka.Kafka", settings.toString());
  }

  public static KafkaBroker start(Path folder, String topic, int partitions) throws Exception {
    return start(new KafkaBroker(folder, false), topic, partitions);
  }

  /** One that clients can also reach by TLS, with a password. */
  public static KafkaBroker secured(Path folder, String topic, int partitions) throws Exception {
    return start(new KafkaBroker(folder, true), topic, partitions);
  }

  private static KafkaBroker start(KafkaBroker broker, String topic, int partitions)
      throws Exception {
    try {
      broker.create(topic, partitions);
      return broker;
    } catch (Exception | Error e) {
      broker.close();
      throw e;
    }
  }

  private List<String> secure() throws Exception {
    Path keys = TestKeys.make(folder, "broker").store();
    String listener = "listener.name.secure.";
    return List.of(
        listener + "ssl.keystore.location=" + keys,
        listener + "ssl.keystore.type=PKCS12",
        listener + "ssl.keystore.password=" + TestKeys.PASSWORD,
        listener + "sasl.enabled.mechanisms=PLAIN",
        listener
            + "plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule"
            + " required user_mudlark=\""
            + TestKeys.PASSWORD
            + "\";",
        "sasl.enabled.mechanisms=PLAIN");
  }

  /**
   * What a client of the secured listener needs, as a file of properties; the password stands in a
   * file of its own, to which a reference leads.
   */
  public Path clientSettings() throws IOException {
    Path secret = folder.resolve("secret.properties");
    Files.writeString(secret, "password=" + TestKeys.PASSWORD + "\n");
    return Files.write(
        folder.resolve("client.properties"),
        List.of(
            "security.protocol=SASL_SSL",
            "sasl.mechanism=PLAIN",
            "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required"
                + " username=\"mudlark\" password=\"${file:"
                + secret
                + ":password}\";",
            "config.providers=file",
            "config.providers.file.class="
                + "org.apache.kafka.common.config.provider.FileConfigProvider",
            "ssl.truststore.location=" + folder.resolve("broker.p12"),
            "ssl.truststore.type=PKCS12",
            "ssl.truststore.password=" + TestKeys.PASSWORD));
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
    properties.put("default.api.timeout.ms", "180000");
    try (Admin admin = Admin.create(properties)) {
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new AssertionFailedError(said(), e);
    }
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Of the listener with TLS and SASL. */
  public String secureAddress() {
    return "127.0.0.1:" + securePort;
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
