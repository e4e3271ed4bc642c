package io.mudlark.mud.match;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpPrefix;
import io.mudlark.flow.MacAddress;
import io.mudlark.site.Site;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What RFC 8520's abstractions of a peer mean at one site. */
final class Peers {
  static final String DNS = "urn:ietf:params:mud:dns";
  static final String NTP = "urn:ietf:params:mud:ntp";
  static final String GATEWAY = "urn:ietf:params:mud:gateway";
  static final String MY_CONTROLLER = "my-controller";

  private final Site site;
  private final PeerDirectory directory;

  Peers(Site site, PeerDirectory directory) {
    this.site = site;
    this.directory = directory;
  }

  Site site() {
    return site;
  }

  /** In the site's networks, or a group address whose scope ends there. */
  boolean isLocal(IpAddress address) {
    return site.isLocal(address) || isLocalGroup(address);
  }

  /**
   * 255.255.255.255, 224.0.0.0/24 and the administratively scoped 239.0.0.0/8 (RFC 2365); IPv6
   * groups of interface, link, realm, admin and site scope (RFC 7346).
   */
  static boolean isLocalGroup(IpAddress address) {
    if (address.isV4()) {
      return address.isLimitedBroadcast()
          || address.low() >>> 8 == 0xE00000
          || address.low() >>> 24 == 239;
    }
    long scope = address.high() >>> 48 & 0xF;
    return address.isMulticast() && scope >= 1 && scope <= 5;
  }

  /**
   * The router itself: by its address, or by its MAC together with a local address, because all
   * that is routed carries the router's MAC.
   */
  boolean isGateway(IpAddress address, @Nullable MacAddress mac) {
    if (site.gateways().contains(address)) {
      return true;
    }
    return mac != null && site.gatewayMacs().contains(mac) && site.isLocal(address);
  }

  boolean knowsGateway() {
    return !site.gateways().isEmpty() || !site.gatewayMacs().isEmpty();
  }

  /** The addresses that a class of controllers stands for; empty when the site has no mapping. */
  List<IpPrefix> controllers(String uri) {
    List<IpPrefix> blocks = new ArrayList<>(site.controllers().getOrDefault(uri, List.of()));
    if (uri.equals(DNS)) {
      site.dns().forEach(address -> blocks.add(IpPrefix.of(address)));
    } else if (uri.equals(NTP)) {
      site.ntp().forEach(address -> blocks.add(IpPrefix.of(address)));
    }
    return blocks;
  }

  /** The device's own controller: mapped under its MUD URL, or for all under my-controller. */
  List<IpPrefix> ownControllers(String mudUrl) {
    List<IpPrefix> blocks = controllers(mudUrl);
    return blocks.isEmpty() ? controllers(MY_CONTROLLER) : blocks;
  }

  /** The peer's MUD URL, or null; a router's MAC names nobody. */
  @Nullable String mudUrl(IpAddress address, @Nullable MacAddress mac) {
    boolean routed = mac != null && site.gatewayMacs().contains(mac);
    return directory.mudUrl(address, routed ? null : mac);
  }
}
