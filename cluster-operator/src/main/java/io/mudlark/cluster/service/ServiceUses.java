package io.mudlark.cluster.service;

import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.cluster.service.ServiceTable.Treatment;
import io.mudlark.flow.IpAddress;
import io.mudlark.mrt.ServiceUse;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The services used in a window's rejected flows, most used first.
 *
 * <p>Ports of a host that many different ports were tried of are a scan, not services. A service
 * the device calls is listed once per host and once for all hosts together, because an address may
 * change behind a name; not for all together when these are many.
 *
 * @param listed at most {@link #MOST}
 * @param omitted how many more there are
 */
public record ServiceUses(List<ServiceUse> listed, int omitted) {
  /** Most services of a window that are listed. */
  public static final int MOST = 64;

  /** Ports of one host, or hosts of one port, from which on they are targets of a scan or sweep. */
  static final int MANY_TARGETS = 15;

  /** By contacts: a crowd of services of one burst each does not push out one that is kept up. */
  private static final Comparator<Named> MOST_USED =
      Comparator.<Named>comparingInt(named -> -named.use().contacts())
          .thenComparing(named -> -named.use().volume().flows())
          .thenComparing(Named::name);

  public ServiceUses {
    listed = List.copyOf(listed);
  }

  /** Of these rows, in any order. */
  public static ServiceUses of(List<FlowRow> rows) {
    Map<Host, Set<Integer>> portsOfHosts = new HashMap<>();
    rows.forEach(
        row ->
            portsOfHosts
                .computeIfAbsent(Host.of(row), host -> new HashSet<>())
                .add(row.servicePort()));
    Map<ServiceName, ServiceFlows> services = new HashMap<>();
    for (FlowRow row : rows) {
      Treatment treatment = ServiceTable.treatment(row);
      boolean scanned = portsOfHosts.getOrDefault(Host.of(row), Set.of()).size() >= MANY_TARGETS;
      if (treatment != Treatment.IGNORED && !scanned) {
        add(services, ServiceName.withPeer(row), row, treatment);
        if (!row.inbound()) {
          add(services, ServiceName.withAnyPeer(row), row, treatment);
        }
      }
    }
    List<Named> all =
        services.entrySet().stream()
            .filter(entry -> entry.getValue().peers() < MANY_TARGETS)
            .map(entry -> new Named(entry.getKey(), entry.getValue().use(entry.getKey())))
            .sorted(MOST_USED)
            .toList();
    List<ServiceUse> listed = all.stream().limit(MOST).map(Named::use).toList();
    return new ServiceUses(listed, all.size() - listed.size());
  }

  private static void add(
      Map<ServiceName, ServiceFlows> services, ServiceName name, FlowRow row, Treatment how) {
    services.computeIfAbsent(name, key -> new ServiceFlows()).add(row, how);
  }

  private record Named(ServiceName name, ServiceUse use) {}

  private record Host(boolean inbound, int protocol, IpAddress peer) {
    static Host of(FlowRow row) {
      return new Host(row.inbound(), row.protocol(), row.peer());
    }
  }
}
