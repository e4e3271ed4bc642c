package io.mudlark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.source.testing.Exports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mudlark run} says of exports it cannot use, in one line each and exit code 2. */
class ExportArgumentsTest {
  @TempDir Path folder;

  @BeforeEach
  void aDeviceAndNoProfile() throws Exception {
    Files.writeString(
        folder.resolve("devices.csv"), "device,mac,ip,mud,site\nplug,,192.168.1.20,,lab\n");
    Files.createDirectories(folder.resolve("mud"));
    Files.writeString(folder.resolve("none.ipfix"), "no message");
  }

  @Test
  void nothing_to_read_is_refused() {
    assertThat(refused()).contains("give --input, --exports, --listen or --kafka");
  }

  @Test
  void captures_and_exports_are_not_mixed() {
    assertThat(refused("--input", "a.pcap", "--listen", "udp://127.0.0.1:0"))
        .contains("captures and flow exports cannot be in one run");
    assertThat(refused("--exports", "none.ipfix", "--listen", "udp://127.0.0.1:0"))
        .contains("recorded and what comes live");
  }

  @Test
  void addresses_topics_and_backends_are_checked() {
    assertThat(refused("--listen", "sctp://127.0.0.1:4739")).contains("udp://HOST:PORT");
    assertThat(refused("--kafka", "broker/topic")).contains("--kafka: 'broker/topic'");
    assertThat(refused("--listen", "udp://127.0.0.1:0", "--state-backend", "disk"))
        .contains("--state-backend is heap or rocksdb");
    assertThat(refused("--listen", "tls://127.0.0.1:0")).contains("--tls-cert");
  }

  @Test
  void there_is_nothing_to_go_on_from_without_a_state() {
    assertThat(refused("--listen", "udp://127.0.0.1:0", "--resume"))
        .contains("holds no state to go on from");
  }

  @Test
  void the_list_of_devices_is_not_made_of_nothing_nor_over_another() {
    String list = folder.resolve("devices.csv").toString();
    assertThat(run("devices", "discover", "--out", list)).contains("give --input or --exports");
    assertThat(run("devices", "discover", "--exports", list, "--out", list))
        .contains("is there already");
    assertThat(run("sort", folder.toString())).contains("holds no parts");
  }

  @Test
  void what_cannot_be_read_to_its_end_spoils_no_other_export() throws Exception {
    Exports exporter = new Exports(7);
    byte[] templates = exporter.templates();
    Path good = file("good.ipfix", templates, exporter.message(3, Exports.START_NANOS));
    byte[] flows = exporter.message(5, Exports.START_NANOS + Exports.SECOND);
    Path cut = file("cut.ipfix", templates, flows, new byte[] {0, 10, 1, 0});
    Path noise = folder.resolve("none.ipfix");
    Path empty = file("empty.ipfix");
    Path capture = file("broken.pcap", HexFormat.of().parseHex("d4c3b2a102000400" + "0".repeat(8)));
    Path absent = folder.resolve("absent.ipfix");
    List<String> arguments = new ArrayList<>(List.of("--exports"));
    for (Path file : List.of(good, cut, noise, empty, capture, absent)) {
      arguments.add("lab=" + file);
    }
    String heard = refused(arguments.toArray(new String[0]));
    assertThat(heard.lines().filter(line -> line.contains(folder.toString())))
        .anyMatch(
            line ->
                line.endsWith(
                    noise
                        + ": offset 0: is neither IPFIX, pcap nor pcapng"
                        + " (starts with 0x6e6f206d)"))
        .anyMatch(line -> line.endsWith(empty + ": offset 0: is empty"))
        .anyMatch(line -> line.contains(capture + ": offset "))
        .anyMatch(line -> line.endsWith(absent + ": no such file or folder"));
    JsonNode ledger =
        new ObjectMapper().readTree(folder.resolve("out").resolve("ledger.json").toFile());
    assertThat(ledger.findValue("input-problems").asInt()).as("the one cut off").isEqualTo(1);
    assertThat(ledger.toString()).as("what the others hold").contains("\"flows\":8");
  }

  private Path file(String name, byte[]... parts) throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      octets.write(part);
    }
    return Files.write(folder.resolve(name), octets.toByteArray());
  }

  private String refused(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "run",
                "--mud",
                folder.resolve("mud").toString(),
                "--devices",
                folder.resolve("devices.csv").toString(),
                "--out",
                folder.resolve("out").toString()));
    all.addAll(List.of(more));
    return run(all.toArray(new String[0]));
  }

  private static String run(String... arguments) {
    PrintStream before = System.err;
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    System.setErr(new PrintStream(heard, true, StandardCharsets.UTF_8));
    try {
      assertThat(MudlarkCommand.execute(arguments)).isEqualTo(2);
    } finally {
      System.setErr(before);
    }
    return heard.toString(StandardCharsets.UTF_8);
  }
}
