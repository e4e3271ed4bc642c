package io.mudlark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.mudlark.jobs.config.ProbeEnvironment;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ProbeCommandTest {
  private static final int MESSAGE = 1_175;

  @TempDir Path folder;

  private static Path golden(String name) {
    Path shared = Path.of(System.getProperty("mudlark.root", "..")).resolve("../shared");
    if (!Files.isDirectory(shared)) {
      if ("1".equals(System.getenv("MUDLARK_STRICT"))) {
        fail("../shared is missing");
      }
      Assumptions.abort("../shared is missing");
    }
    return shared.resolve("golden/mission").resolve(name).normalize();
  }

  private static int run(Map<String, String> environment, String... arguments) {
    return new CommandLine(new ProbeCommand().in(new ProbeEnvironment(environment)))
        .setExecutionExceptionHandler((e, command, parsed) -> ExitCodes.UNUSABLE)
        .execute(arguments);
  }

  @Test
  void in_compat_a_capture_becomes_the_very_octets_of_missions_probe() throws IOException {
    List<String> theirs = Files.readAllLines(golden("mqtt-mixed.ipfix.hex"));
    Path out = folder.resolve("out.ipfix");
    int code =
        MudlarkCommand.execute(
            "probe",
            "--input",
            golden("mqtt-mixed.pcap").toString(),
            "--protocol",
            "MQTT",
            "--export",
            "file:" + out,
            "--compat",
            "mission");
    assertThat(code).isZero();
    ByteBuffer ours = ByteBuffer.wrap(Files.readAllBytes(out));
    assertThat(ours.capacity()).isEqualTo(MESSAGE * theirs.size());
    for (String line : theirs) {
      byte[] message = new byte[MESSAGE];
      ours.get(message);
      byte[] expected = HexFormat.of().parseHex(line.strip());
      // the time of export
      System.arraycopy(expected, 4, message, 4, 4);
      assertThat(message).isEqualTo(expected);
    }
  }

  @Test
  void without_compat_nothing_is_missing_and_system_topics_are_asked_for() throws IOException {
    String input = golden("mqtt-mixed.pcap").toString();
    Path all = folder.resolve("all.ipfix");
    Path some = folder.resolve("some.ipfix");
    String[] base = {"--input", input, "--protocol", "mqtt", "--export"};
    assertThat(run(Map.of(), base[0], base[1], base[2], base[3], base[4], "file:" + all, "-s"))
        .isZero();
    assertThat(run(Map.of(), base[0], base[1], base[2], base[3], base[4], "file:" + some)).isZero();
    assertThat(Files.size(all)).isEqualTo(769L * MESSAGE);
    assertThat(Files.size(some)).isEqualTo(767L * MESSAGE);
  }

  @Test
  void the_standard_form_holds_every_exchange_in_less_room_and_is_the_same_each_time()
      throws IOException {
    String input = golden("mqtt-mixed.pcap").toString();
    Path first = folder.resolve("1.ipfix");
    Path second = folder.resolve("2.ipfix");
    for (Path out : List.of(first, second)) {
      int code =
          run(
              Map.of("PROTOCOL", "mqtt"),
              "--input",
              input,
              "--export",
              "file:" + out,
              "--wire",
              "standards",
              "--flows");
      assertThat(code).isZero();
    }
    assertThat(Files.size(first)).isBetween(50_000L, 300_000L);
    assertThat(Files.readAllBytes(first)).isEqualTo(Files.readAllBytes(second));
  }

  @Test
  void the_environment_names_the_collector() throws IOException {
    try (DatagramSocket collector = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      collector.setSoTimeout(5_000);
      Map<String, String> environment =
          Map.of(
              "COLLECTOR",
              "127.0.0.1",
              "PORT",
              "" + collector.getLocalPort(),
              "PROTOCOL",
              "mqtt",
              "LOG_LEVEL",
              "warning",
              "BENCHMARK",
              "false");
      assertThat(run(environment, "--input", golden("mqtt-live.pcap").toString())).isZero();
      DatagramPacket datagram = new DatagramPacket(new byte[2_000], 2_000);
      for (int i = 0; i < 13; i++) {
        collector.receive(datagram);
        assertThat(datagram.getLength()).isEqualTo(MESSAGE);
      }
    }
  }

  @Test
  void what_cannot_be_used_is_refused() throws IOException {
    Path capture = Files.writeString(folder.resolve("no.pcap"), "no capture");
    String out = "file:" + folder.resolve("out.ipfix");
    String[][] wrong = {
      {"--input", capture.toString(), "--export", out},
      {"--input", capture.toString(), "--export", out, "--protocol", "http"},
      {"--input", capture.toString(), "--protocol", "mqtt"},
      {"--input", capture.toString(), "--protocol", "mqtt", "--export", "smoke:signals"},
      {"--input", capture.toString(), "--protocol", "mqtt", "--export", "udp:127.0.0.1:0"},
      {"--input", capture.toString(), "--protocol", "coap", "--export", out, "--wire", "mission"},
      {"--input", capture.toString(), "--protocol", "coap", "--export", out, "--compat", "mission"},
      {"--input", capture.toString(), "--protocol", "mqtt", "--export", out, "--ports", "coap=1"},
      {"--input", capture.toString(), "--protocol", "mqtt", "--export", out, "-l", "loud"},
      {"--protocol", "mqtt", "--export", out},
      {"--input", capture.toString(), "--protocol", "mqtt", "--export", out},
    };
    for (String[] arguments : wrong) {
      assertThat(run(Map.of(), arguments)).as(String.join(" ", arguments)).isEqualTo(2);
    }
  }
}
