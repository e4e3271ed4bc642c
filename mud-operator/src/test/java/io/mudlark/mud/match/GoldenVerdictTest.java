package io.mudlark.mud.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.mrt.Outcome;
import io.mudlark.mud.profile.MudFileReader;
import io.mudlark.mud.testing.Flows;
import io.mudlark.mud.testing.Shared;
import io.mudlark.site.Role;
import io.mudlark.site.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * MUDscope's own verdict on every kind of packet of two devices, against ours by the same profile.
 * MUDscope judges packets without asking who opened a connection, so the initiator is left unknown.
 */
class GoldenVerdictTest {
  @ParameterizedTest
  @CsvSource({
    "ut-tplink,00:31:92:e1:7b:17,08:00:27:86:05:66,192.168.32.1,4006",
    "tue-tplink,68:ff:7b:df:58:4d,08:00:27:e7:f3:5c,192.168.10.1,1506",
  })
  void judges_every_packet_of_the_device_as_the_original_did(
      String name, String mac, String gatewayMac, String gateway, int rejectedKeys)
      throws Exception {
    Path golden = Shared.path("golden/mudscope");
    Site site =
        new Site(
            name,
            Set.of(MacAddress.parse(gatewayMac)),
            List.of(IpAddress.parse(gateway)),
            List.of(),
            Map.of(),
            List.of(),
            List.of());
    CompiledProfile profile =
        new ProfileCompiler(site, PeerDirectory.EMPTY)
            .compile(
                MudFileReader.read(
                    golden.resolve("profiles/" + name + "-plug/" + name + "-plugMud.json")));
    NameView hosts =
        new NameBindings(
            NameTiming.DEFAULT,
            HostsFile.read(golden.resolve("config/hosts.json")),
            NameStore.inMemory());
    int rejected = 0;
    int accepted = 0;
    for (JsonNode register : registers(golden.resolve("rejected/" + name))) {
      for (String key : keys(register, mac, "rejected_pkt_flows")) {
        assertThat(outcome(profile, hosts, key, mac)).as(key).isEqualTo(Outcome.REJECTED);
        rejected++;
      }
      for (String field : List.of("accepted_pkt_flows", "bootstrap_pkt_flows")) {
        for (String key : keys(register, mac, field)) {
          assertThat(outcome(profile, hosts, key, mac)).as(key).isEqualTo(Outcome.ACCEPTED);
          accepted++;
        }
      }
    }
    assertThat(rejected).isEqualTo(rejectedKeys);
    assertThat(accepted).isPositive();
  }

  private static List<JsonNode> registers(Path folder) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found =
          files.filter(file -> file.toString().endsWith("-rejected.json")).sorted().toList();
      assertThat(found).hasSize(3);
      return List.of(
          mapper.readTree(found.get(0).toFile()),
          mapper.readTree(found.get(1).toFile()),
          mapper.readTree(found.get(2).toFile()));
    }
  }

  /** Keys srcMac~dstMac~ethType~srcIp~dstIp~srcPort~dstPort~proto of the device's own packets. */
  private static List<String> keys(JsonNode register, String mac, String field) {
    return register.get(field).properties().stream()
        .map(Map.Entry::getKey)
        .filter(key -> List.of(key.split("~")).subList(0, 2).contains(mac))
        .filter(key -> key.endsWith("~6") || key.endsWith("~17"))
        .toList();
  }

  private static Outcome outcome(CompiledProfile profile, NameView names, String key, String mac) {
    String[] part = key.split("~");
    int sourcePort = Integer.parseInt(part[5]);
    int destinationPort = Integer.parseInt(part[6]);
    Flows flow =
        part[7].equals("6")
            ? Flows.tcp(part[3], part[4], destinationPort)
                .from(sourcePort)
                .initiation(Initiation.UNKNOWN)
            : Flows.udp(part[3], sourcePort, part[4], destinationPort);
    FlowRecord record = flow.macs(part[0], part[1]).build();
    Role role = part[0].equals(mac) ? Role.SOURCE : Role.DESTINATION;
    return profile.judge(record, role, names).outcome();
  }
}
