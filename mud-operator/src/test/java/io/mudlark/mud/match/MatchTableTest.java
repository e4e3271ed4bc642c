package io.mudlark.mud.match;

import static io.mudlark.mud.testing.Flows.icmp;
import static io.mudlark.mud.testing.Flows.ip;
import static io.mudlark.mud.testing.Flows.tcp;
import static io.mudlark.mud.testing.Flows.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.Initiation;
import io.mudlark.mrt.Outcome;
import io.mudlark.mud.testing.Flows;
import io.mudlark.mud.testing.Judging;
import io.mudlark.mud.testing.MudText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every match and abstraction of RFC 8519 and RFC 8520, with flows that it accepts and flows that
 * it rejects, of both families. docs/30-mud-profiles.md has the same table in words.
 */
class MatchTableTest {
  private static final String D4 = "192.168.1.10";
  private static final String D6 = "fd00::10";
  private static final String P4 = "203.0.113.5";
  private static final String P6 = "2001:db8::5";

  private record Row(String match, String json, boolean fromDevice, Flows flow, boolean accepted) {
    @Override
    public String toString() {
      return match + (accepted ? " accepts " : " rejects ") + flow.build().key();
    }
  }

  private static final class Table {
    private final List<Row> rows = new ArrayList<>();
    private String match = "";
    private String json = "";
    private boolean fromDevice = true;

    /** A match in a from-device entry; JSON in single quotes. */
    Table from(String name, String matches) {
      return next(name, matches, true);
    }

    Table to(String name, String matches) {
      return next(name, matches, false);
    }

    private Table next(String name, String matches, boolean from) {
      match = name;
      json = matches.replace('\'', '"');
      fromDevice = from;
      return this;
    }

    Table accepts(Flows... flows) {
      for (Flows flow : flows) {
        rows.add(new Row(match, json, fromDevice, flow, true));
      }
      return this;
    }

    Table rejects(Flows... flows) {
      for (Flows flow : flows) {
        rows.add(new Row(match, json, fromDevice, flow, false));
      }
      return this;
    }
  }

  static List<Row> headers() {
    return new Table()
        .from("nothing", "{}")
        .accepts(tcp(D4, P4, 443), tcp(D6, P6, 443), ip(47, D4, P4))
        .from("ipv4 container", "{'ipv4':{}}")
        .accepts(tcp(D4, P4, 443))
        .rejects(tcp(D6, P6, 443))
        .from("ipv6 container", "{'ipv6':{}}")
        .accepts(tcp(D6, P6, 443))
        .rejects(tcp(D4, P4, 443))
        .from("ipv4 protocol", "{'ipv4':{'protocol':17}}")
        .accepts(udp(D4, 5000, P4, 5000))
        .rejects(tcp(D4, P4, 443), udp(D6, 5000, P6, 5000))
        .from("ipv6 protocol", "{'ipv6':{'protocol':6}}")
        .accepts(tcp(D6, P6, 443))
        .rejects(udp(D6, 5000, P6, 5000), tcp(D4, P4, 443))
        .from("source-ipv4-network", "{'ipv4':{'source-ipv4-network':'192.168.1.8/30'}}")
        .accepts(tcp(D4, P4, 443))
        .rejects(tcp("192.168.1.77", P4, 443))
        .from("source-ipv6-network", "{'ipv6':{'source-ipv6-network':'fd00::10/124'}}")
        .accepts(tcp(D6, P6, 443))
        .rejects(tcp("fd00::77", P6, 443))
        .from("destination-ipv4-network", "{'ipv4':{'destination-ipv4-network':'203.0.113.0/29'}}")
        .accepts(tcp(D4, P4, 443))
        .rejects(tcp(D4, "203.0.113.8", 443))
        .from("destination-ipv6-network", "{'ipv6':{'destination-ipv6-network':'2001:db8::/64'}}")
        .accepts(tcp(D6, P6, 443))
        .rejects(tcp(D6, "2001:db8:1::5", 443))
        .from("destination-port eq", "{'tcp':{'destination-port':{'operator':'eq','port':443}}}")
        .accepts(tcp(D4, P4, 443), tcp(D6, P6, 443))
        .rejects(tcp(D4, P4, 444), tcp(D6, P6, 442), udp(D4, 40000, P4, 443))
        .from("destination-port neq", "{'tcp':{'destination-port':{'operator':'neq','port':23}}}")
        .accepts(tcp(D4, P4, 22), tcp(D6, P6, 24))
        .rejects(tcp(D4, P4, 23), tcp(D6, P6, 23))
        .from("destination-port lte", "{'udp':{'destination-port':{'operator':'lte','port':99}}}")
        .accepts(udp(D4, 5000, P4, 99), udp(D6, 5000, P6, 1))
        .rejects(udp(D4, 5000, P4, 100), udp(D6, 5000, P6, 100))
        .from("destination-port gte", "{'udp':{'destination-port':{'operator':'gte','port':99}}}")
        .accepts(udp(D4, 5000, P4, 99), udp(D6, 5000, P6, 65535))
        .rejects(udp(D4, 5000, P4, 98), udp(D6, 5000, P6, 98))
        .from("port range", "{'udp':{'destination-port':{'lower-port':90,'upper-port':99}}}")
        .accepts(udp(D4, 5000, P4, 90), udp(D6, 5000, P6, 99))
        .rejects(udp(D4, 5000, P4, 89), udp(D6, 5000, P6, 100))
        .from("source-port", "{'udp':{'source-port':{'operator':'eq','port':5000}}}")
        .accepts(udp(D4, 5000, P4, 99), udp(D6, 5000, P6, 99))
        .rejects(udp(D4, 5001, P4, 99), udp(D6, 4999, P6, 5000))
        .from("both ports", "{'udp':{'source-port':{'port':5000},'destination-port':{'port':9}}}")
        .accepts(udp(D4, 5000, P4, 9), udp(D6, 5000, P6, 9))
        .rejects(udp(D4, 5001, P4, 9), udp(D6, 5000, P6, 10))
        .from("tcp flags", "{'tcp':{'flags':'syn ack'}}")
        .accepts(tcp(D4, P4, 443).flags(0x12), tcp(D6, P6, 443).flags(0x1B))
        .rejects(tcp(D4, P4, 443).flags(0x02), udp(D6, 5000, P6, 443))
        .rows;
  }

  static List<Row> icmpAndEthernet() {
    return new Table()
        .from("icmp type and code", "{'ipv4':{'protocol':1},'icmp':{'type':8,'code':0}}")
        .accepts(icmp(D4, P4, 8, 0))
        .rejects(icmp(D4, P4, 8, 1), icmp(D4, P4, 0, 0), tcp(D4, P4, 2048))
        .from("icmp type of IPv6", "{'ipv6':{},'icmp':{'type':128}}")
        .accepts(icmp(D6, P6, 128, 0), icmp(D6, P6, 128, 7))
        .rejects(icmp(D6, P6, 129, 0), icmp(D4, P4, 128, 0))
        .from("icmp without type", "{'icmp':{}}")
        .accepts(icmp(D4, P4, 3, 1), icmp(D6, P6, 1, 4))
        .rejects(tcp(D4, P4, 443), udp(D6, 5000, P6, 443))
        .from("ethertype 0x0800", "{'eth':{'ethertype':'0x0800'}}")
        .accepts(tcp(D4, P4, 443))
        .rejects(tcp(D6, P6, 443))
        .from("ethertype 0x86dd", "{'eth':{'ethertype':'0x86dd'}}")
        .accepts(tcp(D6, P6, 443))
        .rejects(tcp(D4, P4, 443))
        .from("ethertype 0x888e", "{'eth':{'ethertype':'0x888e'}}")
        .rejects(tcp(D4, P4, 443), tcp(D6, P6, 443))
        .from("destination-mac-address", "{'eth':{'destination-mac-address':'02:0:0:0:0:01'}}")
        .accepts(
            tcp(D4, P4, 443).macs(null, Judging.GATEWAY_MAC),
            tcp(D6, P6, 443).macs(null, Judging.GATEWAY_MAC))
        .rejects(tcp(D4, P4, 443), tcp(D6, P6, 443).macs(null, "02:00:00:00:00:02"))
        .from(
            "source-mac-address under a mask",
            "{'eth':{'source-mac-address':'02:00:00:00:00:00',"
                + "'source-mac-address-mask':'ff:ff:ff:00:00:00'}}")
        .accepts(
            tcp(D4, P4, 443).macs("02:00:00:12:34:56", null),
            tcp(D6, P6, 443).macs("02:00:00:00:00:00", null))
        .rejects(
            tcp(D4, P4, 443).macs("02:00:01:12:34:56", null), tcp(D6, P6, 443).macs(null, null))
        .from("group MAC of a group", "{'eth':{'destination-mac-address':'ff:ff:ff:ff:ff:ff'}}")
        .accepts(udp(D4, 5000, "255.255.255.255", 9999))
        .rejects(udp(D4, 5000, "224.0.0.251", 9999), udp(D6, 5000, "ff02::fb", 9999))
        .rows;
  }

  static List<Row> names() {
    return new Table()
        .from("ipv4 dst-dnsname", "{'ipv4':{'ietf-acldns:dst-dnsname':'Cloud.Example.'}}")
        .accepts(tcp(D4, P4, 443))
        .rejects(tcp(D4, "203.0.113.6", 443), tcp(D6, P6, 443))
        .from("ipv6 dst-dnsname", "{'ipv6':{'ietf-acldns:dst-dnsname':'cloud.example'}}")
        .accepts(tcp(D6, P6, 443))
        .rejects(tcp(D6, "2001:db8::6", 443), tcp(D4, P4, 443))
        .from("dst-dnsname of the device itself", "{'ietf-acldns:dst-dnsname':'me.example'}")
        .rejects(tcp(D4, P4, 443), tcp(D6, P6, 443))
        .from("src-dnsname of the device itself", "{'ietf-acldns:src-dnsname':'me.example'}")
        .accepts(tcp(D4, P4, 443), tcp(D6, P6, 443))
        .to("ipv4 src-dnsname", "{'ipv4':{'ietf-acldns:src-dnsname':'cloud.example'}}")
        .accepts(tcp(P4, D4, 443))
        .rejects(tcp("203.0.113.6", D4, 443), tcp(P6, D6, 443))
        .to("ipv6 src-dnsname", "{'ipv6':{'ietf-acldns:src-dnsname':'cloud.example'}}")
        .accepts(tcp(P6, D6, 443))
        .rejects(tcp("2001:db8::6", D6, 443), tcp(P4, D4, 443))
        .rows;
  }

  static List<Row> abstractions() {
    return new Table()
        .from("local-networks", "{'ietf-mud:mud':{'local-networks':[null]}}")
        .accepts(
            tcp(D4, "192.168.1.77", 80),
            tcp(D6, "fd00::77", 80),
            tcp(D6, "fe80::77", 80),
            udp(D4, 5000, "239.255.255.250", 1900),
            udp(D4, 5000, "255.255.255.255", 1900),
            udp(D6, 5000, "ff02::fb", 5353))
        .rejects(
            tcp(D4, P4, 80),
            tcp(D6, P6, 80),
            tcp(D4, "192.168.2.77", 80),
            udp(D4, 5000, "233.0.0.1", 80),
            udp(D6, 5000, "ff0e::1", 80))
        .from("same-manufacturer", "{'ietf-mud:mud':{'same-manufacturer':[null]}}")
        .accepts(
            tcp(D4, "192.168.1.20", 80),
            tcp(D6, "fd00::20", 80),
            tcp(D6, "fe80::20", 80).macs(null, "02:00:00:00:00:20"))
        .rejects(
            tcp(D4, "192.168.1.30", 80),
            tcp(D6, "fd00::30", 80),
            tcp(D4, P4, 80),
            tcp(D4, P4, 80).macs(null, Judging.GATEWAY_MAC))
        .from("manufacturer", "{'ietf-mud:mud':{'manufacturer':'Other.example:8443'}}")
        .accepts(tcp(D4, "192.168.1.30", 80), tcp(D6, "fd00::30", 80))
        .rejects(tcp(D4, "192.168.1.20", 80), tcp(D6, "fd00::20", 80), tcp(D6, P6, 80))
        .from("model", "{'ietf-mud:mud':{'model':'https://maker.example/lamp'}}")
        .accepts(tcp(D4, "192.168.1.20", 80), tcp(D6, "fd00::20", 80))
        .rejects(tcp(D4, "192.168.1.30", 80), tcp(D6, "fd00::30", 80), tcp(D6, P6, 80))
        .from("controller", "{'ietf-mud:mud':{'controller':'https://maker.example/hub'}}")
        .accepts(tcp(D4, "198.51.100.7", 80))
        .rejects(tcp(D4, "198.51.100.8", 80), tcp(D6, P6, 80))
        .from("controller by IPv6", "{'ietf-mud:mud':{'controller':'https://maker.example/hub6'}}")
        .accepts(tcp(D6, "2001:db8:7::9", 80))
        .rejects(tcp(D6, "2001:db8:8::9", 80), tcp(D4, "198.51.100.7", 80))
        .from("controller dns", "{'ietf-mud:mud':{'controller':'urn:ietf:params:mud:dns'}}")
        .accepts(tcp(D4, "192.168.1.53", 853), tcp(D6, "fd00::53", 853))
        .rejects(tcp(D4, "192.168.1.123", 853), tcp(D6, "fd00::123", 853))
        .from("controller ntp", "{'ietf-mud:mud':{'controller':'urn:ietf:params:mud:ntp'}}")
        .accepts(udp(D4, 123, "192.168.1.123", 4460), udp(D6, 123, "fd00::123", 4460))
        .rejects(udp(D4, 123, "192.168.1.53", 4460), udp(D6, 123, "fd00::53", 4460))
        .from("controller gateway", "{'ietf-mud:mud':{'controller':'urn:ietf:params:mud:gateway'}}")
        .accepts(
            tcp(D4, "192.168.1.1", 80),
            tcp(D6, "fd00::1", 80),
            tcp(D6, "fe80::1", 80).macs(null, Judging.GATEWAY_MAC))
        .rejects(
            tcp(D4, P4, 80).macs(null, Judging.GATEWAY_MAC),
            tcp(D4, "192.168.1.2", 80),
            tcp(D6, "fe80::1", 80))
        .from("my-controller", "{'ietf-mud:mud':{'my-controller':[null]}}")
        .accepts(tcp(D4, "192.168.1.99", 80), tcp(D6, "fd00::99", 80))
        .rejects(tcp(D4, "192.168.1.98", 80), tcp(D6, "fd00::98", 80))
        .rows;
  }

  static List<Row> initiators() {
    String fromDevice = "{'tcp':{'ietf-mud:direction-initiated':'from-device'}}";
    String toDevice = "{'tcp':{'ietf-mud:direction-initiated':'to-device'}}";
    return new Table()
        .from("sent, initiated from-device", fromDevice)
        .accepts(
            tcp(D4, P4, 443),
            tcp(D6, P6, 443),
            tcp(D4, P4, 443).initiation(Initiation.SYN_ACK),
            tcp(D4, P4, 443).initiation(Initiation.UNKNOWN))
        .from("sent, initiated to-device", toDevice)
        .rejects(tcp(D4, P4, 443), tcp(D6, P6, 443))
        .accepts(tcp(D6, P6, 443).initiation(Initiation.UNKNOWN))
        .to("received, initiated to-device", toDevice)
        .accepts(tcp(P4, D4, 80), tcp(P6, D6, 80))
        .to("received, initiated from-device", fromDevice)
        .rejects(tcp(P4, D4, 80), tcp(P6, D6, 80))
        .accepts(tcp(P4, D4, 80).initiation(Initiation.UNKNOWN))
        .rows;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"headers", "icmpAndEthernet", "names", "abstractions", "initiators"})
  void decides_as_the_table_says(Row row) {
    MudText profile = MudText.camera();
    Outcome outcome =
        row.fromDevice()
            ? Judging.asSource(profile.from(row.json()), row.flow()).outcome()
            : Judging.asDestination(profile.to(row.json()), row.flow()).outcome();
    assertThat(outcome).isEqualTo(row.accepted() ? Outcome.ACCEPTED : Outcome.REJECTED);
  }
}
