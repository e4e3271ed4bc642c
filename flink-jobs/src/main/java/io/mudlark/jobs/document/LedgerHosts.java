package io.mudlark.jobs.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The hosts of a site that are no known device, those with the most flows first.
 *
 * @param listed at most {@link #LIMIT} of them
 * @param leftOut how many more there are
 * @param rest flows and packets of those left out
 */
record LedgerHosts(List<Host> listed, int leftOut, LedgerAmount rest) {
  static final int LIMIT = 10_000;

  private static final Comparator<Host> MOST_FIRST =
      Comparator.comparingLong((Host host) -> host.amount().count())
          .thenComparingLong(host -> host.amount().packets())
          .reversed()
          .thenComparing(Host::name);

  /**
   * A host.
   *
   * @param name how it was tallied: MAC and address
   * @param amount its flows and packets
   */
  record Host(String name, LedgerAmount amount) {}

  static LedgerHosts of(Map<String, LedgerAmount> fates) {
    List<Host> hosts = new ArrayList<>(fates.size());
    fates.forEach((name, amount) -> hosts.add(new Host(name, amount)));
    hosts.sort(MOST_FIRST);
    int kept = Math.min(LIMIT, hosts.size());
    LedgerAmount rest = LedgerAmount.NONE;
    for (Host host : hosts.subList(kept, hosts.size())) {
      rest = rest.plus(host.amount());
    }
    return new LedgerHosts(List.copyOf(hosts.subList(0, kept)), hosts.size() - kept, rest);
  }
}
