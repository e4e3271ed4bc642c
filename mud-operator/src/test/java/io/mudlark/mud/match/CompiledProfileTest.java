package io.mudlark.mud.match;

import static io.mudlark.mud.testing.Flows.icmp;
import static io.mudlark.mud.testing.Flows.tcp;
import static io.mudlark.mud.testing.Flows.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.Initiation;
import io.mudlark.mrt.DirectionVerdict;
import io.mudlark.mrt.NearestAce;
import io.mudlark.mrt.Outcome;
import io.mudlark.mrt.Reason;
import io.mudlark.mrt.Verdict;
import io.mudlark.mud.testing.Flows;
import io.mudlark.mud.testing.Judging;
import io.mudlark.mud.testing.MudText;
import io.mudlark.site.Role;
import io.mudlark.site.Site;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompiledProfileTest {
  private static final String DEVICE = "192.168.1.10";
  private static final String CLOUD = "203.0.113.5";
  private static final String HTTPS_TO_CLOUD =
      "{\"ipv4\":{\"protocol\":6,\"ietf-acldns:dst-dnsname\":\"cloud.example\"},"
          + "\"tcp\":{\"destination-port\":{\"operator\":\"eq\",\"port\":443},"
          + "\"ietf-mud:direction-initiated\":\"from-device\"}}";
  private static final String HTTPS_FROM_CLOUD =
      HTTPS_TO_CLOUD.replace("dst-", "src-").replace("destination-", "source-");

  private static MudText cloudClient() {
    return MudText.camera().from(HTTPS_TO_CLOUD).to(HTTPS_FROM_CLOUD);
  }

  private static MudText udpTo(String abstraction) {
    return MudText.camera()
        .from("{\"ietf-mud:mud\":{" + abstraction + "},\"ipv4\":{\"protocol\":17}}");
  }

  @Test
  void accepts_both_directions_by_the_entries_that_match() {
    Verdict verdict = Judging.asSource(cloudClient(), tcp(DEVICE, CLOUD, 443).answered());
    assertThat(verdict)
        .isEqualTo(
            Verdict.of(
                DirectionVerdict.accepted("from/e1"),
                DirectionVerdict.accepted("to/e1"),
                false,
                "https://maker.example/camera"));
  }

  @Test
  void leaves_out_a_direction_without_packets() {
    assertThat(Judging.asSource(cloudClient(), tcp(DEVICE, CLOUD, 443)).toDevice()).isNull();
    Verdict received = Judging.asDestination(cloudClient(), tcp(CLOUD, DEVICE, 443));
    assertThat(received.fromDevice()).isNull();
    assertThat(received.toDevice()).isNotNull();
  }

  @Test
  void rejects_what_is_not_allowed_of_an_exporter_that_counts_octets_only() {
    Flows upload = tcp(DEVICE, CLOUD, 4444).answered().withoutPacketCounts();
    Verdict verdict = Judging.asSource(cloudClient(), upload);
    assertThat(verdict.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(verdict.toDevice()).isNotNull();
  }

  @Test
  void rejects_what_a_firewall_denied_before_anything_was_counted() {
    Verdict tried = Judging.asSource(cloudClient(), tcp(DEVICE, CLOUD, 4444).uncounted());
    assertThat(tried.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(tried.toDevice()).isNull();
    Verdict knocked = Judging.asDestination(cloudClient(), tcp(CLOUD, DEVICE, 23).uncounted());
    assertThat(knocked.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(knocked.fromDevice()).isNull();
  }

  @Test
  void rejects_the_flow_when_only_the_answers_are_not_allowed() {
    MudText oneWay = MudText.camera().from(HTTPS_TO_CLOUD);
    Verdict verdict = Judging.asSource(oneWay, tcp(DEVICE, CLOUD, 443).answered());
    assertThat(verdict.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(verdict.fromDevice()).isEqualTo(DirectionVerdict.accepted("from/e1"));
    assertThat(verdict.toDevice())
        .isEqualTo(DirectionVerdict.rejected(Reason.NO_MATCHING_ACE, null));
  }

  @Test
  void says_by_how_much_the_nearest_entry_was_missed() {
    DirectionVerdict verdict =
        Judging.asSource(cloudClient(), tcp(DEVICE, CLOUD, 8443)).fromDevice();
    assertThat(verdict)
        .isEqualTo(
            DirectionVerdict.rejected(
                Reason.NO_MATCHING_ACE,
                new NearestAce(
                    "from", "e1", List.of("destination-port is 8443, the entry wants 443"))));
  }

  @Test
  void takes_the_first_of_equally_near_entries() {
    MudText two =
        MudText.camera()
            .from("{\"tcp\":{\"destination-port\":1}}")
            .from("{\"tcp\":{\"destination-port\":2}}");
    DirectionVerdict verdict = Judging.asSource(two, tcp(DEVICE, CLOUD, 3)).fromDevice();
    assertThat(verdict.nearest().ace()).isEqualTo("e1");
  }

  @Test
  void prefers_the_entry_with_fewer_failed_conditions() {
    MudText two =
        MudText.camera()
            .from("{\"udp\":{\"destination-port\":3}}")
            .from("{\"ipv6\":{\"protocol\":17},\"udp\":{\"destination-port\":2}}")
            .from("{\"tcp\":{\"destination-port\":2}}");
    DirectionVerdict verdict = Judging.asSource(two, tcp(DEVICE, CLOUD, 3)).fromDevice();
    assertThat(verdict.nearest())
        .isEqualTo(new NearestAce("from", "e1", List.of("protocol is 6, the entry wants 17")));
  }

  @Test
  void calls_it_the_wrong_initiator_when_nothing_else_differs() {
    Flows opened = tcp(CLOUD, DEVICE, 40_000).from(443);
    DirectionVerdict verdict = Judging.asDestination(cloudClient(), opened).toDevice();
    assertThat(verdict.reason()).isEqualTo(Reason.WRONG_INITIATOR);
    assertThat(verdict.nearest().missed())
        .containsExactly("direction-initiated is to-device, the entry wants from-device");
  }

  @Test
  void flags_a_match_that_rests_on_an_unknown_initiator() {
    Verdict unknown =
        Judging.asDestination(
            cloudClient(), tcp(CLOUD, DEVICE, 40_000).from(443).initiation(Initiation.UNKNOWN));
    assertThat(unknown.outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(unknown.initiatorUncertain()).isTrue();
    assertThat(Judging.asSource(cloudClient(), tcp(DEVICE, CLOUD, 443)).initiatorUncertain())
        .isFalse();
  }

  @Test
  void calls_a_name_unresolved_when_no_address_of_it_is_known() {
    DirectionVerdict verdict =
        Judging.compile(cloudClient())
            .judge(tcp(DEVICE, CLOUD, 443).build(), Role.SOURCE, NameView.NONE)
            .fromDevice();
    assertThat(verdict.reason()).isEqualTo(Reason.NAME_UNRESOLVED);
    assertThat(verdict.nearest().missed())
        .containsExactly(
            "dst-dnsname wants cloud.example, of which no address is known; the address is"
                + " 203.0.113.5");
  }

  @Test
  void does_not_call_it_unresolved_when_the_port_differs_too() {
    DirectionVerdict verdict =
        Judging.compile(cloudClient())
            .judge(tcp(DEVICE, CLOUD, 444).build(), Role.SOURCE, NameView.NONE)
            .fromDevice();
    assertThat(verdict.reason()).isEqualTo(Reason.NO_MATCHING_ACE);
    assertThat(verdict.nearest().missed()).hasSize(2);
  }

  @Test
  void does_not_call_a_known_name_with_other_addresses_unresolved() {
    assertThat(
            Judging.asSource(cloudClient(), tcp(DEVICE, "203.0.113.6", 443)).fromDevice().reason())
        .isEqualTo(Reason.NO_MATCHING_ACE);
  }

  @Test
  void never_matches_an_abstraction_that_the_site_does_not_map() {
    Flows flow = udp(DEVICE, 5000, CLOUD, 5000);
    for (String abstraction :
        List.of(
            "\"controller\":\"urn:example:none\"",
            "\"controller\":\"urn:ietf:params:mud:dns\"",
            "\"controller\":\"urn:ietf:params:mud:ntp\"",
            "\"controller\":\"urn:ietf:params:mud:gateway\"",
            "\"my-controller\":[null]")) {
      DirectionVerdict verdict =
          Judging.compile(udpTo(abstraction), Site.named("bare"))
              .judge(flow.build(), Role.SOURCE, NameView.NONE)
              .fromDevice();
      assertThat(verdict.reason()).as(abstraction).isEqualTo(Reason.ABSTRACTION_UNMAPPED);
    }
  }

  @Test
  void names_an_unmapped_controller() {
    DirectionVerdict verdict =
        Judging.asSource(
                udpTo("\"controller\":\"urn:example:none\""), udp(DEVICE, 5000, CLOUD, 5000))
            .fromDevice();
    assertThat(verdict.nearest().missed())
        .containsExactly(
            "controller wants urn:example:none, which this site does not map; the peer is"
                + " 203.0.113.5");
  }

  @Test
  void says_which_model_a_known_peer_is() {
    DirectionVerdict verdict =
        Judging.asSource(
                udpTo("\"same-manufacturer\":[null]"), udp(DEVICE, 5000, "192.168.1.30", 5000))
            .fromDevice();
    assertThat(verdict.nearest().missed())
        .containsExactly(
            "same-manufacturer is 192.168.1.30, a https://other.example:8443/plug, the entry wants"
                + " a peer of the same manufacturer");
  }

  @Test
  void lets_the_first_matching_entry_decide() {
    MudText dropFirst =
        MudText.camera().from("{\"tcp\":{\"destination-port\":23}}", "drop").from("{}");
    assertThat(Judging.asSource(dropFirst, tcp(DEVICE, CLOUD, 24)).outcome())
        .isEqualTo(Outcome.ACCEPTED);
    DirectionVerdict dropped = Judging.asSource(dropFirst, tcp(DEVICE, CLOUD, 23)).fromDevice();
    assertThat(dropped.nearest())
        .isEqualTo(
            new NearestAce("from", "e1", List.of("the entry matches and its forwarding is drop")));
    MudText acceptFirst =
        MudText.camera().from("{}").from("{\"tcp\":{\"destination-port\":23}}", "reject");
    assertThat(Judging.asSource(acceptFirst, tcp(DEVICE, CLOUD, 23)).outcome())
        .isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void lets_an_entry_forbid_what_the_defaults_allow() {
    MudText noDns = MudText.camera().from("{\"udp\":{\"destination-port\":53}}", "reject");
    assertThat(Judging.asSource(noDns, udp(DEVICE, 5000, "192.168.1.53", 53)).outcome())
        .isEqualTo(Outcome.REJECTED);
  }

  @Test
  void takes_the_answer_of_an_echo_request_for_an_echo_reply() {
    String echo = "{\"ipv4\":{\"protocol\":1},\"icmp\":{\"type\":%d,\"code\":0}}";
    MudText pings = MudText.camera().from(echo.formatted(8)).to(echo.formatted(0));
    assertThat(Judging.asSource(pings, icmp(DEVICE, CLOUD, 8, 0).answered()).outcome())
        .isEqualTo(Outcome.ACCEPTED);
    assertThat(Judging.asDestination(pings, icmp(CLOUD, DEVICE, 8, 0)).outcome())
        .isEqualTo(Outcome.REJECTED);
    String echo6 = "{\"ipv6\":{\"protocol\":58},\"icmp\":{\"type\":%d,\"code\":0}}";
    MudText pings6 = MudText.camera().from(echo6.formatted(128)).to(echo6.formatted(129));
    Flows six = icmp("fd00::10", "2001:db8::5", 128, 0).answered();
    assertThat(Judging.asSource(pings6, six).outcome()).isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void names_the_dns_names_that_an_acceptance_rests_on() {
    CompiledProfile profile = Judging.compile(cloudClient().from("{}"));
    Verdict byName = Judging.judge(profile, tcp(DEVICE, CLOUD, 443).answered().build());
    assertThat(profile.namesUsed(byName)).containsExactly("cloud.example");
    Verdict other = Judging.judge(profile, tcp(DEVICE, CLOUD, 444).build());
    assertThat(other.outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(profile.namesUsed(other)).isEmpty();
  }
}
