package io.mudlark.mudscope.mudgen.mudgee;

import static io.mudlark.mudscope.mudgen.RuleRow.ANY;
import static io.mudlark.mudscope.mudgen.mudgee.SwitchPacket.IPV4;
import static io.mudlark.mudscope.mudgen.mudgee.SwitchPacket.IPV6;
import static io.mudlark.mudscope.mudgen.mudgee.SwitchPacket.UDP;

import io.mudlark.mudscope.mudgen.CaptureJob;
import io.mudlark.mudscope.mudgen.RuleRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Turns the device's flows into rules, as MUDgee does; sorted where its order means nothing. */
final class RuleExtraction {
  private static final long FEW_PACKETS = 5;
  private static final int MANY_ADDRESSES = 3;
  private static final String STUN = "3478";
  private static final String BROADCAST_MAC = "ff:ff:ff:ff:ff:ff";
  private static final String GROUPS_V6 = "ff00::/8";
  private static final Pattern LITERAL =
      Pattern.compile(
          "((25[0-5]|2[0-4][0-9]|[01]?[0-9]{1,2})(\\.(?!$)|$)){4}|([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}"
              + "|ff00::/8");

  /** Rows that become rules together: one per far address. */
  private record Group(SwitchMatch match, int priority, SortedSet<String> farAddresses) {}

  private final String device;
  private final String gatewayIpv4;
  private final String gatewayIpv6;
  private final Map<String, Group> common = new LinkedHashMap<>();
  private final Map<String, Group> from = new LinkedHashMap<>();
  private final Map<String, Group> to = new LinkedHashMap<>();
  private final List<RuleRow> local = new ArrayList<>();
  private boolean stun;

  private RuleExtraction(CaptureJob job) {
    device = job.device().toString();
    gatewayIpv4 = job.gatewayIpv4() == null ? "" : SwitchPacket.text(job.gatewayIpv4());
    gatewayIpv6 = job.gatewayIpv6() == null ? "" : SwitchPacket.text(job.gatewayIpv6());
  }

  /**
   * The rules of a device.
   *
   * @param from what it may send through the gateway or to groups
   * @param to what it may receive through the gateway
   * @param local what it may exchange with local hosts
   */
  record Rules(List<RuleRow> from, List<RuleRow> to, List<RuleRow> local) {
    List<RuleRow> all() {
      List<RuleRow> all = new ArrayList<>(from);
      all.addAll(to);
      all.addAll(local);
      return all;
    }
  }

  static Rules rules(CaptureJob job, List<FlowRow> rows) {
    RuleExtraction extraction = new RuleExtraction(job);
    rows.forEach(extraction::read);
    return extraction.rules();
  }

  private void read(FlowRow row) {
    int priority = row.priority();
    if (priority > 1000) {
      readCommon(row);
    } else if (priority > 800 && priority < 900) {
      readRemote(row, row.match().dstIp(), true);
    } else if (priority > 700 && priority < 800) {
      readRemote(row, row.match().srcIp(), false);
    } else if (priority > 600 && priority < 700 && row.packets() > FEW_PACKETS) {
      SwitchMatch match = row.match();
      local.add(rule(match.macs(tag(match.srcMac()), tag(match.dstMac())), priority));
    }
  }

  private String tag(String mac) {
    return mac.equals(device) ? RuleRow.DEVICE : mac;
  }

  static boolean isLiteral(String address) {
    return LITERAL.matcher(address).matches();
  }

  private void readCommon(FlowRow row) {
    SwitchMatch match = row.match();
    boolean ip = match.ethType().equals(IPV4) || match.ethType().equals(IPV6);
    boolean exact = isLiteral(match.dstIp()) || match.dstMac().equals(BROADCAST_MAC) || !ip;
    boolean otherIcmp = !match.icmpType().equals(ANY) && !match.icmpType().equals("8");
    if (otherIcmp || (row.packets() <= FEW_PACKETS && exact)) {
      return;
    }
    if (match.ethType().equals(IPV6) && match.dstIp().startsWith("ff02")) {
      match = match.ips(match.srcIp(), GROUPS_V6);
    }
    String key =
        String.join(
            " ",
            match.ethType(),
            match.ipProto(),
            match.dstPort(),
            match.icmpCode(),
            match.icmpType(),
            match.dstIp(),
            match.srcIp());
    join(common, key, match, row.priority(), match.dstIp());
  }

  private void readRemote(FlowRow row, String far, boolean sent) {
    SwitchMatch match = row.match();
    Map<String, Group> groups = sent ? from : to;
    if (isLiteral(far) && row.packets() <= FEW_PACKETS) {
      return;
    }
    boolean udp = match.ipProto().equals(UDP);
    if (udp && (sent ? match.dstPort() : match.srcPort()).equals(STUN)) {
      stun = true;
      groups.values().removeIf(group -> group.match.ipProto().equals(UDP));
      SwitchMatch open = match.ips(ANY, ANY);
      match = sent ? open.ports(match.srcPort(), ANY) : open.ports(ANY, match.dstPort());
      join(groups, key(match), match, row.priority(), ANY);
    } else if (!udp || !stun) {
      join(groups, key(match), match, row.priority(), far);
    }
  }

  private static String key(SwitchMatch match) {
    return match.ipProto() + " " + match.dstPort() + " " + match.srcPort();
  }

  private static void join(
      Map<String, Group> groups, String key, SwitchMatch match, int priority, String far) {
    Group group = groups.computeIfAbsent(key, k -> new Group(match, priority, new TreeSet<>()));
    group.farAddresses.addAll(List.of(far.split("\\|")));
  }

  private Rules rules() {
    List<RuleRow> sent = new ArrayList<>();
    List<RuleRow> received = new ArrayList<>();
    common.values().forEach(group -> addCommon(group, sent, received));
    for (Group group : from.values()) {
      for (String far : widened(group)) {
        SwitchMatch match = group.match.macs(RuleRow.DEVICE, RuleRow.GATEWAY);
        sent.add(rule(match.ips(match.srcIp(), far), group.priority));
      }
    }
    for (Group group : to.values()) {
      for (String far : widened(group)) {
        SwitchMatch match = group.match.macs(RuleRow.GATEWAY, RuleRow.DEVICE);
        received.add(rule(match.ips(far, match.dstIp()), group.priority));
      }
    }
    return new Rules(sent, received, local);
  }

  /** Many addresses become any address, names included. */
  private static SortedSet<String> widened(Group group) {
    long literals = group.farAddresses.stream().filter(RuleExtraction::isLiteral).count();
    return literals >= MANY_ADDRESSES ? new TreeSet<>(List.of(ANY)) : group.farAddresses;
  }

  private void addCommon(Group group, List<RuleRow> sent, List<RuleRow> received) {
    SwitchMatch seen = group.match;
    if (seen.srcPort().equals("67") || seen.srcPort().equals("547")) {
      received.add(rule(seen.macs(RuleRow.GATEWAY, RuleRow.DEVICE), group.priority));
      return;
    }
    for (String far : group.farAddresses) {
      SwitchMatch match = seen.ips(seen.srcIp(), far);
      if (group.priority == 1300) {
        boolean broadcast = seen.dstMac().equals(BROADCAST_MAC);
        sent.add(rule(match.macs(RuleRow.DEVICE, broadcast ? BROADCAST_MAC : ANY), 1300));
        continue;
      }
      match = match.macs(RuleRow.DEVICE, RuleRow.GATEWAY);
      sent.add(rule(match, group.priority));
      if (!isAddressing(match)) {
        SwitchMatch back = match.reversed();
        boolean echo = back.icmpType().equals("8");
        received.add(rule(echo ? back.icmp("0", back.icmpCode()) : back, group.priority));
      }
    }
  }

  /** DHCP to the gateway, whose answers have a row of their own. */
  private boolean isAddressing(SwitchMatch match) {
    return (match.dstIp().equals(gatewayIpv4) && match.dstPort().equals("67"))
        || (match.dstIp().equals(gatewayIpv6) && match.dstPort().equals("547"));
  }

  private static RuleRow rule(SwitchMatch match, int priority) {
    return new RuleRow(
        match.srcMac(),
        match.dstMac(),
        match.ethType(),
        match.srcIp(),
        match.dstIp(),
        match.ipProto(),
        match.srcPort(),
        match.dstPort(),
        Integer.toString(priority),
        match.icmpType(),
        match.icmpCode());
  }
}
