package io.mudlark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {
  private static final String WORKS =
      """
      name: works
      start: 2026-03-02T08:00:00Z
      duration: PT2M
      sites:
        - name: works
          vlan: 0
          ipv4: 10.30.0.0/24
          ipv6: fd00:30::/64
          controllers: {}
          stations:
            - {name: plc, host: 10, kind: plc}
            - {name: panel, host: 11, kind: operator-panel}
            - {name: thermostat, host: 12, kind: thermostat}
      attacks: []
      """;

  @TempDir Path folder;

  @Test
  void the_same_traffic_comes_as_capture_as_ipfix_and_as_a_table_of_flows() throws Exception {
    Path file = Files.writeString(folder.resolve("works.yaml"), WORKS);
    Path out = folder.resolve("out");
    String[] line = {"generate", file.toString(), "--ipfix", "--flows", "--out", out.toString()};
    assertThat(MudlarkCommand.execute(line)).isZero();
    assertThat(out.resolve("works.pcapng")).isNotEmptyFile();
    byte[] messages = Files.readAllBytes(out.resolve("works.ipfix"));
    assertThat(messages).startsWith((byte) 0, (byte) 10);
    int length = 0;
    for (int at = 0; at < messages.length; at += length) {
      length = (messages[at + 2] & 0xFF) << 8 | (messages[at + 3] & 0xFF);
      assertThat(length).as("message at %d", at).isPositive();
    }
    List<String> flows = Files.readAllLines(out.resolve("works.flows.csv"));
    assertThat(flows).hasSizeGreaterThan(5).anyMatch(flow -> flow.contains("4840"));
  }

  @Test
  void what_cannot_be_done_ends_with_2() {
    String out = folder.resolve("out").toString();
    assertThat(MudlarkCommand.execute("generate", "absent.yaml", "--out", out)).isEqualTo(2);
    assertThat(MudlarkCommand.execute("generate", "demo", "--loss", "1.5", "--out", out))
        .isEqualTo(2);
    assertThat(MudlarkCommand.execute("generate", "demo", "--export", "smoke:1", "--out", out))
        .isEqualTo(2);
  }
}
