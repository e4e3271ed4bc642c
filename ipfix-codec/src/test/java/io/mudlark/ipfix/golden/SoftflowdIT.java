package io.mudlark.ipfix.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.ipfix.ledger.SequenceAccount;
import io.mudlark.ipfix.ledger.SequenceConvention;
import io.mudlark.ipfix.record.DecodedFlow;
import io.mudlark.ipfix.wire.Protocol;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * softflowd's exports of a capture of 5,806 IP packets in 2,063,725 octets, as nfcapd counts them.
 */
class SoftflowdIT {
  private static final String CAPTURE =
      "data/b_iot_traffic/mudscope/ut-tplink/2021-11-18_15-15-47.pcap";

  @TempDir Path folder;

  private Decoded export(String... options) throws Exception {
    Peer.needs("softflowd");
    Path capture = SharedData.root().resolve(CAPTURE).toAbsolutePath().normalize();
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setReceiveBufferSize(8 << 20);
      socket.setSoTimeout(300);
      List<String> command =
          new ArrayList<>(List.of("softflowd", "-r", capture.toString(), "-d", "-a"));
      command.addAll(List.of("-A", "milli", "-n", "127.0.0.1:" + socket.getLocalPort()));
      // long paths of its control socket make it hang
      command.addAll(List.of("-c", "none", "-p", "pid"));
      command.addAll(List.of(options));
      Process softflowd =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log.txt").toFile())
              .start();
      try {
        return receive(socket, softflowd);
      } finally {
        softflowd.destroy();
        if (!softflowd.waitFor(10, TimeUnit.SECONDS)) {
          softflowd.destroyForcibly();
        }
      }
    }
  }

  private static Decoded receive(DatagramSocket socket, Process softflowd) throws IOException {
    Decoded decoded = Decoded.standard();
    int silences = 0;
    DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
    while (true) {
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        // it ends by itself when the capture has been read
        if (!softflowd.isAlive() || ++silences > 60) {
          return decoded;
        }
        continue;
      }
      byte[] octets = java.util.Arrays.copyOf(packet.getData(), packet.getLength());
      decoded.accept("softflowd", 0, octets);
    }
  }

  @ParameterizedTest
  @CsvSource({"10,IPFIX", "9,NETFLOW9"})
  void counts_every_packet_of_a_capture_and_calls_nothing_lost(String version, Protocol protocol)
      throws Exception {
    Decoded decoded = export("-v", version);
    assertThat(decoded.problems).isEmpty();
    assertThat(decoded.flows).hasSize(4030);
    assertThat(sum(decoded)).isEqualTo("5806/2063725");
    SequenceAccount account = account(decoded, protocol);
    assertThat(account.lost()).as(account.toString()).isZero();
    assertThat(account.residual()).isZero();
  }

  @Test
  void counts_every_ipv4_packet_in_netflow_v5() throws Exception {
    Decoded decoded = export("-v", "5");
    assertThat(decoded.problems).isEmpty();
    assertThat(account(decoded, Protocol.NETFLOW5).lost()).isZero();
    assertThat(decoded.flows).hasSizeGreaterThan(3900);
  }

  @Test
  void pairs_both_directions_of_its_biflows() throws Exception {
    Decoded decoded = export("-v", "10", "-b");
    assertThat(decoded.flows).hasSize(2019).allMatch(DecodedFlow::biflow);
    assertThat(sum(decoded)).isEqualTo("5806/2063725");
    assertThat(account(decoded, Protocol.IPFIX).lost()).isZero();
  }

  @Test
  void the_numbers_of_its_ipfix_messages_are_recognised_as_counting_too_early() throws Exception {
    SequenceAccount account = account(export("-v", "10"), Protocol.IPFIX);
    assertThat(account.convention()).isEqualTo(SequenceConvention.RECORDS_AFTER);
  }

  private static SequenceAccount account(Decoded decoded, Protocol protocol) {
    return decoded.decoder.domains().iterator().next().ledger().account(protocol);
  }

  private static String sum(Decoded decoded) {
    long packets = decoded.flows.stream().mapToLong(flow -> flow.flow().packets()).sum();
    long octets = decoded.flows.stream().mapToLong(flow -> flow.flow().octets()).sum();
    return packets + "/" + octets;
  }
}
