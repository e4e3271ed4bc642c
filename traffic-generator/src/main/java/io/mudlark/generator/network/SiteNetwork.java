package io.mudlark.generator.network;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpPrefix;
import io.mudlark.flow.MacAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One site: its networks, its gateway (which resolves names and tells the time), its stations. */
public final class SiteNetwork {
  private final String name;
  private final int number;
  private final int vlanId;
  private final IpPrefix v4;
  private final IpPrefix v6;
  private final Station gateway;
  private final List<Station> stations = new ArrayList<>();
  private final List<Object> services = new ArrayList<>();
  private final Map<String, IpAddress> controllers = new TreeMap<>();

  /**
   * A site with its gateway and nobody else.
   *
   * @param number 1..254, unique in its scenario: goes into the MACs
   * @param vlanId the VLAN of all its frames, or {@code FlowKey.NO_VLAN}
   * @param v4 its IPv4 network, a /24
   * @param v6 its IPv6 network, a /64
   */
  public SiteNetwork(String name, int number, int vlanId, IpPrefix v4, IpPrefix v6) {
    this.name = name;
    this.number = number;
    this.vlanId = vlanId;
    this.v4 = v4;
    this.v6 = v6;
    this.gateway = station("gateway", 1);
    stations.clear();
  }

  public String name() {
    return name;
  }

  public int vlanId() {
    return vlanId;
  }

  public IpPrefix v4() {
    return v4;
  }

  public IpPrefix v6() {
    return v6;
  }

  public Station gateway() {
    return gateway;
  }

  /** All stations but the gateway, in the order in which they moved in. */
  public List<Station> stations() {
    return Collections.unmodifiableList(stations);
  }

  /** The station of a name, which must live here. */
  public Station station(String stationName) {
    return find(stationName)
        .orElseThrow(() -> new IllegalArgumentException(name + " has no station " + stationName));
  }

  /** The station of a name, if it lives here. */
  public Optional<Station> find(String stationName) {
    return stations.stream().filter(station -> station.name().equals(stationName)).findFirst();
  }

  /**
   * Lets a station move in.
   *
   * @param host 2..254, unique here: the last octet of its IPv4 address and its IPv6 identifier
   */
  public Station add(String stationName, int host) {
    for (Station other : stations) {
      if (other.name().equals(stationName) || other.v4().low() == v4.base().low() + host) {
        throw new IllegalArgumentException(
            name + ": " + stationName + " takes the name or address of " + other.name());
      }
    }
    return station(stationName, host);
  }

  private Station station(String stationName, int host) {
    if (host < 1 || host > 254) {
      throw new IllegalArgumentException(name + ": host number is 1..254, not " + host);
    }
    Station station =
        new Station(
            stationName,
            new MacAddress(0x0200_5E00_0000L | (long) number << 8 | host),
            IpAddress.v4((int) v4.base().low() + host),
            IpAddress.v6(v6.base().high(), host),
            host * 977);
    stations.add(station);
    return station;
  }

  /** Lets others at the site find what a station runs, such as a broker, by its type. */
  public void offer(Object service) {
    services.add(service);
  }

  /** What is run here of a type, the first to be offered. */
  public <T> Optional<T> offered(Class<T> type) {
    return services.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  /** Says which station stands for a class of RFC 8520's controller here. */
  public void controller(String urn, Station station) {
    controllers.put(urn, station.v4());
  }

  /** Controllers by their class. */
  public Map<String, IpAddress> controllers() {
    return Collections.unmodifiableMap(controllers);
  }

  /** A host beyond the gateway. */
  public Endpoint far(IpAddress address) {
    return new Endpoint(gateway.mac(), address);
  }
}
