package io.mudlark.probe.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.application.OpcUaFacet;
import io.mudlark.probe.capture.LinkType;
import io.mudlark.probe.exchange.ExchangeConfig;
import io.mudlark.probe.exchange.ExchangeMeter;
import io.mudlark.probe.packet.Dissector;
import io.mudlark.probe.packet.PacketView;
import io.mudlark.probe.tcp.TcpLimits;
import io.mudlark.probe.testing.Captures;
import io.mudlark.probe.testing.FuzzTime;
import io.mudlark.probe.testing.PacketBuilder;
import io.mudlark.probe.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Damaged OPC UA streams, and the corpus that open62541 fuzzes itself with. */
class OpcUaFuzzTest {
  private static final ExchangeConfig SMALL =
      new ExchangeConfig(
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          100,
          false,
          new TcpLimits(50, 1 << 16, 1 << 20, Duration.ofSeconds(1), Duration.ofSeconds(30)));

  private long time;
  private int port = 10_000;
  private long emitted;
  private final ExchangeMeter meter =
      new ExchangeMeter(
          "lab",
          SMALL,
          flow -> {
            emitted++;
            OpcUaFacet facet = (OpcUaFacet) flow.application();
            assertThat(facet.nodeIds()).hasSizeLessThanOrEqualTo(NodeReferences.LIMIT);
          });
  private final Dissector dissector = new Dissector();
  private final PacketView view = new PacketView();

  OpcUaFuzzTest() {
    meter.add(new OpcUaProtocol(meter.table(), meter.budget(), Set.of(OpcUaProtocol.PORT)));
  }

  /** One connection whose client, or server, sends these octets in segments. */
  private void connection(byte[] octets, boolean fromClient, int segment) {
    port = port == 60_000 ? 10_000 : port + 1;
    show(true, 2, 0, new byte[0]);
    int sequence = 1;
    for (int at = 0; at < octets.length; at += segment) {
      byte[] part = Arrays.copyOfRange(octets, at, Math.min(octets.length, at + segment));
      show(fromClient, 24, sequence, part);
      sequence += part.length;
    }
  }

  private void show(boolean fromClient, int flags, int sequence, byte[] payload) {
    time += 1_000_000;
    PacketBuilder packet =
        PacketBuilder.packet()
            .from(fromClient ? "10.0.0.1" : "10.0.0.2")
            .to(fromClient ? "10.0.0.2" : "10.0.0.1")
            .tcp(fromClient ? port : 4840, fromClient ? 4840 : port, flags, sequence, payload);
    byte[] frame = packet.frame();
    dissector.dissect(
        Captures.show(LinkType.ETHERNET, frame, frame.length, frame.length, time), view);
    meter.accept(view);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void damaged_messages_escape_nowhere_and_stay_within_the_limits() throws IOException {
    List<byte[]> messages = new ArrayList<>(corpus());
    messages.add(hello());
    FuzzTime.run(
        5,
        random -> {
          byte[] message = FuzzTime.damage(messages.get(random.nextInt(messages.size())), random);
          connection(message, random.nextInt(4) > 0, 1 + random.nextInt(1_400));
          assertThat(meter.table().size()).isLessThanOrEqualTo(100);
          assertThat(meter.budget().taken()).isLessThanOrEqualTo(1 << 20);
        });
    meter.flush();
    assertThat(emitted).isPositive();
    assertThat(meter.table().size()).isZero();
    assertThat(meter.budget().taken()).isZero();
  }

  @Test
  void the_whole_corpus_of_open62541_is_read_without_an_escape() throws IOException {
    List<byte[]> corpus = corpus();
    assertThat(corpus).hasSize(588);
    for (byte[] message : corpus) {
      connection(message, true, 1_400);
      connection(message, false, 7);
    }
    meter.flush();
    assertThat(emitted).isGreaterThan(100);
  }

  private static byte[] hello() {
    byte[] octets = new byte[32];
    System.arraycopy("HELF".getBytes(StandardCharsets.US_ASCII), 0, octets, 0, 4);
    octets[4] = 32;
    Arrays.fill(octets, 28, 32, (byte) 0xFF);
    return octets;
  }

  /** The members of the archive: 512 octets of header, then the content, padded (POSIX ustar). */
  private static List<byte[]> corpus() throws IOException {
    Path archive =
        SharedData.data()
            .resolve("c_mqtt_coap_opcua/opcua_fuzz/open62541_binary_messages_shared.tar");
    byte[] octets = Files.readAllBytes(archive);
    List<byte[]> members = new ArrayList<>();
    int at = 0;
    while (at + 512 <= octets.length && octets[at] != 0) {
      String size = new String(octets, at + 124, 11, StandardCharsets.US_ASCII).trim();
      int length = Integer.parseInt(size, 8);
      boolean isFile = octets[at + 156] == '0' || octets[at + 156] == 0;
      if (isFile) {
        members.add(Arrays.copyOfRange(octets, at + 512, at + 512 + length));
      }
      at += 512 + (length + 511) / 512 * 512;
    }
    return members;
  }
}
