package io.mudlark.mudscope.mudgen.mudgee;

import static io.mudlark.mudscope.mudgen.RuleRow.ANY;
import static io.mudlark.mudscope.mudgen.mudgee.SwitchEntry.normal;
import static io.mudlark.mudscope.mudgen.mudgee.SwitchPacket.TCP;
import static io.mudlark.mudscope.mudgen.mudgee.SwitchPacket.UDP;

import io.mudlark.flow.MacAddress;
import io.mudlark.mudscope.mudgen.CaptureJob;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The controller of the simulated switch: from the packets shown to it, it makes entries for the
 * device's conversations. Behind the gateway is who has the gateway's MAC; nothing else counts.
 */
final class SwitchLearner {
  private static final int MAX_DYNAMIC = 500;
  private static final long SETTLED_MILLIS = 120_000;
  private static final long IDLE_MILLIS = 10_000;
  private static final int SKELETON = 10;
  private static final double LEAST_IMPACT = 5;
  private static final String BROADCAST_MAC = "ff:ff:ff:ff:ff:ff";
  private static final String BROADCAST_IP = "255.255.255.255";
  private static final String DNS = "53";
  private static final String NTP = "123";

  private final CaptureJob job;
  private final String device;
  private final String gateway;
  private final FlowTable table;
  private final Map<String, DeviceNames> names = new HashMap<>();
  private long nowMillis;

  SwitchLearner(CaptureJob job, FlowTable table) {
    this.job = job;
    this.table = table;
    device = job.device().toString();
    gateway = job.gatewayMac().toString();
  }

  /** The names the device asked for. */
  DeviceNames names() {
    return names.getOrDefault(device, new DeviceNames());
  }

  void learn(SwitchPacket packet) {
    SwitchMatch seen = packet.match();
    if (!seen.involves(device)) {
      return;
    }
    nowMillis = packet.timeMillis();
    if (isGroup(seen.srcMac()) || isGroup(seen.dstMac())) {
      if (isGroup(seen.dstMac()) && seen.srcMac().equals(device)) {
        learnGroup(seen);
      }
      return;
    }
    introduce(seen.srcMac());
    introduce(seen.dstMac());
    boolean up = seen.dstMac().equals(gateway);
    boolean down = seen.srcMac().equals(gateway);
    SwitchPacket.Answer dns = packet.dns();
    if (down && dns != null && !dns.addresses().isEmpty()) {
      names.computeIfAbsent(seen.dstMac(), mac -> new DeviceNames()).learn(dns);
    } else if (up && (seen.ipProto().equals("1") || seen.ipProto().equals("58"))) {
      learnIcmp(seen);
    } else if (up && isService(seen.ipProto().equals(UDP), seen.dstPort())) {
      learnService(seen);
    } else if (seen.ipProto().equals(TCP) || seen.ipProto().equals(UDP)) {
      learnTransport(packet, up, down);
    }
  }

  private static boolean isGroup(String mac) {
    return MacAddress.parse(mac).isGroup();
  }

  private static boolean isService(boolean udp, String port) {
    return udp && (port.equals(DNS) || port.equals(NTP));
  }

  private void introduce(String host) {
    if (!host.equals(gateway) && table.size(host) < SKELETON) {
      Skeleton.of(host, job).forEach(entry -> table.insert(entry, nowMillis));
    }
  }

  private void learnGroup(SwitchMatch seen) {
    boolean broadcast = seen.dstMac().equals(BROADCAST_MAC);
    boolean address = !broadcast || seen.dstIp().equals(BROADCAST_IP);
    add(
        1300,
        SwitchMatch.ALL
            .macs(device, broadcast ? BROADCAST_MAC : ANY)
            .over(seen.ethType(), seen.ipProto())
            .ips(ANY, address ? seen.dstIp() : ANY)
            .ports(ANY, seen.dstPort()));
  }

  private void learnIcmp(SwitchMatch seen) {
    for (String sibling : siblings(seen.srcMac(), seen.dstIp())) {
      for (SwitchEntry old : table.entries(seen.srcMac(), 1001, sibling, true)) {
        if (old.match.ipProto().equals("1")) {
          table.remove(old.match);
        }
      }
    }
    add(
        1001,
        SwitchMatch.ALL
            .macs(seen.srcMac(), gateway)
            .over(seen.ethType(), "1")
            .ips(ANY, seen.dstIp())
            .icmp(seen.icmpType(), seen.icmpCode()));
  }

  private void learnService(SwitchMatch seen) {
    if (seen.dstPort().equals(NTP)) {
      for (String sibling : siblings(seen.srcMac(), seen.dstIp())) {
        for (SwitchEntry old : table.entries(seen.srcMac(), 1001, sibling, true)) {
          if (old.match.ipProto().equals(UDP) && isSettled(old)) {
            table.remove(old.match);
          }
        }
      }
    }
    add(1001, toGateway(seen, seen.srcMac(), seen.dstIp()).ports(ANY, seen.dstPort()));
  }

  private void learnTransport(SwitchPacket packet, boolean up, boolean down) {
    SwitchMatch seen = packet.match();
    boolean tcp = seen.ipProto().equals(TCP);
    if (up) {
      if (!seen.dstPort().equals(DNS) && !seen.dstPort().equals(NTP)) {
        learnRemote(packet, seen.srcMac(), seen.dstIp(), true);
      }
    } else if (down) {
      if (!seen.srcPort().equals(DNS) && !seen.srcPort().equals(NTP)) {
        learnRemote(packet, seen.dstMac(), seen.srcIp(), false);
      }
    } else {
      learnLocal(packet);
    }
    boolean service =
        up ? isService(true, seen.dstPort()) : down && isService(true, seen.srcPort());
    if (tcp && !service) {
      table.insert(new SwitchEntry(seen, 810, false, IDLE_MILLIS), nowMillis);
    }
  }

  /**
   * A conversation through the gateway. The port that counts is the far one when the host sent a
   * SYN, or got a SYN+ACK, and the host's own in the mirrored case; UDP takes the destination's.
   */
  private void learnRemote(SwitchPacket packet, String host, String far, boolean up) {
    SwitchMatch seen = packet.match();
    boolean tcp = seen.ipProto().equals(TCP);
    if (tcp && !packet.syn()) {
      return;
    }
    boolean answer = tcp && packet.ack();
    boolean farPort = up != answer;
    String port = answer ? seen.srcPort() : seen.dstPort();
    SwitchMatch there = toGateway(seen, host, far);
    SwitchMatch back = there.reversed();
    SwitchMatch first = farPort ? there.ports(ANY, port) : there.ports(port, ANY);
    SwitchMatch second = farPort ? back.ports(port, ANY) : back.ports(ANY, port);
    replaceSiblings(host, far, first, 810);
    if (tcp) {
      add(farPort ? 855 : 850, first);
    } else if (up) {
      addCapped(host, normal(810, first));
    }
    replaceSiblings(host, far, second, 710);
    if (tcp) {
      add(farPort ? 750 : 755, second);
    } else {
      addCapped(host, normal(710, second));
    }
    if (!tcp && !up) {
      addCapped(host, normal(810, first));
    }
  }

  private SwitchMatch toGateway(SwitchMatch seen, String host, String far) {
    return SwitchMatch.ALL.macs(host, gateway).over(seen.ethType(), seen.ipProto()).ips(ANY, far);
  }

  /** Removes settled dynamic entries towards other addresses of the same name. */
  private void replaceSiblings(String host, String far, SwitchMatch wanted, int priority) {
    boolean towards = priority == 810;
    for (String sibling : siblings(host, far)) {
      for (SwitchEntry old : table.entries(host, priority, sibling, towards)) {
        boolean same =
            old.match.ipProto().equals(wanted.ipProto())
                && samePort(wanted.srcPort(), old.match.srcPort())
                && samePort(wanted.dstPort(), old.match.dstPort());
        if (same && isSettled(old)) {
          table.remove(old.match);
        }
      }
    }
  }

  private static boolean samePort(String wanted, String port) {
    return wanted.equals(ANY) || wanted.equals(port);
  }

  private void learnLocal(SwitchPacket packet) {
    SwitchMatch seen = packet.match();
    boolean tcp = seen.ipProto().equals(TCP);
    if (tcp && !packet.syn()) {
      return;
    }
    boolean answer = tcp && packet.ack();
    String server = answer ? seen.srcMac() : seen.dstMac();
    String port = answer ? seen.srcPort() : seen.dstPort();
    SwitchMatch to =
        SwitchMatch.ALL.macs(ANY, server).over(seen.ethType(), seen.ipProto()).ports(ANY, port);
    if (!tcp) {
      addCapped(server, normal(610, to));
      return;
    }
    for (SwitchEntry old : table.entries(server, 610)) {
      if (old.match.ipProto().equals(TCP) && old.match.dstPort().equals(port)) {
        table.remove(old.match);
      }
    }
    add(answer ? 650 : 655, to);
    add(answer ? 655 : 650, to.reversed());
  }

  private Iterable<String> siblings(String host, String address) {
    DeviceNames known = names.get(host);
    return known == null ? List.of() : known.siblings(address);
  }

  private boolean isSettled(SwitchEntry entry) {
    return nowMillis - entry.createdMillis > SETTLED_MILLIS;
  }

  private void add(int priority, SwitchMatch match) {
    table.insert(normal(priority, match), nowMillis);
  }

  /** At most 500 a host and priority: then one of little impact gives way, or nothing is added. */
  private void addCapped(String host, SwitchEntry entry) {
    if (table.size(host, entry.priority) < MAX_DYNAMIC) {
      entry.createdMillis = nowMillis;
      table.insert(entry, nowMillis);
      return;
    }
    double total = totalRate(table, host, entry.priority, nowMillis);
    SwitchEntry victim = null;
    for (SwitchEntry old : table.entries(host, entry.priority)) {
      if (!isSettled(old)) {
        continue;
      }
      double impact = old.rate(nowMillis) / total;
      if (victim == null) {
        victim = impact * 100 < LEAST_IMPACT ? old : null;
      } else if (victimImpact(victim, old, total) > impact) {
        victim = old;
      }
    }
    if (victim != null) {
      table.remove(victim.match);
      table.insert(entry, nowMillis);
    }
  }

  /** MUDgee measures the victim by the age of the one it is compared with. */
  private double victimImpact(SwitchEntry victim, SwitchEntry other, double total) {
    return victim.packets * 1.0 / (nowMillis - other.createdMillis) / total;
  }

  /** Packets a millisecond of a host's entries of a priority and the two that go with it. */
  static double totalRate(FlowTable table, String host, int priority, long nowMillis) {
    double total = 0;
    for (int p : new int[] {priority + 40, priority, priority - 10}) {
      for (SwitchEntry entry : table.entries(host, p)) {
        total += entry.rate(nowMillis);
      }
    }
    return total;
  }
}
