package io.mudlark.mud.match;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every device may do without an entry in its profile: RFC 8520 section 4 presumes the local
 * DNS and NTP, and no host can live on a network without the rest. This is the whole table;
 * everything else, multicast DNS, SSDP and broadcasts included, needs an entry.
 */
enum DefaultRule {
  /**
   * UDP or TCP 53 to the site's resolvers, or where none is configured to the router or the LAN.
   */
  DNS("default/dns") {
    @Override
    boolean allows(DirectionView view, Peers peers) {
      boolean transport =
          view.protocol == IpProtocol.UDP
              || (view.protocol == IpProtocol.TCP
                  && (view.deviceIsSource || view.initiatorUnknown()));
      return transport
          && peerPort(view) == 53
          && serves(view, peers, peers.site().dns(), Peers.DNS);
    }
  },
  /** UDP 123, likewise. */
  NTP("default/ntp") {
    @Override
    boolean allows(DirectionView view, Peers peers) {
      return view.protocol == IpProtocol.UDP
          && peerPort(view) == 123
          && serves(view, peers, peers.site().ntp(), Peers.NTP);
    }
  },
  /** DHCP: client port 68, server port 67, the server on a local or group address. */
  DHCP("default/dhcp") {
    @Override
    boolean allows(DirectionView view, Peers peers) {
      return view.source.isV4() && isClient(view, 68, 67) && onSite(view, peers);
    }
  },
  /** DHCPv6: client port 546, server port 547, likewise. */
  DHCPV6("default/dhcpv6") {
    @Override
    boolean allows(DirectionView view, Peers peers) {
      return !view.source.isV4() && isClient(view, 546, 547) && onSite(view, peers);
    }
  },
  /** Group membership for IPv4: packets to a group address. */
  IGMP("default/igmp") {
    @Override
    boolean allows(DirectionView view, Peers peers) {
      return view.protocol == IpProtocol.IGMP && view.destination.isMulticast();
    }
  },
  /** Router and neighbour discovery, redirects included, with hosts of the link. */
  NEIGHBOUR_DISCOVERY("default/neighbour-discovery") {
    @Override
    boolean allows(DirectionView view, Peers peers) {
      int type = view.icmpType();
      return view.protocol == IpProtocol.ICMPV6
          && type >= 133
          && type <= 137
          && onLink(view, peers);
    }
  },
  /** Group membership for IPv6: MLD versions 1 and 2. */
  MULTICAST_LISTENER("default/mld") {
    @Override
    boolean allows(DirectionView view, Peers peers) {
      int type = view.icmpType();
      return view.protocol == IpProtocol.ICMPV6
          && ((type >= 130 && type <= 132) || type == 143)
          && onLink(view, peers);
    }
  };

  private static final List<DefaultRule> TABLE = List.of(values());
  private final String label;

  DefaultRule(String label) {
    this.label = label;
  }

  abstract boolean allows(DirectionView view, Peers peers);

  /** The label of the first rule that allows a direction, or null. */
  static @Nullable String accepting(DirectionView view, Peers peers) {
    for (int i = 0; i < TABLE.size(); i++) {
      if (TABLE.get(i).allows(view, peers)) {
        return TABLE.get(i).label;
      }
    }
    return null;
  }

  private static int peerPort(DirectionView view) {
    return view.fromDevice ? view.destinationPort : view.sourcePort;
  }

  private static boolean isClient(DirectionView view, int client, int server) {
    int own = view.fromDevice ? view.sourcePort : view.destinationPort;
    return view.protocol == IpProtocol.UDP && own == client && peerPort(view) == server;
  }

  private static boolean serves(
      DirectionView view, Peers peers, List<IpAddress> servers, String uri) {
    if (servers.isEmpty() && peers.controllers(uri).isEmpty()) {
      return peers.site().isLocal(view.peer()) || peers.isGateway(view.peer(), view.peerMac());
    }
    return servers.contains(view.peer())
        || peers.controllers(uri).stream().anyMatch(block -> block.contains(view.peer()));
  }

  private static boolean onSite(DirectionView view, Peers peers) {
    return peers.isLocal(view.peer()) || peers.isGateway(view.peer(), view.peerMac());
  }

  /** Local, a group, the unspecified address, or in the device's own /64. */
  private static boolean onLink(DirectionView view, Peers peers) {
    IpAddress peer = view.peer();
    return onSite(view, peers)
        || peer.isMulticast()
        || view.destination.isMulticast()
        || peer.isUnspecified()
        || peer.high() == view.device().high();
  }
}
