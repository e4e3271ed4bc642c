package io.mudlark.mud.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.flow.IpPrefix;
import io.mudlark.flow.MacAddress;
import io.mudlark.mud.profile.Match.End;
import io.mudlark.mud.testing.MudText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MudFileReaderTest {
  private static MudProfile read(String json) throws MudFormatException {
    return MudFileReader.read("camera.json", json);
  }

  private static List<Match> matches(String container) throws MudFormatException {
    return entry(container).fromDevice().get(0).entries().get(0).matches();
  }

  private static MudProfile entry(String container) throws MudFormatException {
    return read(MudText.camera().from(container.replace('\'', '"')).json());
  }

  private static void refuses(String container, String message) {
    assertThatThrownBy(() -> entry(container))
        .isInstanceOf(MudFormatException.class)
        .hasMessage(
            "camera.json: /ietf-access-control-list:acls/acl/0/aces/ace/0/matches" + message);
  }

  @Test
  void reads_the_leaves_about_the_device() throws Exception {
    MudProfile profile = read(MudText.camera().json());
    assertThat(profile.url()).isEqualTo("https://maker.example/camera");
    assertThat(profile.authority()).isEqualTo("maker.example");
    assertThat(profile.systeminfo()).isEqualTo("camera");
    assertThat(profile.lastUpdate()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(profile.cacheValidity()).isEqualTo(48);
    assertThat(profile.isSupported()).isTrue();
    assertThat(profile.mfgName()).isNull();
    assertThat(profile.warnings()).isEmpty();
  }

  @Test
  void reads_every_kind_of_match() throws Exception {
    assertThat(
            matches(
                "{'eth':{'destination-mac-address':'ff:ff:ff:ff:ff:ff','ethertype':'ipv4'},"
                    + "'ipv4':{'protocol':17,'destination-ipv4-network':'10.0.0.0/8',"
                    + "'ietf-acldns:src-dnsname':'A.Example'},"
                    + "'udp':{'source-port':{'operator':'gte','port':1024},"
                    + "'destination-port':{'lower-port':5,'upper-port':6}},"
                    + "'ietf-mud:mud':{'controller':'urn:x','my-controller':[null],"
                    + "'local-networks':[null]}}"))
        .containsExactly(
            new Match.IpVersion(4),
            new Match.EthernetAddress(End.DESTINATION, MacAddress.BROADCAST, MacAddress.BROADCAST),
            new Match.EtherType(0x0800),
            new Match.Protocol(17),
            new Match.Network(End.DESTINATION, IpPrefix.parse("10.0.0.0/8")),
            new Match.DnsName(End.SOURCE, "a.example"),
            new Match.Port(End.SOURCE, new PortRange(1024, 65535, false)),
            new Match.Port(End.DESTINATION, new PortRange(5, 6, false)),
            new Match.Controller("urn:x"),
            new Match.MyController(),
            new Match.LocalNetworks());
  }

  @Test
  void gives_the_same_for_prefixed_and_for_older_spellings() throws Exception {
    List<Match> expected =
        matches(
            "{'ipv4':{'protocol':6},'tcp':{'destination-port':{'operator':'eq','port':80},"
                + "'ietf-mud:direction-initiated':'to-device'}}");
    for (String older :
        List.of(
            "{'l3':{'ipv4':{'protocol':6}},'l4':{'tcp':{'destination-port':80,"
                + "'direction-initiated':'to-device'}}}",
            "{'ietf-access-control-list:ipv4':{'protocol':6},'ietf-access-control-list:tcp':{"
                + "'destination-port-range-or-operator':{'operator':'eq','port':80},"
                + "'ietf-mud:direction-initiated':'to-device'}}",
            "{'ipv4':{'protocol':6},'tcp':{'destination-port':{'port-range':"
                + "{'lower-port':'80','upper-port':80}},'direction-initiated':'to-device'}}")) {
      assertThat(matches(older)).as(older).isEqualTo(expected);
    }
  }

  @Test
  void accepts_names_that_stand_outside_of_ip_with_a_warning() throws Exception {
    MudProfile profile = entry("{'ietf-acldns:dst-dnsname':'a.example'}");
    assertThat(profile.fromDevice().get(0).entries().get(0).matches())
        .containsExactly(new Match.DnsName(End.DESTINATION, "a.example"));
    assertThat(profile.warnings())
        .containsExactly(
            "/ietf-access-control-list:acls/acl/0/aces/ace/0/matches/ietf-acldns:dst-dnsname:"
                + " belongs into ipv4 or ipv6; read as if it stood there");
  }

  @Test
  void takes_the_family_from_the_type_of_the_list() throws Exception {
    MudProfile profile =
        read(MudText.camera().type("ipv6-acl-type").from("{\"icmp\":{\"type\":128}}").json());
    assertThat(profile.fromDevice().get(0).entries().get(0).matches())
        .containsExactly(
            new Match.IpVersion(6), new Match.Icmp(128, Match.Icmp.ANY), new Match.Protocol(58));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'ipv4':{'dscp':7}} | ipv4/dscp: not decidable on flows or unknown; ignored",
        "{'ipv4':{'ttl':7}} | ipv4/ttl: not decidable on flows or unknown; ignored",
        "{'ipv4':{'flags':'fragment'}} | ipv4/flags: not decidable on flows or unknown; ignored",
        "{'tcp':{'window-size':7}} | tcp/window-size: not decidable on flows or unknown; ignored",
        "{'udp':{'direction-initiated':'from-device'}} | udp/direction-initiated: means something"
            + " for TCP only; ignored",
        "{'mud':{'quantum':7}} | mud/quantum: not decidable on flows or unknown; ignored",
        "{'mud':{'local-networks':{}}} | mud/local-networks: an empty leaf is written [null]",
        "{'tls':{}} | tls: not decidable on flows or unknown; ignored",
        "{'ipv4':{'dst-dnsname':'*.a'}} | ipv4/dst-dnsname: names have no wildcards in RFC 8520; it"
            + " is compared as it stands",
        "{'ipv6':{'protocol':0}} | ipv6/protocol: 0 is the hop-by-hop header, not the upper"
            + " layer's protocol",
      })
  void reads_but_warns_about(String container, String warning) throws Exception {
    assertThat(entry(container.replaceAll("^\\{\\}$", "")).warnings())
        .contains("/ietf-access-control-list:acls/acl/0/aces/ace/0/matches/" + warning);
  }

  @Test
  void refuses_what_cannot_be_meant() {
    refuses(
        "{'tcp':{'source-port':{'operator':'eq','port':65536}}}",
        "/tcp/source-port/port: 65536 is not in 0..65535");
    refuses(
        "{'tcp':{'source-port':{'operator':'like','port':1}}}",
        "/tcp/source-port: eq, neq, lte or gte is expected, not 'like'");
    refuses(
        "{'tcp':{'source-port':{'lower-port':9,'upper-port':1}}}",
        "/tcp/source-port: lower-port 9 is above upper-port 1");
    refuses("{'ipv4':{'protocol':256}}", "/ipv4/protocol: 256 is not in 0..255");
    refuses(
        "{'ipv4':{'source-ipv4-network':'10.0.0.0/33'}}",
        "/ipv4/source-ipv4-network: not an address block: '10.0.0.0/33'");
    refuses(
        "{'tcp':{'direction-initiated':'sideways'}}",
        "/tcp/direction-initiated: from-device or to-device is expected, not 'sideways'");
    refuses("{'tcp':[]}", "/tcp: a container is expected, not a list");
    refuses(
        "{'eth':{'source-mac-address':'zz'}}", "/eth/source-mac-address: not a MAC address: 'zz'");
    refuses("{'ipv4':{'dst-dnsname':'a\\nb'}}", "/ipv4/dst-dnsname: contains control characters");
    refuses("{'tcp':{'flags':'odd'}}", "/tcp/flags: no TCP flag: 'odd'");
  }

  @Test
  void names_line_and_column_of_broken_json() {
    assertThatThrownBy(() -> read("{\n  \"a\": ]"))
        .isInstanceOf(MudFormatException.class)
        .hasMessageStartingWith("camera.json: line 2, column ");
    assertThatThrownBy(() -> read("{\"a\":1,\"a\":2}")).hasMessageContaining("Duplicate");
    assertThatThrownBy(() -> read("{} {}")).hasMessageStartingWith("camera.json: line 1");
  }

  @Test
  void says_when_json_is_no_mud_file() {
    assertThatThrownBy(() -> read("{}")).hasMessage("camera.json: /: no ietf-mud:mud container");
    assertThatThrownBy(() -> read("[]")).hasMessage("camera.json: /: no ietf-mud:mud container");
    assertThatThrownBy(() -> read("{\"ietf-mud:mud\":{}}"))
        .hasMessage("camera.json: /ietf-mud:mud: no mud-url");
  }

  @Test
  void keeps_hostile_values_on_one_short_line() {
    String hostile = "x\\r\\n\\u001b[31m\\u2028" + "y".repeat(5_000);
    String json =
        "{\"ietf-mud:mud\":{\"mud-url\":\"https://a/b\",\"from-device-policy\":\"%s\"}}"
            .formatted(hostile);
    assertThatThrownBy(() -> read(json))
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .hasSizeLessThan(200)
                    .doesNotContain("\n", "\r", "\u001b", "\u2028"));
  }

  @Test
  void limits_size_nesting_names_lists_and_entries(@TempDir Path folder) throws Exception {
    assertThatThrownBy(() -> read(" ".repeat(MudFileReader.MAX_OCTETS + 1)))
        .hasMessage("camera.json: /: larger than 1048576 octets");
    Path big = Files.write(folder.resolve("big.json"), new byte[MudFileReader.MAX_OCTETS + 1]);
    assertThatThrownBy(() -> MudFileReader.read(big))
        .hasMessage(big + ": /: larger than 1048576 octets");
    assertThatThrownBy(() -> read("[".repeat(100_000)))
        .isInstanceOf(MudFormatException.class)
        .hasMessageContaining("nesting depth");
    assertThatThrownBy(() -> read(MudText.of("https://a/" + "b".repeat(300)).json()))
        .hasMessage("camera.json: /ietf-mud:mud/mud-url: longer than 255 characters");
    MudText many = MudText.camera();
    IntStream.rangeClosed(0, AclReader.MAX_ENTRIES).forEach(i -> many.from("{}"));
    assertThatThrownBy(() -> read(many.json())).hasMessageEndingWith("more than 4096 entries");
    String lists =
        IntStream.rangeClosed(0, AclReader.MAX_LISTS)
            .mapToObj(i -> "{\"name\":\"l" + i + "\",\"aces\":{\"ace\":[]}}")
            .collect(Collectors.joining(","));
    assertThatThrownBy(
            () ->
                read(
                    "{\"ietf-mud:mud\":{\"mud-url\":\"https://a/b\"},\"acls\":{\"acl\":["
                        + lists
                        + "]}}"))
        .hasMessageEndingWith("more than 256 access lists");
  }

  @Test
  void limits_the_warnings() throws Exception {
    MudText many = MudText.camera();
    IntStream.range(0, 1_000).forEach(i -> many.from("{}"));
    List<String> warnings = read(many.json()).warnings();
    assertThat(warnings).hasSize(Warnings.LIMIT + 1);
    assertThat(warnings.get(Warnings.LIMIT)).isEqualTo("and 800 more");
  }

  @Test
  void refuses_what_is_not_utf8(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("x.json"), new byte[] {'{', (byte) 0xFF, '}'});
    assertThatThrownBy(() -> MudFileReader.read(file)).hasMessage(file + ": /: not UTF-8 text");
    assertThatThrownBy(() -> MudFileReader.read(folder.resolve("none.json")))
        .hasMessage(folder.resolve("none.json") + ": no such file");
  }

  @Test
  void reads_past_a_byte_order_mark(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("bom.json");
    Files.write(file, ("\uFEFF" + MudText.camera().json()).getBytes(StandardCharsets.UTF_8));
    assertThat(MudFileReader.read(file).url()).isEqualTo("https://maker.example/camera");
  }

  @Test
  void warns_about_careless_leaves() throws Exception {
    String json =
        """
        {"ietf-mud:mud":{"mud-version":2,"mud-url":"http://a/b","last-update":"yesterday",
        "cache-validity":0,"extensions":["x"],
        "from-device-policy":{"access-lists":{"access-list":[{"name":"gone"}]}}},
        "ietf-access-control-list:acls":{"acl":[{"name":"spare","type":"ipv4-acl-type",
        "aces":{"ace":[]}}]}}""";
    assertThat(read(json).warnings())
        .containsExactlyInAnyOrder(
            "/ietf-mud:mud/from-device-policy/access-lists/access-list/0/name: no list of the name"
                + " 'gone'",
            "/ietf-mud:mud: no to-device-policy: nothing but the defaults is allowed that way",
            "/: no policy uses the list 'spare'",
            "/ietf-mud:mud/mud-version: '2' is not 1",
            "/ietf-mud:mud/cache-validity: '0' is not 1..168",
            "/ietf-mud:mud: is-supported is mandatory and true or false",
            "/ietf-mud:mud/last-update: no date and time with zone (RFC 6991), such as"
                + " 2019-01-28T11:20:51Z",
            "/ietf-mud:mud/mud-url: a MUD URL is an https URL",
            "/ietf-mud:mud/extensions: no extension is understood; they are ignored");
  }

  @Test
  void warns_about_conditions_on_the_devices_own_end() throws Exception {
    assertThat(
            read(MudText.camera()
                    .from("{\"ipv4\":{\"src-dnsname\":\"a.example\"}}")
                    .to("{\"ipv4\":{\"destination-ipv4-network\":\"10.0.0.0/8\"}}")
                    .json())
                .warnings())
        .containsExactly(
            "from/e1: src-dnsname is the device's own end of packets sent by it",
            "to/e1: destination-network is the device's own end of packets received by it");
  }

  @Test
  void hashes_what_the_rules_mean_and_not_how_they_are_written() throws Exception {
    String port = "{\"tcp\":{\"destination-port\":%s}}";
    String one = MudText.camera().from(port.formatted("80")).json();
    String same = MudText.camera().from(port.formatted("{\"operator\":\"eq\",\"port\":80}")).json();
    String other = MudText.camera().from(port.formatted("81")).json();
    assertThat(
            read(same.replace("\"systeminfo\":\"camera\"", "\"systeminfo\":\"x\"")).profileHash())
        .isEqualTo(read(one).profileHash())
        .hasSize(32);
    assertThat(read(other).profileHash()).isNotEqualTo(read(one).profileHash());
  }

  @Test
  void finds_the_authority_of_a_url() {
    assertThat(MudProfile.authorityOf("https://User@Maker.Example:8443/x?y#z"))
        .isEqualTo("maker.example:8443");
    assertThat(MudProfile.authorityOf("https://maker.example")).isEqualTo("maker.example");
    assertThat(MudProfile.authorityOf("urn:x")).isEmpty();
  }
}
