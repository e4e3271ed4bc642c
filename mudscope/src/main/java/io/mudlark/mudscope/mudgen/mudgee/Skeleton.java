package io.mudlark.mudscope.mudgen.mudgee;

import static io.mudlark.mudscope.mudgen.RuleRow.ANY;
import static io.mudlark.mudscope.mudgen.mudgee.SwitchEntry.mirrored;
import static io.mudlark.mudscope.mudgen.mudgee.SwitchEntry.normal;
import static io.mudlark.mudscope.mudgen.mudgee.SwitchPacket.IPV4;
import static io.mudlark.mudscope.mudgen.mudgee.SwitchPacket.IPV6;
import static io.mudlark.mudscope.mudgen.mudgee.SwitchPacket.TCP;
import static io.mudlark.mudscope.mudgen.mudgee.SwitchPacket.UDP;

import io.mudlark.mudscope.mudgen.CaptureJob;
import java.util.ArrayList;
import java.util.List;

/** The entries that every host gets when it is first seen. */
final class Skeleton {
  private static final String ARP = "0x0806";
  private static final String EAPOL = "0x888e";
  private static final String ICMP = "1";
  private static final String ICMPV6 = "58";

  private final SwitchMatch up;
  private final SwitchMatch down;
  private final SwitchMatch from;
  private final SwitchMatch to;
  private final List<SwitchEntry> entries = new ArrayList<>();

  private Skeleton(String host, String gateway) {
    up = SwitchMatch.ALL.macs(host, gateway);
    down = SwitchMatch.ALL.macs(gateway, host);
    from = SwitchMatch.ALL.macs(host, ANY);
    to = SwitchMatch.ALL.macs(ANY, host);
  }

  /** In the order of insertion, which decides among equal priorities. */
  static List<SwitchEntry> of(String host, CaptureJob job) {
    Skeleton skeleton = new Skeleton(host, job.gatewayMac().toString());
    skeleton.gateway(job);
    skeleton.services();
    skeleton.transports();
    return skeleton.entries;
  }

  private void gateway(CaptureJob job) {
    if (job.gatewayIpv4() != null) {
      String address = SwitchPacket.text(job.gatewayIpv4());
      SwitchMatch there = up.ips(ANY, address);
      SwitchMatch back = down.ips(address, ANY);
      entries.add(normal(1400, there.over(IPV4, UDP).ports(ANY, "67")));
      entries.add(normal(1400, back.over(IPV4, UDP).ports("67", ANY)));
      entries.add(normal(950, there.over(IPV4, ANY)));
      entries.add(normal(950, back.over(IPV4, ANY)));
    }
    if (job.gatewayIpv6() != null) {
      String address = SwitchPacket.text(job.gatewayIpv6());
      entries.add(normal(950, up.ips(ANY, address).over(IPV6, ANY)));
      entries.add(normal(950, down.ips(address, ANY).over(IPV6, ANY)));
    }
  }

  private void services() {
    entries.add(normal(1000, from.over(ARP, ANY)));
    entries.add(normal(1000, to.over(ARP, ANY)));
    entries.add(mirrored(1000, up.over(ANY, UDP).ports(ANY, "53")));
    entries.add(mirrored(1000, down.over(ANY, UDP).ports("53", ANY)));
    entries.add(mirrored(1000, up.over(IPV4, UDP).ports(ANY, "123")));
    entries.add(normal(1000, down.over(IPV4, UDP).ports("123", ANY)));
    entries.add(mirrored(1000, up.over(IPV4, ICMP)));
    entries.add(mirrored(1000, up.over(IPV6, ICMP)));
    entries.add(mirrored(1000, up.over(IPV6, ICMPV6)));
    entries.add(normal(1000, down.over(IPV4, ICMP)));
    entries.add(normal(1000, down.over(IPV6, ICMP)));
    entries.add(normal(1000, down.over(IPV6, ICMPV6)));
  }

  private void transports() {
    entries.add(mirrored(800, up.over(IPV4, TCP)));
    entries.add(mirrored(800, up.over(IPV4, UDP)));
    entries.add(mirrored(700, down.over(IPV4, TCP)));
    entries.add(mirrored(700, down.over(IPV4, UDP)));
    entries.add(normal(650, from.over(EAPOL, ANY)));
    entries.add(normal(601, to.over(IPV4, ICMP).icmp("8", "0")));
    entries.add(normal(601, to.over(IPV6, ICMP).icmp("8", "0")));
    entries.add(mirrored(600, to.over(IPV4, TCP)));
    entries.add(mirrored(600, to.over(IPV4, UDP)));
  }
}
