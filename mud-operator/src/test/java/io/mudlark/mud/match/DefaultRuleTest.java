package io.mudlark.mud.match;

import static io.mudlark.mud.testing.Flows.icmp;
import static io.mudlark.mud.testing.Flows.ip;
import static io.mudlark.mud.testing.Flows.tcp;
import static io.mudlark.mud.testing.Flows.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.IpAddress;
import io.mudlark.mrt.DirectionVerdict;
import io.mudlark.mrt.Outcome;
import io.mudlark.mrt.Verdict;
import io.mudlark.mud.testing.Flows;
import io.mudlark.mud.testing.Judging;
import io.mudlark.mud.testing.MudText;
import io.mudlark.site.Role;
import io.mudlark.site.Site;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DefaultRuleTest {
  private static final String D4 = "192.168.1.10";
  private static final String D6 = "fd00::10";

  private static void allows(String label, Flows flow) {
    assertThat(Judging.asSource(MudText.camera(), flow).fromDevice())
        .isEqualTo(DirectionVerdict.accepted(label));
  }

  private static void refuses(Flows flow) {
    assertThat(Judging.asSource(MudText.camera(), flow).outcome()).isEqualTo(Outcome.REJECTED);
  }

  private static Verdict at(Site site, Flows flow) {
    return Judging.compile(MudText.camera(), site).judge(flow.build(), Role.SOURCE, NameView.NONE);
  }

  @Test
  void allows_the_resolvers_of_the_site_only() {
    allows("default/dns", udp(D4, 5000, "192.168.1.53", 53));
    allows("default/dns", tcp(D6, "fd00::53", 53));
    refuses(udp(D4, 5000, "8.8.8.8", 53));
    refuses(udp(D4, 5000, "192.168.1.1", 53));
    refuses(udp(D6, 5000, "2001:4860:4860::8888", 53));
    Verdict answered =
        Judging.asSource(MudText.camera(), udp(D4, 5000, "192.168.1.53", 53).answered());
    assertThat(answered.toDevice()).isEqualTo(DirectionVerdict.accepted("default/dns"));
  }

  @Test
  void does_not_let_a_resolver_open_connections() {
    assertThat(
            Judging.asDestination(MudText.camera(), tcp("192.168.1.53", D4, 22).from(53)).outcome())
        .isEqualTo(Outcome.REJECTED);
  }

  @Test
  void allows_the_router_or_the_lan_where_no_resolver_is_configured() {
    Site bare = Site.named("bare");
    assertThat(at(bare, udp(D4, 5000, "192.168.7.7", 53)).outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(at(bare, udp(D4, 5000, "192.168.7.7", 123)).outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(at(bare, udp(D4, 5000, "8.8.8.8", 53)).outcome()).isEqualTo(Outcome.REJECTED);
    Site routed =
        new Site(
            "routed",
            Set.of(),
            List.of(IpAddress.parse("203.0.113.1")),
            List.of(),
            Map.of(),
            List.of(),
            List.of());
    assertThat(at(routed, udp(D4, 5000, "203.0.113.1", 53)).outcome()).isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void allows_the_time_servers_of_the_site_only() {
    allows("default/ntp", udp(D4, 123, "192.168.1.123", 123));
    allows("default/ntp", udp(D6, 123, "fd00::123", 123));
    refuses(udp(D4, 123, "203.0.113.123", 123));
    refuses(tcp(D4, "192.168.1.123", 123));
  }

  @Test
  void allows_dhcp_of_both_families_on_the_site() {
    allows("default/dhcp", udp("0.0.0.0", 68, "255.255.255.255", 67));
    allows("default/dhcp", udp(D4, 68, "192.168.1.1", 67));
    refuses(udp(D4, 68, "203.0.113.67", 67));
    refuses(udp(D4, 67, "192.168.1.1", 68));
    allows("default/dhcpv6", udp("fe80::10", 546, "ff02::1:2", 547));
    refuses(udp("fe80::10", 546, "2001:db8::547", 547));
    Verdict offer =
        Judging.asDestination(MudText.camera(), udp("192.168.1.1", 67, "255.255.255.255", 68));
    assertThat(offer.toDevice()).isEqualTo(DirectionVerdict.accepted("default/dhcp"));
  }

  @Test
  void allows_group_membership_and_neighbour_discovery_on_the_link() {
    allows("default/igmp", ip(2, D4, "224.0.0.22"));
    refuses(ip(2, D4, "203.0.113.2"));
    for (int type = 133; type <= 137; type++) {
      allows("default/neighbour-discovery", icmp("fe80::10", "ff02::2", type, 0));
    }
    allows("default/neighbour-discovery", icmp("2001:db8:1::a", "2001:db8:1::b", 135, 0));
    refuses(icmp("2001:db8:1::a", "2001:db8:2::b", 135, 0));
    allows("default/mld", icmp("fe80::10", "ff02::16", 143, 0));
    allows("default/mld", icmp("fe80::10", "ff02::1", 130, 0));
    refuses(icmp("fe80::10", "ff02::1", 128, 0));
    refuses(icmp(D4, "192.168.1.1", 135, 0));
  }

  @Test
  void allows_no_discovery_by_multicast_or_broadcast() {
    refuses(udp(D4, 5353, "224.0.0.251", 5353));
    refuses(udp(D6, 5353, "ff02::fb", 5353));
    refuses(udp(D4, 5000, "239.255.255.250", 1900));
    refuses(udp(D4, 9999, "255.255.255.255", 9999));
  }
}
