package io.mudlark.mud.flink;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpPrefix;
import io.mudlark.flow.MacAddress;
import io.mudlark.mud.match.HostsFile;
import io.mudlark.mud.match.NameTiming;
import io.mudlark.site.Device;
import io.mudlark.site.DeviceId;
import io.mudlark.site.Site;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The serialized form of {@link EnforcementConfig}: texts only. */
final class EnforcementConfigForm implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<SiteForm> sites = new ArrayList<>();
  private final List<DeviceForm> devices = new ArrayList<>();
  private final Map<String, List<String>> hosts;
  private final Duration floor;
  private final Duration hold;
  private final int maxAddresses;

  EnforcementConfigForm(EnforcementConfig config) {
    config.sites().forEach(site -> sites.add(SiteForm.of(site)));
    config.devices().forEach(device -> devices.add(DeviceForm.of(device)));
    hosts = texts(config.hosts().table());
    floor = config.timing().floor();
    hold = config.timing().hold();
    maxAddresses = config.timing().maxAddresses();
  }

  private Object readResolve() {
    return new EnforcementConfig(
        sites.stream().map(SiteForm::site).toList(),
        devices.stream().map(DeviceForm::device).toList(),
        HostsFile.of(values(hosts, IpAddress::parse)),
        new NameTiming(floor, hold, maxAddresses));
  }

  private static List<String> texts(Iterable<?> values) {
    ArrayList<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.toString()));
    return texts;
  }

  private static <T> Map<String, List<String>> texts(Map<String, List<T>> table) {
    Map<String, List<String>> texts = new TreeMap<>();
    table.forEach((key, values) -> texts.put(key, texts(values)));
    return texts;
  }

  private static <T> List<T> values(List<String> texts, Function<String, T> parse) {
    return texts.stream().map(parse).toList();
  }

  private static <T> Map<String, List<T>> values(
      Map<String, List<String>> texts, Function<String, T> parse) {
    Map<String, List<T>> table = new TreeMap<>();
    texts.forEach((key, value) -> table.put(key, values(value, parse)));
    return table;
  }

  /** A {@link Site} in texts. */
  private record SiteForm(
      String name,
      List<String> gatewayMacs,
      List<String> gateways,
      List<String> localNetworks,
      Map<String, List<String>> controllers,
      List<String> dns,
      List<String> ntp)
      implements Serializable {
    static SiteForm of(Site site) {
      return new SiteForm(
          site.name(),
          texts(new TreeSet<>(site.gatewayMacs())),
          texts(site.gateways()),
          texts(site.localNetworks()),
          texts(site.controllers()),
          texts(site.dns()),
          texts(site.ntp()));
    }

    Site site() {
      return new Site(
          name,
          Set.copyOf(values(gatewayMacs, MacAddress::parse)),
          values(gateways, IpAddress::parse),
          values(localNetworks, IpPrefix::parse),
          values(controllers, IpPrefix::parse),
          values(dns, IpAddress::parse),
          values(ntp, IpAddress::parse));
    }
  }

  /** A {@link WatchedDevice} in texts. */
  private record DeviceForm(
      String site,
      String name,
      @Nullable String mac,
      List<String> addresses,
      @Nullable String mud,
      @Nullable String mudUrl,
      @Nullable String json)
      implements Serializable {
    static DeviceForm of(WatchedDevice watched) {
      Device device = watched.device();
      return new DeviceForm(
          device.id().site(),
          device.id().name(),
          device.mac() == null ? null : device.mac().toString(),
          texts(device.addresses()),
          device.mud(),
          watched.mudUrl(),
          watched.json());
    }

    WatchedDevice device() {
      Device device =
          new Device(
              new DeviceId(site, name),
              mac == null ? null : MacAddress.parse(mac),
              values(addresses, IpAddress::parse),
              mud);
      return new WatchedDevice(device, mudUrl, json);
    }
  }
}
