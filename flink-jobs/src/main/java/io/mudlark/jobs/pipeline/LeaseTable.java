package io.mudlark.jobs.pipeline;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells whose an IP address was at a time.
 *
 * <p>Of leases of one address that overlap, the one that began last counts from its beginning on;
 * of two that began together, the one of the higher MAC.
 */
final class LeaseTable {
  private final Map<String, Map<IpAddress, TreeMap<Long, Lease>>> bySite = new HashMap<>();

  LeaseTable(List<Lease> leases) {
    leases.stream()
        .sorted(Comparator.comparing(Lease::mac).thenComparingLong(Lease::untilNanos))
        .forEach(
            lease ->
                bySite
                    .computeIfAbsent(lease.site(), site -> new HashMap<>())
                    .computeIfAbsent(lease.address(), address -> new TreeMap<>())
                    .put(lease.fromNanos(), lease));
  }

  /** The MAC that had the address then, or null when no lease says. */
  @Nullable MacAddress holder(String site, IpAddress address, long atNanos) {
    Map<IpAddress, TreeMap<Long, Lease>> ofSite = bySite.isEmpty() ? null : bySite.get(site);
    TreeMap<Long, Lease> leases = ofSite == null ? null : ofSite.get(address);
    Map.Entry<Long, Lease> last = leases == null ? null : leases.floorEntry(atNanos);
    return last == null || atNanos >= last.getValue().untilNanos() ? null : last.getValue().mac();
  }
}
