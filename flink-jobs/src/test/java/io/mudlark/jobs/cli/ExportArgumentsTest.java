package io.mudlark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mudlark run} refuses about flow exports, each with one line and exit code 2. */
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
