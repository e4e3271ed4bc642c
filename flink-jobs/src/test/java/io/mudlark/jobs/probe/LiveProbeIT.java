package io.mudlark.jobs.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import io.mudlark.jobs.collect.Collector;
import io.mudlark.jobs.collect.CollectorRules;
import io.mudlark.jobs.collect.FlowStores;
import io.mudlark.jobs.collect.StoreLimits;
import io.mudlark.jobs.delivery.Peers;
import io.mudlark.source.datagram.IpfixFileExports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command as its user has it, a process of its own that captures from loopback, beside a broker
 * and clients of other projects (mosquitto, HiveMQ), ended by SIGTERM.
 */
@Timeout(120)
class LiveProbeIT {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int EACH = 40;

  @TempDir Path folder;

  @Test
  void every_message_of_real_clients_is_exported_and_sigterm_exports_what_is_open()
      throws Exception {
    Path mosquitto = Peers.program("mosquitto");
    needsTheRightToCapture();
    int port = Peers.freePort();
    Path config = folder.resolve("mosquitto.conf");
    Files.writeString(config, "listener " + port + " 127.0.0.1\nallow_anonymous true\nuser root\n");
    Process broker = start(List.of(mosquitto.toString(), "-c", config.toString()), "broker.txt");
    try (ServerSocket silent = new ServerSocket(0, 1, LOOPBACK)) {
      Process probe = start(command(port, silent.getLocalPort()), "probe.txt");
      try {
        await(() -> isListening(port));
        await(() -> said("probe.txt").contains("capturing from lo"));
        converse(port);
        try (Socket client = new Socket(LOOPBACK, silent.getLocalPort())) {
          // CONNECT as "half", and PUBLISH 7 at QoS 1 to "silent/q1"; nobody answers
          client
              .getOutputStream()
              .write(
                  HexFormat.of()
                      .parseHex(
                          "101000044d5154540402003c000468616c66"
                              + "320e000973696c656e742f71310007"
                              + "78"));
          Thread.sleep(300);
          probe.destroy(); // SIGTERM
          assertThat(probe.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
      } finally {
        probe.destroyForcibly();
      }
      assertThat(probe.exitValue()).as(said("probe.txt")).isEqualTo(143);
    } finally {
      Peers.end(broker);
    }
    assertThat(said("probe.txt")).contains("kernel-dropped").doesNotContain("kernel dropped");
    holds(documents());
  }

  private static void needsTheRightToCapture() {
    boolean root = "root".equals(System.getProperty("user.name"));
    Assumptions.assumeTrue(root, "capturing needs a right that root has");
  }

  /** A subscriber, and publishers of both versions with messages of every quality of service. */
  private static void converse(int port) throws InterruptedException {
    AtomicInteger received = new AtomicInteger();
    Mqtt5AsyncClient subscriber = client(port, "subscriber").useMqttVersion5().buildAsync();
    subscriber.connect().join();
    subscriber
        .subscribeWith()
        .topicFilter("live/#")
        .qos(MqttQos.EXACTLY_ONCE)
        .callback(message -> received.incrementAndGet())
        .send()
        .join();
    Mqtt5BlockingClient five = client(port, "five").useMqttVersion5().buildBlocking();
    Mqtt3BlockingClient three = client(port, "three").useMqttVersion3().buildBlocking();
    five.connect();
    three.connect();
    for (int i = 0; i < EACH; i++) {
      for (MqttQos qos : MqttQos.values()) {
        byte[] correlation = ("case-" + i).getBytes(StandardCharsets.UTF_8);
        five.publishWith().topic("live/5").qos(qos).correlationData(correlation).send();
        three.publishWith().topic("live/3").qos(qos).payload(correlation).send();
      }
    }
    await(() -> received.get() == 6 * EACH);
    five.disconnect();
    three.disconnect();
    subscriber.disconnect().join();
  }

  private static com.hivemq.client.mqtt.MqttClientBuilder client(int port, String name) {
    return MqttClient.builder().serverHost("127.0.0.1").serverPort(port).identifier(name);
  }

  private void holds(List<JsonNode> documents) {
    for (int qos = 0; qos <= 2; qos++) {
      for (String sender : List.of("five", "three")) {
        List<JsonNode> published = new ArrayList<>();
        for (JsonNode document : documents) {
          if (document.path("mqttControlType").asInt() == 3
              && document.path("mqttSrcClientId").asText().equals(sender)
              && document.path("mqttQoS").asInt() == qos) {
            published.add(document);
          }
        }
        assertThat(published).as(sender + " at QoS " + qos).hasSize(EACH);
        assertThat(published)
            .extracting(it -> it.path("exchangeEnd").asText())
            .containsOnly("complete");
        assertThat(published)
            .extracting(it -> it.path("mqttCorrelationData").asText())
            .filteredOn(it -> it.startsWith("case-"))
            .hasSize(sender.equals("five") ? EACH : 0)
            .doesNotHaveDuplicates();
      }
    }
    assertThat(documents)
        .filteredOn(it -> it.path("mqttControlType").asInt() == 3)
        .filteredOn(it -> it.path("mqttDstClientId").asText().equals("subscriber"))
        .hasSize(6 * EACH);
    assertThat(documents)
        .filteredOn(it -> it.path("mqttTopic").asText().equals("silent/q1"))
        .singleElement()
        .satisfies(
            open -> {
              assertThat(open.path("exchangeEnd").asText()).isEqualTo("observation-end");
              assertThat(open.path("mqttPacketId").asInt()).isEqualTo(7);
              assertThat(open.path("mqttSrcClientId").asText()).isEqualTo("half");
            });
  }

  /** What the collector makes of the probe's messages. */
  private List<JsonNode> documents() throws Exception {
    Path lines = folder.resolve("flows.jsonl");
    Collector collector =
        new Collector(
            List.of(FlowStores.file(lines)),
            StoreLimits.standard(),
            CollectorRules.standard(false));
    try (IpfixFileExports reader = IpfixFileExports.open("lab", folder.resolve("lo.ipfix"))) {
      collector.read(reader);
      assertThat(reader.problem()).isNull();
    }
    assertThat(collector.stop(Duration.ofSeconds(20)).received().hasProblems()).isFalse();
    List<JsonNode> documents = new ArrayList<>();
    for (String line : Files.readAllLines(lines)) {
      documents.add(new ObjectMapper().readTree(line));
    }
    return documents;
  }

  private List<String> command(int port, int silent) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.addAll(List.of("io.mudlark.jobs.Mudlark", "probe", "-i", "lo", "--protocol", "mqtt"));
    command.addAll(List.of("--ports", "mqtt=" + port + ",mqtt=" + silent));
    command.addAll(List.of("--filter", "tcp port " + port + " or tcp port " + silent));
    command.addAll(
        List.of("--wire", "standards", "--export", "file:" + folder.resolve("lo.ipfix")));
    return command;
  }

  private Process start(List<String> command, String output) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(output).toFile())
        .start();
  }

  private String said(String output) {
    try {
      return Files.readString(folder.resolve(output));
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean isListening(int port) {
    try (Socket socket = new Socket(LOOPBACK, port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 2_000 && !condition.getAsBoolean(); i++) {
      Thread.sleep(20);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
