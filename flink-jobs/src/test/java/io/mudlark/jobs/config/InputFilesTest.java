package io.mudlark.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.site.Device;
import io.mudlark.site.Site;
import io.mudlark.source.flink.CaptureInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputFilesTest {
  @TempDir Path folder;

  @Test
  void devices_are_read_whatever_the_order_of_columns() throws Exception {
    Path file =
        write(
            "devices.csv",
            "\uFEFFsite,device,mud,mac,ip\n",
            "# the lab\n",
            "lab, cam ,https://cam.example/cam.json,00:31:92:E1:7B:17,10.0.0.5; fe80::5\n",
            "\n",
            ",plug,,,10.0.0.6\n");
    List<Device> devices = DevicesFile.read(file, "home");
    assertThat(devices).hasSize(2);
    assertThat(devices.get(0).id()).hasToString("lab/cam");
    assertThat(devices.get(0).mac()).isEqualTo(MacAddress.parse("00:31:92:e1:7b:17"));
    assertThat(devices.get(0).addresses())
        .containsExactly(IpAddress.parse("10.0.0.5"), IpAddress.parse("fe80::5"));
    assertThat(devices.get(0).mud()).isEqualTo("https://cam.example/cam.json");
    assertThat(devices.get(1).id()).hasToString("home/plug");
    assertThat(devices.get(1).mac()).isNull();
    assertThat(devices.get(1).mud()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,00:11:22:33:44:5x,,,s | line 2: not a MAC address: '00:11:22:33:44:5x'",
        "a,,10.0.0.256,,s | line 2: not an IP address: '10.0.0.256'",
        "a,,,,s | line 2: device s/a has neither a MAC nor an IP address",
        "a/b,00:11:22:33:44:55,,,s | line 2: field 'device' must be a name without '/', not 'a/b'",
        "a,00:11:22:33:44:55,,, | line 2: field 'site' is empty, but there are several sites to"
            + " choose from",
        "a,00:11:22:33:44:55,,,b/c | line 2: field 'site' must be a name without '/', not 'b/c'"
      })
  void a_line_that_cannot_be_used_is_named(String line, String message) throws Exception {
    Path file = write("devices.csv", "device,mac,ip,mud,site\n", line + "\n");
    assertThatThrownBy(() -> DevicesFile.read(file, null))
        .isInstanceOf(ConfigException.class)
        .hasMessage(file + ": " + message);
  }

  @Test
  void devices_and_macs_are_listed_once() throws Exception {
    Path twice =
        write("twice.csv", "device,mac,ip,mud,site\n", "a,,10.0.0.1,,s\n", "a,,10.0.0.2,,s\n");
    assertThatThrownBy(() -> DevicesFile.read(twice, ""))
        .hasMessageContaining("line 3: device 's/a' is listed twice");
    Path mac =
        write(
            "mac.csv",
            "device,mac,ip,mud,site\n",
            "a,00:11:22:33:44:55,,,s\n",
            "b,00:11:22:33:44:55,,,t\n",
            "c,00:11:22:33:44:55,,,s\n");
    assertThatThrownBy(() -> DevicesFile.read(mac, ""))
        .hasMessageContaining("line 4: MAC address 00:11:22:33:44:55 is listed twice at site 's'");
  }

  @Test
  void addresses_are_listed_once_at_a_site() throws Exception {
    Path file =
        write("ips.csv", "device,ip,site\n", "a,10.0.0.1,s\n", "b,10.0.0.1,t\n", "c,10.0.0.1,s\n");
    assertThatThrownBy(() -> DevicesFile.read(file, ""))
        .hasMessageContaining("line 4: IP address 10.0.0.1 is listed twice at site 's'");
  }

  @Test
  void a_file_without_the_columns_or_without_devices_is_refused() throws Exception {
    Path columns = write("columns.csv", "name,address\n", "a,b\n");
    assertThatThrownBy(() -> DevicesFile.read(columns, ""))
        .hasMessageContaining("expected the columns device,mac,ip,mud,site, found name,address");
    Path empty = write("empty.csv", "device,mac,ip,mud,site\n");
    assertThatThrownBy(() -> DevicesFile.read(empty, "")).hasMessageContaining("lists no device");
    assertThatThrownBy(() -> DevicesFile.read(folder.resolve("absent.csv"), ""))
        .hasMessageEndingWith("absent.csv: no such file");
  }

  @Test
  void sites_are_read_with_single_values_for_lists() throws Exception {
    Path file =
        write(
            "sites.yaml",
            "sites:\n",
            "  lab:\n",
            "    gateway: {mac: '08:00:27:86:05:66', ipv4: 192.168.32.1, ipv6: 'fe80::1'}\n",
            "    localNetworks: [192.168.32.0/24, 'fd00::/64']\n",
            "    controllers: {'urn:x:hub': 192.168.32.7}\n",
            "    dns: 192.168.32.1\n");
    Site lab = SitesFile.read(file).get("lab");
    assertThat(lab.gateways())
        .containsExactly(IpAddress.parse("192.168.32.1"), IpAddress.parse("fe80::1"));
    assertThat(lab.isLocal(IpAddress.parse("192.168.32.200"))).isTrue();
    assertThat(lab.isLocal(IpAddress.parse("192.168.33.1"))).isFalse();
    assertThat(lab.controllers()).containsOnlyKeys("urn:x:hub");
    assertThat(lab.dns()).containsExactly(IpAddress.parse("192.168.32.1"));
    assertThat(lab.ntp()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sites: {lab: {dns: [1.2.3]}} | sites.lab.dns[0]: not an IP address: '1.2.3'",
        "sites: {lab: {gatway: {}}} | sites.lab: unknown key 'gatway', did you mean 'gateway'?",
        "sites: {lab: {gateway: 192.168.1.1}} | sites.lab.gateway: expected keys with values",
        "sites: {lab: 192.168.1.1} | sites.lab: expected keys with values",
        "sites: {lab: {dns: {ipv4: 1.2.3.4}}} | sites.lab.dns: expected an address as text",
        "sites: {lab: {dns: [[1.2.3.4]]}} | sites.lab.dns[0]: expected an address as text",
        "sites: {lab: {controllers: [1.2.3.4]}} | sites.lab.controllers: expected keys with values",
        "sites: {lab: {ntp: 5}} | sites.lab.ntp: expected an address as text, not 5",
        "sites: {lab: {dns: 1.2.3.4, dns: 1.2.3.5}} | Duplicate field 'dns'",
        "{sites: {lab: {}}, site: {}} | top level: unknown key 'site', did you mean 'sites'?",
        "sites: {lab: {gateway: {mac: x}}} | sites.lab.gateway.mac: not a MAC address: 'x'",
        "lab: {} | expected a key 'sites'",
        "sites: {lab: [ | not YAML"
      })
  void a_key_that_cannot_be_used_is_named(String yaml, String message) throws Exception {
    Path file = write("sites.yaml", yaml + "\n");
    assertThatThrownBy(() -> SitesFile.read(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void captures_are_found_in_folders_by_name_and_named_outright_whatever_the_name()
      throws Exception {
    Path lab = Files.createDirectories(folder.resolve("lab/deep"));
    for (String name :
        List.of(
            "a.pcap",
            "b.PCAPNG",
            "c.pcap.gz",
            "d.pcap3",
            "e.cap",
            "f.txt",
            "g.csv",
            "h.pcap.1",
            "i.pcap.zst")) {
      Files.writeString(lab.resolve(name), "");
    }
    Path odd = Files.writeString(folder.resolve("odd.bin"), "");
    List<String> problems = new ArrayList<>();
    List<CaptureInput> found =
        CaptureInputs.find(
            List.of(
                "x=" + folder.resolve("lab"), odd.toString(), folder.resolve("none").toString()),
            "home",
            problems::add);
    assertThat(found).extracting(CaptureInput::site).containsExactly("home", "x");
    assertThat(found.get(0).files()).containsExactly(odd.toString());
    assertThat(found.get(1).files())
        .extracting(f -> Path.of(f).getFileName().toString())
        .containsExactly(
            "a.pcap", "b.PCAPNG", "c.pcap.gz", "d.pcap3", "e.cap", "h.pcap.1", "i.pcap.zst");
    assertThat(problems).containsExactly(folder.resolve("none") + ": no such file or folder");
  }

  @Test
  void what_comes_through_a_pipe_is_copied_to_a_file() {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "no /dev/null here");
    List<String> problems = new ArrayList<>();
    List<CaptureInput> found = CaptureInputs.find(List.of("lab=/dev/null"), "x", problems::add);
    assertThat(found).hasSize(1);
    assertThat(Path.of(found.get(0).files().get(0))).isEmptyFile();
    assertThat(problems).isEmpty();
  }

  @Test
  void a_path_that_exists_is_never_taken_for_a_site_and_a_path() throws Exception {
    Path odd = Files.writeString(folder.resolve("a=b.pcap"), "");
    assertThat(CaptureInputs.find(List.of(odd.toString()), "home", p -> {}).get(0).site())
        .isEqualTo("home");
    assertThat(CaptureInputs.sitesNamedIn(List.of(odd.toString(), "lab=x.pcap")))
        .containsExactly("lab");
  }

  @ParameterizedTest
  @CsvSource({"60s,60000", "5m,300000", "1h30m,5400000", "250ms,250", "2d,172800000"})
  void durations_are_read_and_written_as_people_write_them(String text, long millis) {
    assertThat(Durations.parse(text)).hasMillis(millis);
    assertThat(Durations.parse(Durations.format(Durations.parse(text)))).hasMillis(millis);
  }

  @ParameterizedTest
  @CsvSource({"60", "s", "0s", "5 m", "-5m", "5x", "1m5", "''"})
  void what_is_no_duration_is_refused(String text) {
    assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private Path write(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("", lines));
  }

  @Test
  void files_that_are_not_utf_8_are_named_as_such() throws Exception {
    byte[] latin1 = "sites: {caf\u00e9: {}}\n".getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("latin.yaml"), latin1);
    assertThatThrownBy(() -> SitesFile.read(file))
        .hasMessage(file + ": cannot be read: not UTF-8 text");
    assertThatThrownBy(() -> DevicesFile.read(file, null))
        .hasMessage(file + ": cannot be read: not UTF-8 text");
  }
}
