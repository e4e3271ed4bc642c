package io.mudlark.ipfix.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowRecord;
import io.mudlark.ipfix.golden.Peer;
import io.mudlark.ipfix.wire.Protocol;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we write, as libfixbuf, Wireshark and nfdump read it. */
class InteropIT {
  @TempDir Path folder;

  @Test
  void libfixbuf_reads_our_messages_without_an_error() throws IOException {
    Peer.needs("ipfixDump");
    List<FlowRecord> flows = EncoderTest.flows(true);
    Path file = folder.resolve("ours.ipfix");
    try (OutputStream out = Files.newOutputStream(file)) {
      for (byte[] message : EncoderTest.encode(Protocol.IPFIX, flows)) {
        out.write(message);
      }
    }
    String stats = Peer.run(folder, List.of("ipfixDump", "--in", file.toString(), "--stats"));
    assertThat(stats).contains("200 Data Records").contains("2 Template Records");
    assertThat(stats.toLowerCase(java.util.Locale.ROOT))
        .doesNotContain("warning")
        .doesNotContain("error");
    String dump = Peer.run(folder, List.of("ipfixDump", "--in", file.toString(), "--data"));
    FlowRecord first = flows.get(1);
    assertThat(dump)
        .contains(first.key().source().toString())
        .contains("reverseOctetDeltaCount")
        .contains("flowStartNanoseconds");
  }

  @Test
  void wireshark_sees_the_same_values_and_no_fault() throws IOException {
    Peer.needs("tshark");
    List<FlowRecord> flows = EncoderTest.flows(true);
    Path file = folder.resolve("ours.pcap");
    pcap(file, EncoderTest.encode(Protocol.IPFIX, flows), 4739);
    String faults =
        Peer.run(
            folder, List.of("tshark", "-r", file.toString(), "-Y", "_ws.expert || _ws.malformed"));
    assertThat(faults.lines().filter(line -> !line.contains("root"))).isEmpty();
    String sources =
        Peer.run(
            folder,
            List.of(
                "tshark",
                "-r",
                file.toString(),
                "-T",
                "fields",
                "-E",
                "occurrence=a",
                "-E",
                "aggregator=,",
                "-e",
                "cflow.srcaddr"));
    List<String> expected =
        flows.stream()
            .map(flow -> flow.key().source())
            .filter(a -> a.isV4())
            .map(Object::toString)
            .toList();
    List<String> seen = new ArrayList<>();
    sources
        .lines()
        .filter(line -> line.matches("[0-9.,]+"))
        .forEach(line -> seen.addAll(List.of(line.split(","))));
    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void nfcapd_counts_the_same_totals_and_misses_nothing() throws Exception {
    Peer.needs("nfcapd");
    Peer.needs("nfdump");
    List<FlowRecord> flows = EncoderTest.flows(false);
    long packets = flows.stream().mapToLong(FlowRecord::packets).sum();
    long octets = flows.stream().mapToLong(FlowRecord::octets).sum();
    for (Protocol protocol : List.of(Protocol.IPFIX, Protocol.NETFLOW9)) {
      String log = collect(EncoderTest.encode(protocol, flows), protocol.name());
      Matcher counts =
          Pattern.compile("Flows: (\\d+), Packets: (\\d+), Bytes: (\\d+), Sequence Errors: (\\d+)")
              .matcher(log);
      assertThat(counts.find()).as(log).isTrue();
      assertThat(counts.group(1)).isEqualTo("200");
      assertThat(counts.group(2)).isEqualTo(Long.toString(packets));
      assertThat(counts.group(3)).isEqualTo(Long.toString(octets));
      assertThat(counts.group(4)).isEqualTo("0");
    }
  }

  private String collect(List<byte[]> messages, String name) throws Exception {
    Path store = Files.createDirectory(folder.resolve(name));
    Path log = folder.resolve(name + ".log");
    int port;
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process nfcapd =
        new ProcessBuilder(
                "nfcapd", "-w", store.toString(), "-b", "127.0.0.1", "-p", "" + port, "-t", "3600")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try (DatagramSocket socket = new DatagramSocket()) {
      TimeUnit.MILLISECONDS.sleep(1500);
      for (byte[] message : messages) {
        socket.send(
            new DatagramPacket(message, message.length, InetAddress.getLoopbackAddress(), port));
      }
      TimeUnit.MILLISECONDS.sleep(700);
    } finally {
      nfcapd.destroy();
      if (!nfcapd.waitFor(20, TimeUnit.SECONDS)) {
        nfcapd.destroyForcibly();
      }
    }
    return Files.readString(log);
  }

  /** Datagrams in raw IPv4 and UDP, without checksums. */
  private static void pcap(Path file, List<byte[]> payloads, int port) throws IOException {
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeInt(0xA1B2C3D4);
      out.writeInt(0x00020004);
      out.writeLong(0);
      out.writeInt(65535);
      out.writeInt(101);
      for (byte[] payload : payloads) {
        int length = payload.length + 28;
        out.writeLong(0);
        out.writeInt(length);
        out.writeInt(length);
        out.writeInt(0x45000000 | length);
        out.writeInt(0);
        out.writeInt(0x40110000);
        out.writeInt(0x7F000001);
        out.writeInt(0x7F000001);
        out.writeShort(40000);
        out.writeShort(port);
        out.writeShort(payload.length + 8);
        out.writeShort(0);
        out.write(payload);
      }
    }
  }
}
