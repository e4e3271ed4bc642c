package io.mudlark.jobs.discover;

import io.mudlark.flow.IpAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes found hosts as a list of devices that {@code mudlark run --devices} reads. */
public final class DevicesCsv {
  private DevicesCsv() {}

  /**
   * The lines of the file: the columns, then two lines per host, of which one is a comment.
   *
   * <p>An address that several hosts of a site had, one after the other, can be nobody's fixed
   * address: it is left out where a MAC address tells the host, and the comment says so.
   */
  public static String of(List<HostCensus.Found> hosts) {
    Map<String, Integer> owners = new HashMap<>();
    for (HostCensus.Found host : hosts) {
      host.addresses().forEach(address -> owners.merge(at(host, address), 1, Integer::sum));
    }
    StringBuilder text = new StringBuilder("device,mac,ip,mud,site\n");
    for (HostCensus.Found host : hosts) {
      Map<Boolean, String> addresses =
          host.addresses().stream()
              .collect(
                  Collectors.partitioningBy(
                      address ->
                          host.mac() != null && owners.getOrDefault(at(host, address), 0) > 1,
                      Collectors.mapping(IpAddress::toString, Collectors.joining(";"))));
      String shared = addresses.getOrDefault(true, "");
      text.append("# ").append(host.flows()).append(" flows, ");
      text.append(host.packets()).append(" packets sent");
      text.append(shared.isEmpty() ? "" : "; had, as others did: " + shared).append('\n');
      text.append(name(host)).append(',');
      text.append(host.mac() == null ? "" : host.mac().toString()).append(',');
      text.append(addresses.getOrDefault(false, ""));
      text.append(",,").append(host.site()).append('\n');
    }
    return text.toString();
  }

  private static String at(HostCensus.Found host, IpAddress address) {
    return host.site() + ' ' + address;
  }

  /** A name to be replaced by a better one: from the MAC, or else the address. */
  private static String name(HostCensus.Found host) {
    return host.mac() == null
        ? "host-" + host.addresses().get(0)
        : "host-" + host.mac().toString().replace(":", "");
  }
}
