package io.mudlark.jobs.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mudlark.ipfix.wire.Protocol;
import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.flink.DatagramRecords;
import io.mudlark.source.testing.KafkaBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command as its user has it, a process of its own, killed while it listens by UDP and reads a
 * topic, and started again.
 */
@Timeout(240)
class KilledRunIT {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final String TOPIC = "exports";

  @TempDir Path folder;

  /** The messages of a site, by quarters. */
  private record Quarters(List<byte[]> messages) {
    List<byte[]> of(int from, int to) {
      return messages.subList(at(from), at(to));
    }

    private int at(int quarter) {
      return messages.size() * quarter / 4;
    }

    /** Flows told of in the messages before a quarter. */
    long flowsBefore(int quarter) {
      return ByteBuffer.wrap(messages.get(at(quarter))).getInt(8);
    }
  }

  @Test
  void a_killed_run_goes_on_with_nothing_of_the_topic_lost_and_what_udp_lost_told()
      throws Exception {
    ExportedScenario scenario = new ExportedScenario(folder.resolve("traffic"));
    String kafkaSite = scenario.sites().get(0);
    String udpSite = scenario.sites().get(1);
    Quarters topic = new Quarters(scenario.messages(kafkaSite, Protocol.IPFIX));
    Quarters udp = new Quarters(scenario.messages(udpSite, Protocol.IPFIX));
    Path brokerFolder = Files.createDirectories(folder.resolve("broker"));
    try (KafkaBroker broker = KafkaBroker.start(brokerFolder, TOPIC, 1);
        DatagramSocket exporter = new DatagramSocket(0, LOOPBACK)) {
      int port = freePort();
      List<String> command = command(scenario, udpSite, port, broker.address());
      Process first = start(command, List.of());
      try {
        awaitCheckpoints(1, first);
        send(exporter, port, udp.of(0, 2));
        produce(broker.address(), kafkaSite, topic.of(0, 2));
        awaitCheckpoints(2, first);
        produce(broker.address(), kafkaSite, topic.of(2, 3));
      } finally {
        first.destroyForcibly(); // SIGKILL
      }
      assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
      send(exporter, port, udp.of(2, 3));

      Process second = start(command, List.of("--resume", "--drain"));
      try {
        awaitCheckpoints(1, second);
        send(exporter, port, udp.of(3, 4));
        produce(broker.address(), kafkaSite, topic.of(3, 4));
        awaitCheckpoints(2, second);
        second.destroy(); // SIGTERM
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
      } finally {
        second.destroyForcibly();
      }
      assertThat(second.exitValue()).as(said()).isZero();
    }
    long missing = udp.flowsBefore(3) - udp.flowsBefore(2);
    holds(kafkaSite, scenario.flows(kafkaSite).size(), 0);
    holds(udpSite, scenario.flows(udpSite).size(), missing);
    assertThat(said()).contains(" " + missing + " lost on the way").contains("The ledger closes");
  }

  private void holds(String site, long exported, long lost) throws IOException {
    assertThat(lost).isGreaterThanOrEqualTo(0);
    Path file = folder.resolve("out").resolve("ledger.json");
    JsonNode ledger = new ObjectMapper().readTree(file.toFile());
    assertThat(ledger.path("balances").asBoolean()).isTrue();
    JsonNode exports = MissingNode.getInstance();
    for (JsonNode one : ledger.path("sites")) {
      if (one.path("site").asText().equals(site)) {
        exports = one.path("exports");
      }
    }
    assertThat(exports.path("exported").asLong()).isEqualTo(exported);
    assertThat(exports.path("lost").asLong()).isEqualTo(lost);
    assertThat(exports.path("received").asLong()).isEqualTo(exported - lost);
    assertThat(exports.path("flows").asLong()).isEqualTo(exported - lost);
    // templates were learned before the process was killed
    assertThat(exports.has("sets-undecodable")).isFalse();
  }

  private List<String> command(ExportedScenario scenario, String site, int port, String brokers) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--add-"))
        .forEach(command::add);
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.addAll(List.of("io.mudlark.jobs.Mudlark", "run"));
    command.addAll(List.of("--listen", "udp://127.0.0.1:" + port + "?site=" + site));
    command.addAll(List.of("--kafka", brokers + "/" + TOPIC));
    command.addAll(List.of("--mud", scenario.traffic.mudDirectory().toString()));
    command.addAll(List.of("--devices", scenario.traffic.devices().toString()));
    command.addAll(List.of("--out", folder.resolve("out").toString()));
    // short windows have checkpoints as often
    command.addAll(List.of("--window", "2s", "--max-delay", "3650d", "--no-progress"));
    return command;
  }

  private Process start(List<String> command, List<String> more) throws IOException {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(more);
    return new ProcessBuilder(whole)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("said.txt").toFile()))
        .start();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("said.txt"));
  }

  /** Waits until so many checkpoints that begin from now on are complete. */
  private void awaitCheckpoints(int number, Process run) throws Exception {
    // one may have begun before what it should hold had come
    long enough = lastCheckpoint() + number + 1;
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (lastCheckpoint() < enough) {
      assertThat(run.isAlive()).as(said()).isTrue();
      assertThat(System.nanoTime())
          .as("no checkpoint within a minute: " + said())
          .isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  private long lastCheckpoint() throws Exception {
    Path state = folder.resolve("out").resolve("state").resolve("checkpoints");
    while (Files.isDirectory(state)) {
      try {
        return lastCheckpoint(state);
      } catch (UncheckedIOException e) {
        Thread.sleep(5); // an old one went while we looked
      }
    }
    return 0;
  }

  private static long lastCheckpoint(Path state) throws IOException {
    try (Stream<Path> files = Files.walk(state, 3)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .map(file -> file.getParent().getFileName().toString())
          .mapToLong(name -> Long.parseLong(name.substring(name.indexOf('-') + 1)))
          .max()
          .orElse(0);
    }
  }

  private static void send(DatagramSocket exporter, int port, List<byte[]> messages)
      throws Exception {
    for (byte[] message : messages) {
      exporter.send(new DatagramPacket(message, message.length, LOOPBACK, port));
      Thread.sleep(1);
    }
  }

  private static void produce(String brokers, String site, List<byte[]> messages) throws Exception {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", brokers);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (byte[] message : messages) {
        long sent = ByteBuffer.wrap(message).getInt(4) * 1_000_000_000L;
        ExportDatagram datagram = new ExportDatagram(site, "udp:192.0.2.1", sent, message);
        var unused = producer.send(DatagramRecords.toRecord(TOPIC, datagram));
      }
      producer.flush();
    }
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, LOOPBACK)) {
      return socket.getLocalPort();
    }
  }
}
