package io.mudlark.site;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpPrefix;
import io.mudlark.flow.MacAddress;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network that is observed, with what the MUD abstractions of RFC 8520 mean there.
 *
 * @param name the site's name
 * @param gatewayMacs MACs of the routers towards the rest of the world
 * @param gateways their addresses on this network, both families
 * @param localNetworks what {@code local-networks} covers; empty means private, unique local and
 *     link-local addresses
 * @param controllers addresses that stand for each class of RFC 8520's controller, by URN
 * @param dns the site's resolvers
 * @param ntp the site's time servers
 */
public record Site(
    String name,
    Set<MacAddress> gatewayMacs,
    List<IpAddress> gateways,
    List<IpPrefix> localNetworks,
    Map<String, List<IpPrefix>> controllers,
    List<IpAddress> dns,
    List<IpAddress> ntp)
    implements Serializable {
  public Site {
    gatewayMacs = Set.copyOf(gatewayMacs);
    gateways = List.copyOf(gateways);
    localNetworks = List.copyOf(localNetworks);
    controllers = Map.copyOf(controllers);
    dns = List.copyOf(dns);
    ntp = List.copyOf(ntp);
  }

  /** A site of which only the name is known. */
  public static Site named(String name) {
    return new Site(name, Set.of(), List.of(), List.of(), Map.of(), List.of(), List.of());
  }

  /** Whether an address belongs to the site's own networks. Group addresses do not. */
  public boolean isLocal(IpAddress address) {
    if (localNetworks.isEmpty()) {
      return address.isPrivate() || address.isLinkLocal();
    }
    for (IpPrefix network : localNetworks) {
      if (network.contains(address)) {
        return true;
      }
    }
    return address.isLinkLocal();
  }
}
