package io.mudlark.mud.profile;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpPrefix;
import io.mudlark.flow.IpProtocol;
import io.mudlark.mud.profile.Match.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns the {@code matches} container of one entry into conditions.
 *
 * <p>Nodes that are not understood are ignored, as RFC 8520 demands, and reported as a warning,
 * because an entry with one condition less allows more.
 */
final class MatchReader {
  private static final int ICMPV6_TYPES = 255;
  private final Warnings warnings;
  private final List<Match> matches = new ArrayList<>();
  private int version;
  private boolean protocolGiven;
  private boolean icmpGiven;

  /**
   * @param listVersion 4 or 6 when the list is of that family, else 0
   */
  MatchReader(Warnings warnings, int listVersion) {
    this.warnings = warnings;
    this.version = listVersion;
  }

  /** The conditions of {@code matches} and of names misplaced beside it in {@code ace}. */
  List<Match> read(JsonPlace ace, @Nullable JsonPlace container) throws MudFormatException {
    if (container != null) {
      for (JsonPlace member : container.object().members()) {
        header(member);
      }
    }
    for (JsonPlace member : ace.members()) {
      if (member.name().endsWith("-dnsname")) {
        misplacedName(member);
      }
    }
    if (icmpGiven && !protocolGiven && version != 0) {
      protocol(version == 6 ? IpProtocol.ICMPV6 : IpProtocol.ICMP);
    }
    if (version != 0) {
      matches.add(0, new Match.IpVersion(version));
    }
    return matches;
  }

  private void header(JsonPlace member) throws MudFormatException {
    switch (member.name()) {
      case "l2":
      case "l3":
      case "l4":
        for (JsonPlace inner : member.object().members()) {
          header(inner);
        }
        break;
      case "ipv4":
      case "ipv4-acl":
        ip(member, 4);
        break;
      case "ipv6":
      case "ipv6-acl":
        ip(member, 6);
        break;
      case "tcp":
        transport(member, IpProtocol.TCP);
        break;
      case "udp":
        transport(member, IpProtocol.UDP);
        break;
      case "icmp":
        icmp(member);
        break;
      case "eth":
        new EthernetReader(warnings, matches).read(member);
        break;
      case "mud":
        new AbstractionReader(warnings, matches).read(member);
        break;
      case "src-dnsname":
      case "dst-dnsname":
        misplacedName(member);
        break;
      default:
        ignored(member);
    }
  }

  private void misplacedName(JsonPlace member) throws MudFormatException {
    warnings.add(member, "belongs into ipv4 or ipv6; read as if it stood there");
    name(member, member.name().startsWith("src") ? End.SOURCE : End.DESTINATION);
  }

  private void ignored(JsonPlace member) {
    warnings.add(member, "not decidable on flows or unknown; ignored");
  }

  private void ip(JsonPlace container, int family) throws MudFormatException {
    if (version != 0 && version != family) {
      warnings.add(container, "an ipv" + family + " match in an ipv" + version + " list");
    }
    version = family;
    for (JsonPlace member : container.object().members()) {
      switch (member.name()) {
        case "protocol":
          ipProtocol(member);
          break;
        case "source-ipv4-network":
        case "source-ipv6-network":
          network(member, End.SOURCE);
          break;
        case "destination-ipv4-network":
        case "destination-ipv6-network":
          network(member, End.DESTINATION);
          break;
        case "src-dnsname":
          name(member, End.SOURCE);
          break;
        case "dst-dnsname":
          name(member, End.DESTINATION);
          break;
        case "source-port-range-or-operator":
        case "destination-port-range-or-operator":
          port(member);
          break;
        default:
          ignored(member);
      }
    }
  }

  private void ipProtocol(JsonPlace member) throws MudFormatException {
    int number = member.integer(0, 255);
    if (version == 6 && number == 0) {
      warnings.add(member, "0 is the hop-by-hop header, not the upper layer's protocol");
    }
    protocol(number);
  }

  private void protocol(int number) {
    protocolGiven = true;
    Match protocol = new Match.Protocol(number);
    if (!matches.contains(protocol)) {
      matches.add(protocol);
    }
  }

  private void network(JsonPlace member, End end) throws MudFormatException {
    String text = member.text();
    IpPrefix prefix;
    try {
      prefix = IpPrefix.parse(text);
    } catch (IllegalArgumentException e) {
      throw member.wrong("not an address block: " + MudFormatException.quote(text));
    }
    if (prefix.base().version() != version) {
      warnings.add(member, "an IPv" + prefix.base().version() + " block, never met here");
    }
    matches.add(new Match.Network(end, prefix));
  }

  private void name(JsonPlace member, End end) throws MudFormatException {
    String text = member.text(255).toLowerCase(Locale.ROOT);
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    if (name.isBlank()) {
      throw member.wrong("an empty DNS name");
    }
    if (IpAddress.isLiteral(name)) {
      warnings.add(member, "an address instead of a name; read as a network of one");
      matches.add(new Match.Network(end, IpPrefix.of(IpAddress.parse(name))));
      return;
    }
    if (name.indexOf('*') >= 0) {
      warnings.add(member, "names have no wildcards in RFC 8520; it is compared as it stands");
    }
    matches.add(new Match.DnsName(end, name));
  }

  private void transport(JsonPlace container, int protocol) throws MudFormatException {
    protocol(protocol);
    for (JsonPlace member : container.object().members()) {
      switch (member.name()) {
        case "source-port":
        case "destination-port":
        case "source-port-range-or-operator":
        case "destination-port-range-or-operator":
          port(member);
          break;
        case "direction-initiated":
          initiated(member, protocol);
          break;
        case "flags":
          flags(member, protocol);
          break;
        default:
          ignored(member);
      }
    }
  }

  private void port(JsonPlace member) throws MudFormatException {
    End end = member.name().startsWith("source") ? End.SOURCE : End.DESTINATION;
    matches.add(new Match.Port(end, PortReader.read(member)));
  }

  private void initiated(JsonPlace member, int protocol) throws MudFormatException {
    if (protocol != IpProtocol.TCP) {
      warnings.add(member, "means something for TCP only; ignored");
      return;
    }
    String who = member.text();
    if (!who.equals("from-device") && !who.equals("to-device")) {
      throw member.wrong(
          "from-device or to-device is expected, not " + MudFormatException.quote(who));
    }
    matches.add(new Match.Initiated(who.equals("from-device")));
  }

  private void flags(JsonPlace member, int protocol) throws MudFormatException {
    if (protocol != IpProtocol.TCP) {
      ignored(member);
      return;
    }
    int bits = 0;
    for (String word : member.text().trim().split("\\s+")) {
      int index = List.of("fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr").indexOf(word);
      if (index < 0) {
        throw member.wrong("no TCP flag: " + MudFormatException.quote(word));
      }
      bits |= 1 << index;
    }
    warnings.add(member, "a flow knows the flags of all its packets only; they must all occur");
    matches.add(new Match.ControlBits(bits));
  }

  private void icmp(JsonPlace container) throws MudFormatException {
    icmpGiven = true;
    JsonPlace type = container.object().find("type");
    JsonPlace code = container.find("code");
    for (JsonPlace member : container.members()) {
      if (!member.name().equals("type") && !member.name().equals("code")) {
        ignored(member);
      }
    }
    matches.add(
        new Match.Icmp(
            type == null ? Match.Icmp.ANY : type.integer(0, ICMPV6_TYPES),
            code == null ? Match.Icmp.ANY : code.integer(0, ICMPV6_TYPES)));
  }
}
