package io.mudlark.mud.match;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.flow.TcpFlags;
import io.mudlark.mud.profile.Match;
import io.mudlark.mud.profile.Match.End;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in one sentence how a flow missed a condition. */
final class MissedCondition {
  private final Peers peers;

  MissedCondition(Peers peers) {
    this.peers = peers;
  }

  String sentence(Match match, Trial trial, DirectionView view) {
    if (trial == Trial.NAME_UNRESOLVED) {
      return match.subject()
          + " wants "
          + match.wanted()
          + ", of which no address is known; the address is "
          + address(match, view);
    }
    if (trial == Trial.UNMAPPED) {
      return match.subject()
          + " wants "
          + match.wanted()
          + ", which this site does not map; the peer is "
          + view.peer();
    }
    return match.subject() + " is " + actual(match, view) + ", the entry wants " + match.wanted();
  }

  private String actual(Match match, DirectionView view) {
    if (match instanceof Match.IpVersion) {
      return Integer.toString(view.source.version());
    }
    if (match instanceof Match.Protocol) {
      return Integer.toString(view.protocol);
    }
    if (match instanceof Match.Port port) {
      return port(port.end(), view);
    }
    if (match instanceof Match.Icmp) {
      return view.flow.key().isIcmp()
          ? "type " + view.icmpType() + " code " + view.icmpCode()
          : "absent";
    }
    if (match instanceof Match.ControlBits) {
      return TcpFlags.format(view.counters().tcpFlags());
    }
    if (match instanceof Match.EtherType) {
      return String.format(Locale.ROOT, "0x%04x", ConditionCompiler.etherType(view));
    }
    if (match instanceof Match.EthernetAddress ethernet) {
      return mac(ethernet.end() == End.SOURCE ? view.sourceMac() : view.destinationMac());
    }
    if (match instanceof Match.Initiated) {
      return view.deviceIsSource ? "from-device" : "to-device";
    }
    return address(match, view).toString() + whose(match, view);
  }

  private static String port(End end, DirectionView view) {
    if (!view.hasPorts) {
      return "absent";
    }
    return Integer.toString(end == End.SOURCE ? view.sourcePort : view.destinationPort);
  }

  private static String mac(@Nullable MacAddress mac) {
    return mac == null ? "not known" : mac.toString();
  }

  private static IpAddress address(Match match, DirectionView view) {
    if (match instanceof Match.DnsName name) {
      return name.end() == End.SOURCE ? view.source : view.destination;
    }
    if (match instanceof Match.Network network) {
      return network.end() == End.SOURCE ? view.source : view.destination;
    }
    return view.peer();
  }

  private String whose(Match match, DirectionView view) {
    if (match instanceof Match.SameManufacturer
        || match instanceof Match.Manufacturer
        || match instanceof Match.Model) {
      String url = peers.mudUrl(view.peer(), view.peerMac());
      return url == null ? ", no known device" : ", a " + url;
    }
    return "";
  }
}
