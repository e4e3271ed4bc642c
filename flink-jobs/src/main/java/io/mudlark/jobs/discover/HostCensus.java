package io.mudlark.jobs.discover;

import io.mudlark.flow.Counters;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Collects the hosts of a site's own networks from flows: by MAC address when the flows carry one,
 * else by IP address.
 *
 * <p>A host counts that sent something. Routers show up too when they speak for themselves; who
 * reads the list takes them out.
 */
public final class HostCensus {
  /** Hosts beyond this many per site are not listed, but counted. */
  public static final int MAX_HOSTS = 65_536;

  /** Addresses beyond this many per host are left out. */
  static final int MAX_ADDRESSES = 16;

  private final Map<String, Site> sites;
  private final Map<String, TreeMap<String, Host>> bySite = new TreeMap<>();
  private long leftOut;

  /**
   * @param sites what is local at each site; one that is missing has private and link-local
   *     addresses
   */
  public HostCensus(Map<String, Site> sites) {
    this.sites = Map.copyOf(sites);
  }

  /**
   * A host that was seen.
   *
   * @param site where
   * @param mac its MAC address, or null
   * @param addresses its IP addresses
   * @param flows in how many flows it sent something
   * @param packets packets it sent
   */
  public record Found(
      String site, @Nullable MacAddress mac, List<IpAddress> addresses, long flows, long packets) {}

  private static final class Host {
    private final @Nullable MacAddress mac;
    private final TreeSet<IpAddress> addresses = new TreeSet<>();
    private long flows;
    private long packets;

    Host(@Nullable MacAddress mac) {
      this.mac = mac;
    }
  }

  /** Takes both ends of a flow in. */
  public void add(FlowRecord flow) {
    String site = flow.observationPoint();
    add(site, flow.sourceMac(), flow.key().source(), flow.forward());
    add(site, flow.destinationMac(), flow.key().destination(), flow.reverse());
  }

  private void add(String site, @Nullable MacAddress mac, IpAddress address, Counters sent) {
    boolean group =
        address.isMulticast()
            || address.isLimitedBroadcast()
            || address.isUnspecified()
            || (mac != null && mac.isGroup());
    if (sent.isEmpty() || group || !sites.getOrDefault(site, Site.named(site)).isLocal(address)) {
      return;
    }
    TreeMap<String, Host> hosts = bySite.computeIfAbsent(site, s -> new TreeMap<>());
    String key = mac == null ? address.toString() : mac.toString();
    Host host = hosts.get(key);
    if (host == null) {
      if (hosts.size() >= MAX_HOSTS) {
        leftOut++;
        return;
      }
      host = new Host(mac);
      hosts.put(key, host);
    }
    host.flows++;
    host.packets += sent.packets();
    if (host.addresses.size() < MAX_ADDRESSES) {
      host.addresses.add(address);
    }
  }

  /** All hosts by site, then by MAC address, those without one last and by IP address. */
  public List<Found> found() {
    List<Found> found = new ArrayList<>();
    for (Map.Entry<String, TreeMap<String, Host>> site : bySite.entrySet()) {
      List<Found> withoutMac = new ArrayList<>();
      for (Host host : site.getValue().values()) {
        Found one =
            new Found(
                site.getKey(), host.mac, List.copyOf(host.addresses), host.flows, host.packets);
        (host.mac == null ? withoutMac : found).add(one);
      }
      found.addAll(withoutMac);
    }
    return found;
  }

  /** Sightings of hosts for which there was no room. */
  public long leftOut() {
    return leftOut;
  }
}
