package io.mudlark.mud.match;

import static io.mudlark.mud.testing.Flows.icmp;
import static io.mudlark.mud.testing.Flows.tcp;
import static io.mudlark.mud.testing.Flows.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpPrefix;
import io.mudlark.mrt.Outcome;
import io.mudlark.mud.profile.MudFileReader;
import io.mudlark.mud.testing.Flows;
import io.mudlark.mud.testing.Shared;
import io.mudlark.site.Role;
import io.mudlark.site.Site;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The connections that the tests of usnistgov/nist-mud expect to pass or to be blocked between the
 * hosts of their test network, by their MUD files. Host n has the address 10.0.0.n; 203.0.113.13 is
 * www.nist.local.
 */
class NistExpectationTest {
  private static final String DEVICE = "10.0.0.1";
  private static final String WWW = "203.0.113.13";

  private final HostsFile hosts =
      HostsFile.of(Map.of("www.nist.local", List.of(IpAddress.parse(WWW))));
  private PeerDirectory peers = PeerDirectory.EMPTY;
  private Map<String, List<IpPrefix>> controllers = Map.of();

  private Outcome outcome(String file, Role role, Flows flow) throws Exception {
    Site site =
        new Site(
            "nist",
            Set.of(),
            List.of(),
            List.of(IpPrefix.parse("10.0.0.0/24")),
            controllers,
            List.of(IpAddress.parse("10.0.0.5")),
            List.of(IpAddress.parse("10.0.0.4")));
    return new ProfileCompiler(site, peers)
        .compile(MudFileReader.read(Shared.path("data/d_mud/nist/" + file)))
        .judge(
            flow.answered().build(),
            role,
            new NameBindings(NameTiming.DEFAULT, hosts, NameStore.inMemory()))
        .outcome();
  }

  private void passes(String file, Role role, Flows flow) throws Exception {
    assertThat(outcome(file, role, flow)).isEqualTo(Outcome.ACCEPTED);
  }

  private void isBlocked(String file, Role role, Flows flow) throws Exception {
    assertThat(outcome(file, role, flow)).isEqualTo(Outcome.REJECTED);
  }

  private static PeerDirectory peers(String... addressesAndUrls) {
    PeerDirectory.Builder directory = new PeerDirectory.Builder();
    for (int i = 0; i < addressesAndUrls.length; i += 2) {
      directory.add(null, List.of(IpAddress.parse(addressesAndUrls[i])), addressesAndUrls[i + 1]);
    }
    return directory.build();
  }

  @Test
  void local_hosts_may_open_connections_to_the_printer_and_not_the_reverse() throws Exception {
    String file = "mud-local-networks-test/mudfile-local-networks-test.json";
    isBlocked(file, Role.SOURCE, tcp(DEVICE, "10.0.0.3", 80));
    passes(file, Role.DESTINATION, tcp("10.0.0.3", DEVICE, 80));
    passes(file, Role.SOURCE, tcp(DEVICE, WWW, 800));
  }

  @Test
  void the_name_opens_one_port_only() throws Exception {
    String file = "mud-dns-test/mudfile-dns-test.json";
    passes(file, Role.SOURCE, tcp(DEVICE, WWW, 80));
    isBlocked(file, Role.SOURCE, tcp(DEVICE, WWW, 443));
    isBlocked(file, Role.SOURCE, tcp(DEVICE, "203.0.113.14", 80));
  }

  @Test
  void the_controller_is_reached_by_http_only() throws Exception {
    controllers = Map.of("https://controller.nist.local", List.of(IpPrefix.parse("10.0.0.7")));
    String file = "mud-controllerclass-test/mudfile-controllerclass-test.json";
    isBlocked(file, Role.SOURCE, udp(DEVICE, 4000, "10.0.0.7", 4000));
    passes(file, Role.SOURCE, tcp(DEVICE, "10.0.0.7", 80));
    isBlocked(file, Role.SOURCE, tcp(DEVICE, WWW, 80));
  }

  @Test
  void things_of_the_same_manufacturer_talk_freely() throws Exception {
    String url = "https://same-manufacturer-test.nist.local/super1";
    peers = peers("10.0.0.2", url, "10.0.0.3", url);
    String file = "mud-same-manufacturer-test/mudfile-same-manufacturer-test.json";
    passes(file, Role.SOURCE, tcp(DEVICE, "10.0.0.3", 8010));
    passes(file, Role.SOURCE, udp(DEVICE, 5000, "10.0.0.2", 8008));
    passes(file, Role.DESTINATION, udp("10.0.0.2", 5000, DEVICE, 8008));
    isBlocked(file, Role.SOURCE, udp(DEVICE, 5000, "10.0.0.4", 8008));
    passes(file, Role.SOURCE, icmp(DEVICE, "10.0.0.3", 8, 0));
  }

  @Test
  void each_manufacturer_has_its_own_port() throws Exception {
    peers =
        peers(
            "10.0.0.2", "https://toothbrush.nist.local/super1",
            "10.0.0.3", "https://hairbrush.nist.local/super1");
    String file = "mud-mfg-test/mudfile-mfg-test.json";
    passes(file, Role.SOURCE, tcp(DEVICE, "10.0.0.3", 8010));
    isBlocked(file, Role.SOURCE, tcp(DEVICE, "10.0.0.2", 8010));
    passes(file, Role.DESTINATION, udp("10.0.0.2", 8008, DEVICE, 8008));
    isBlocked(file, Role.SOURCE, udp(DEVICE, 5000, "10.0.0.3", 8008));
  }

  @Test
  void all_classes_together() throws Exception {
    String url = "https://mudfile-mylogging-test.nist.local/version1";
    controllers = Map.of(url, List.of(IpPrefix.parse("10.0.0.7")));
    peers = peers("10.0.0.2", url);
    String file = "mud-logging-test/mudfile-mylogging-test.nist.local.json";
    passes(file, Role.SOURCE, udp(DEVICE, 4000, "10.0.0.2", 4000));
    passes(file, Role.SOURCE, udp(DEVICE, 5000, "10.0.0.7", 8002));
    passes(file, Role.SOURCE, udp(DEVICE, 5000, "10.0.0.4", 8000));
    isBlocked(file, Role.SOURCE, udp(DEVICE, 5000, "10.0.0.4", 4000));
    passes(file, Role.SOURCE, tcp(DEVICE, WWW, 80));
    isBlocked(file, Role.SOURCE, tcp(DEVICE, "203.0.113.14", 80));
  }
}
