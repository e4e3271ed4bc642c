package io.mudlark.mudscope.reject;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpPrefix;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.MacAddress;
import io.mudlark.mud.profile.AccessControlEntry;
import io.mudlark.mud.profile.Acl;
import io.mudlark.mud.profile.Forwarding;
import io.mudlark.mud.profile.Match;
import io.mudlark.mud.profile.Match.End;
import io.mudlark.mud.profile.MudProfile;
import io.mudlark.mud.profile.PortRange;
import io.mudlark.mudscope.mudgen.CaptureJob;
import io.mudlark.mudscope.mudgen.RuleRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Gives the rules of a CSV the meaning of a MUD profile: the device's MAC says the direction, other
 * MACs are conditions, priorities 855, 755 and 655 say who opens a TCP connection.
 */
final class RowProfile {
  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86DD;

  private final Path file;
  private final CaptureJob job;
  private final Consumer<String> problems;

  RowProfile(Path file, CaptureJob job, Consumer<String> problems) {
    this.file = file;
    this.job = job;
    this.problems = problems;
  }

  /** A rule that no IP packet can match is left out; one that cannot be read is reported. */
  MudProfile profile(List<RuleRow> rows) {
    List<AccessControlEntry> from = new ArrayList<>();
    List<AccessControlEntry> to = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      RuleRow row = rows.get(i);
      try {
        if (isDevice(row.srcMac())) {
          from.add(entry("rule-" + (i + 1), row, End.DESTINATION));
        } else if (isDevice(row.dstMac())) {
          to.add(entry("rule-" + (i + 1), row, End.SOURCE));
        } else {
          problems.accept(file + ": rule " + (i + 1) + ": neither from nor to the device");
        }
      } catch (IllegalArgumentException e) {
        problems.accept(
            file + ": rule " + (i + 1) + ": " + e.getMessage() + "; it matches nothing");
      }
    }
    return new MudProfile(
        "https://rules.invalid/" + job.device().toString().replace(":", ""),
        job.deviceName(),
        null,
        MudProfile.DEFAULT_CACHE_VALIDITY,
        true,
        null,
        null,
        List.of(new Acl("from-device", "", from)),
        List.of(new Acl("to-device", "", to)),
        List.of());
  }

  private boolean isDevice(String mac) {
    return mac.equals(RuleRow.DEVICE) || mac.equalsIgnoreCase(job.device().toString());
  }

  private AccessControlEntry entry(String name, RuleRow row, End far) {
    List<Match> matches = new ArrayList<>();
    int version = version(row.ethType());
    if (version != 0) {
      matches.add(new Match.IpVersion(version));
    }
    String mac = far == End.DESTINATION ? row.dstMac() : row.srcMac();
    if (!mac.equals(RuleRow.ANY)) {
      MacAddress wanted = mac.equals(RuleRow.GATEWAY) ? job.gatewayMac() : MacAddress.parse(mac);
      matches.add(new Match.EthernetAddress(far, wanted, MacAddress.BROADCAST));
    }
    if (mac.equals(RuleRow.ANY) && row.priority().matches("6[0-9]{2}")) {
      matches.add(new Match.LocalNetworks());
    }
    addAddress(matches, End.SOURCE, row.srcIp());
    addAddress(matches, End.DESTINATION, row.dstIp());
    int protocol = number(row.ipProto(), 255, "ipProto");
    if (protocol >= 0) {
      // MUDgee writes ICMPv6 as ICMP.
      boolean version6 = protocol == IpProtocol.ICMP && version == 6;
      matches.add(new Match.Protocol(version6 ? IpProtocol.ICMPV6 : protocol));
    }
    addPort(matches, End.SOURCE, number(row.srcPort(), 65_535, "srcPort"));
    addPort(matches, End.DESTINATION, number(row.dstPort(), 65_535, "dstPort"));
    int type = number(row.icmpType(), 255, "icmpType");
    int code = number(row.icmpCode(), 255, "icmpCode");
    if (type >= 0 || code >= 0) {
      matches.add(new Match.Icmp(type, code));
    }
    if (protocol == IpProtocol.TCP) {
      addInitiator(matches, row.priority());
    }
    return new AccessControlEntry(name, matches, Forwarding.ACCEPT);
  }

  private static int version(String etherType) {
    if (etherType.equals(RuleRow.ANY)) {
      return 0;
    }
    boolean hex = etherType.matches("0[xX][0-9a-fA-F]{1,4}");
    int type = hex ? Integer.parseInt(etherType.substring(2), 16) : 0;
    if (type != IPV4 && type != IPV6) {
      throw new IllegalArgumentException("no IP packet has ethType " + etherType);
    }
    return type == IPV4 ? 4 : 6;
  }

  private static void addAddress(List<Match> matches, End end, String text) {
    if (text.equals(RuleRow.ANY)) {
      return;
    }
    if (IpAddress.isLiteral(text) || text.indexOf('/') >= 0 || text.indexOf(':') >= 0) {
      matches.add(new Match.Network(end, IpPrefix.parse(text)));
    } else {
      String name = text.toLowerCase(Locale.ROOT);
      matches.add(
          new Match.DnsName(end, name.endsWith(".") ? name.substring(0, name.length() - 1) : name));
    }
  }

  private static void addPort(List<Match> matches, End end, int port) {
    if (port >= 0) {
      matches.add(new Match.Port(end, PortRange.exactly(port)));
    }
  }

  private static void addInitiator(List<Match> matches, String priority) {
    if (priority.equals("855")) {
      matches.add(new Match.Initiated(true));
    } else if (priority.equals("755") || priority.equals("655")) {
      matches.add(new Match.Initiated(false));
    }
  }

  /** The number, or -1 for {@code *}. */
  private static int number(String text, int most, String column) {
    if (text.equals(RuleRow.ANY)) {
      return -1;
    }
    int value = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(column + " is no number of 0.." + most + ": " + text);
    }
    return value;
  }
}
