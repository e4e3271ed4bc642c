package io.mudlark.jobs.pipeline;

import io.mudlark.ledger.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tallies that are being added up, by site; the number of hosts listed per site is bounded. */
final class SiteAccounts {
  /** Further hosts of a site are counted together. */
  static final int MAX_HOSTS = 4096;

  private static final String OTHER_HOSTS = "(further hosts)";

  private final Map<String, Map<String, Tally>> bySite = new TreeMap<>();
  private final Map<String, Integer> hosts = new TreeMap<>();

  void add(Tally tally) {
    String name = tally.book() + " " + tally.fate();
    Map<String, Tally> sums = bySite.computeIfAbsent(tally.site(), s -> new TreeMap<>());
    if (tally.book() == Tally.Book.HOSTS && !sums.containsKey(name)) {
      hosts.merge(tally.site(), 1, Integer::sum);
    }
    sums.merge(name, tally, LedgerSum::plus);
  }

  void addHost(Tally tally) {
    boolean known =
        bySite.getOrDefault(tally.site(), Map.of()).containsKey(tally.book() + " " + tally.fate());
    if (known || hosts.getOrDefault(tally.site(), 0) < MAX_HOSTS) {
      add(tally);
    } else {
      add(new Tally(tally.site(), tally.book(), OTHER_HOSTS, tally.count(), tally.packets()));
    }
  }

  List<Tally> all() {
    List<Tally> all = new ArrayList<>();
    bySite.values().forEach(tallies -> all.addAll(tallies.values()));
    return all;
  }

  /** The tallies of a site, which are forgotten. */
  List<Tally> take(String site) {
    hosts.remove(site);
    Map<String, Tally> taken = bySite.remove(site);
    return taken == null ? List.of() : List.copyOf(taken.values());
  }
}
