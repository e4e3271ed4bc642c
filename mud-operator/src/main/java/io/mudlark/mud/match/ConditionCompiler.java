package io.mudlark.mud.match;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpPrefix;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.MacAddress;
import io.mudlark.mud.profile.Match;
import io.mudlark.mud.profile.Match.End;
import io.mudlark.mud.profile.MudProfile;
import io.mudlark.mud.profile.PortRange;
import java.util.List;

/**
 * Turns each kind of {@link Match} into a test on flows, with what the site says about abstractions
 * worked in.
 */
final class ConditionCompiler {
  private static final int ETHERTYPE_IPV4 = 0x0800;
  private static final int ETHERTYPE_IPV6 = 0x86DD;

  private final Peers peers;
  private final String ownUrl;

  ConditionCompiler(Peers peers, String ownUrl) {
    this.peers = peers;
    this.ownUrl = ownUrl;
  }

  Condition compile(Match match) {
    if (match instanceof Match.IpVersion version) {
      return (view, names) -> trial(view.source.version() == version.version());
    }
    if (match instanceof Match.Protocol protocol) {
      return (view, names) -> trial(view.protocol == protocol.number());
    }
    if (match instanceof Match.Port port) {
      return port(port.end(), port.ports());
    }
    if (match instanceof Match.Network network) {
      return network(network.end(), network.prefix());
    }
    if (match instanceof Match.DnsName name) {
      return name(name.end(), name.name());
    }
    if (match instanceof Match.Initiated initiated) {
      return initiated(initiated.byDevice());
    }
    return header(match);
  }

  private Condition header(Match match) {
    if (match instanceof Match.Icmp icmp) {
      return icmp(icmp.type(), icmp.code());
    }
    if (match instanceof Match.ControlBits bits) {
      return (view, names) ->
          trial(
              view.protocol == IpProtocol.TCP
                  && (view.counters().tcpFlags() & bits.flags()) == bits.flags());
    }
    if (match instanceof Match.EtherType type) {
      return (view, names) -> trial(etherType(view) == type.number());
    }
    if (match instanceof Match.EthernetAddress ethernet) {
      return ethernet(ethernet);
    }
    return abstraction(match);
  }

  private Condition abstraction(Match match) {
    if (match instanceof Match.LocalNetworks) {
      return (view, names) -> trial(peers.isLocal(view.peer()));
    }
    if (match instanceof Match.SameManufacturer) {
      return manufacturer(MudProfile.authorityOf(ownUrl));
    }
    if (match instanceof Match.Manufacturer manufacturer) {
      return manufacturer(manufacturer.authority());
    }
    if (match instanceof Match.Model model) {
      return (view, names) -> trial(model.url().equals(peers.mudUrl(view.peer(), view.peerMac())));
    }
    if (match instanceof Match.Controller controller) {
      return controller.uri().equals(Peers.GATEWAY)
          ? gateway()
          : blocks(peers.controllers(controller.uri()));
    }
    if (match instanceof Match.MyController) {
      return blocks(peers.ownControllers(ownUrl));
    }
    throw new IllegalStateException("a condition without a test: " + match);
  }

  private static Trial trial(boolean holds) {
    return holds ? Trial.HOLDS : Trial.FAILS;
  }

  private static Condition port(End end, PortRange ports) {
    return end == End.SOURCE
        ? (view, names) -> trial(view.hasPorts && ports.contains(view.sourcePort))
        : (view, names) -> trial(view.hasPorts && ports.contains(view.destinationPort));
  }

  private static Condition network(End end, IpPrefix prefix) {
    return (view, names) -> trial(prefix.contains(end(view, end)));
  }

  private static Condition name(End end, String name) {
    return (view, names) -> {
      switch (names.resolution(name, end(view, end), view.flow.startNanos())) {
        case RESOLVES:
          return Trial.HOLDS;
        case OTHER_ADDRESSES:
          return Trial.FAILS;
        default:
          return Trial.NAME_UNRESOLVED;
      }
    };
  }

  private static IpAddress end(DirectionView view, End end) {
    return end == End.SOURCE ? view.source : view.destination;
  }

  private static Condition initiated(boolean byDevice) {
    return (view, names) -> {
      if (view.protocol != IpProtocol.TCP) {
        return Trial.FAILS;
      }
      boolean holds = view.initiatorUnknown() || view.deviceIsSource == byDevice;
      return holds ? Trial.HOLDS : Trial.WRONG_INITIATOR;
    };
  }

  private static Condition icmp(int type, int code) {
    return (view, names) ->
        trial(
            view.flow.key().isIcmp()
                && (type == Match.Icmp.ANY || view.icmpType() == type)
                && (code == Match.Icmp.ANY || view.icmpCode() == code));
  }

  private static Condition ethernet(Match.EthernetAddress wanted) {
    long mask = wanted.mask().value();
    return (view, names) -> {
      MacAddress seen = wanted.end() == End.SOURCE ? view.sourceMac() : view.destinationMac();
      return trial(seen != null && ((seen.value() ^ wanted.address().value()) & mask) == 0);
    };
  }

  /** A {@link FlowRecord} is of IPv4 or IPv6; other types of frames have no flows. */
  static int etherType(DirectionView view) {
    return view.source.isV4() ? ETHERTYPE_IPV4 : ETHERTYPE_IPV6;
  }

  private Condition manufacturer(String authority) {
    return (view, names) -> {
      String url = peers.mudUrl(view.peer(), view.peerMac());
      return trial(url != null && MudProfile.authorityOf(url).equals(authority));
    };
  }

  private Condition gateway() {
    if (!peers.knowsGateway()) {
      return (view, names) -> Trial.UNMAPPED;
    }
    return (view, names) -> trial(peers.isGateway(view.peer(), view.peerMac()));
  }

  private static Condition blocks(List<IpPrefix> blocks) {
    if (blocks.isEmpty()) {
      return (view, names) -> Trial.UNMAPPED;
    }
    return (view, names) -> trial(blocks.stream().anyMatch(block -> block.contains(view.peer())));
  }
}
