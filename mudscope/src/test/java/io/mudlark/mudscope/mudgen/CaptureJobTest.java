package io.mudlark.mudscope.mudgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpPrefix;
import io.mudlark.flow.MacAddress;
import io.mudlark.mudscope.input.UnusableInput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations, sound and not. */
class CaptureJobTest {
  private static final String SOUND =
      """
      {"defaultGatewayConfig": {"macAddress": "08:00:27:86:05:66", "ipAddress": "192.168.32.1",
        "ipv6Address": "-"},
       "deviceConfig": {"device": "00:31:92:E1:7B:17", "deviceName": "plug"},
       "controllers": {"urn:example": "10.0.0.0/8"},
       "pcapLocation": "a/b.pcap"}
      """;

  private static CaptureJob parse(String json) throws UnusableInput {
    return CaptureJob.parse("plug.json", json, "pcapLocation");
  }

  @Test
  void reads_what_mudgee_reads() throws UnusableInput {
    CaptureJob job = parse(SOUND);

    assertThat(job.device()).isEqualTo(MacAddress.parse("00:31:92:e1:7b:17"));
    assertThat(job.gatewayMac()).isEqualTo(MacAddress.parse("08:00:27:86:05:66"));
    assertThat(job.gatewayIpv4()).isEqualTo(IpAddress.parse("192.168.32.1"));
    assertThat(job.gatewayIpv6()).isNull();
    assertThat(job.capture()).isEqualTo(Path.of("a/b.pcap"));
    assertThat(job.controllers()).containsEntry("urn:example", IpPrefix.parse("10.0.0.0/8"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "08:00:27:86:05:66 | nonsense | plug.json: macAddress: not a MAC address: 'nonsense'",
        "192.168.32.1 | ::1 | plug.json: ipAddress: not an IPv4 address: '::1'",
        "\"plug\" | \"../x\" | plug.json: deviceName: cannot name a file: '../x'",
        "\"plug\" | 5 | plug.json: deviceName: a text of this name is needed",
        "pcapLocation | other | plug.json: pcapLocation: a text of this name is needed",
        "deviceConfig | other | plug.json: deviceConfig: a container of this name is needed",
        "10.0.0.0/8 | 10.0.0.0/99 | plug.json: controllers/urn:example: not an address block"
      })
  void says_in_one_line_what_is_wrong(String from, String to, String line) {
    assertThatThrownBy(() -> parse(SOUND.replace(from, to)))
        .isInstanceOf(UnusableInput.class)
        .hasMessage(line);
  }

  @Test
  void says_where_json_breaks_off() {
    assertThatThrownBy(() -> parse("{\"a\": \n tru"))
        .isInstanceOf(UnusableInput.class)
        .hasMessageStartingWith("plug.json: line 2, column");
    assertThatThrownBy(() -> parse("[]")).hasMessage("plug.json: /: a JSON object is expected");
    assertThatThrownBy(() -> parse("[".repeat(100_000))).isInstanceOf(UnusableInput.class);
    assertThatThrownBy(() -> CaptureJob.readMudgen(Path.of("no-such.json")))
        .hasMessage("no-such.json: no such file");
  }

  @Test
  void survives_damaged_configurations() {
    Random random = new Random(4);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] octets = SOUND.getBytes(StandardCharsets.UTF_8);
      for (int k = random.nextInt(4); k >= 0; k--) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt(128);
      }
      try {
        parse(new String(octets, StandardCharsets.UTF_8));
      } catch (UnusableInput e) {
        refused++;
        assertThat(e.getMessage()).startsWith("plug.json: ").doesNotContain("\n");
      }
    }
    assertThat(refused).isBetween(1_000, 20_000);
  }
}
