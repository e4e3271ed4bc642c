package io.mudlark.jobs.discover;

import io.mudlark.flow.IpAddress;
import java.util.List;
import java.util.stream.Collectors;

/** Writes found hosts as a list of devices that {@code mudlark run --devices} reads. */
public final class DevicesCsv {
  private DevicesCsv() {}

  /** The lines of the file: the columns, then two lines per host, of which one is a comment. */
  public static String of(List<HostCensus.Found> hosts) {
    StringBuilder text = new StringBuilder("device,mac,ip,mud,site\n");
    for (HostCensus.Found host : hosts) {
      text.append("# ").append(host.flows()).append(" flows, ");
      text.append(host.packets()).append(" packets sent\n");
      text.append(name(host)).append(',');
      text.append(host.mac() == null ? "" : host.mac().toString()).append(',');
      text.append(
          host.addresses().stream().map(IpAddress::toString).collect(Collectors.joining(";")));
      text.append(",,").append(host.site()).append('\n');
    }
    return text.toString();
  }

  /** A name to be replaced by a better one: from the MAC, or else the address. */
  private static String name(HostCensus.Found host) {
    return host.mac() == null
        ? "host-" + host.addresses().get(0)
        : "host-" + host.mac().toString().replace(":", "");
  }
}
